"""The storage of static files in production."""

import brotli
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage


class QuickCompressor(Compressor):
    """Compress in a tenth of the time of brotli's highest quality. Files are 8 percent larger."""

    @staticmethod
    def compress_brotli(data):
        return brotli.compress(data, quality=9)


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage, which adds a hash of its content to the name of each file and compresses it.

    https://whitenoise.readthedocs.io/en/stable/django.html#using-a-custom-compressor
    """

    def create_compressor(self, **kwargs):
        return QuickCompressor(**kwargs)
