"""Store the file of an upload, and report a storage that cannot be written to."""

import logging
from contextlib import suppress

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger(__name__)


class FileNotStoredError(ValidationError):
    """A file could not be written to the storage, for example because the disk is full. The message is for staff."""

    sentence = _(
        "The file could not be stored: the disk is full, or cannot be written to. No data is lost. Tell the "
        "operators of the site, and upload the file again once they have fixed it."
    )

    def __init__(self):
        super().__init__(self.sentence, code="not_stored")


def store_file(field, instance, name, content):
    """Store `content` as the file `name` of the file field `field`. Return the name under which it is stored.

    Raise FileNotStoredError if the storage cannot be written to. No incomplete file is left.
    """
    path = field.generate_filename(instance, name)
    try:
        return field.storage.save(path, content, max_length=field.max_length)
    except OSError as error:
        logger.exception("A file could not be stored.")
        with suppress(OSError):
            field.storage.delete(path)  # an incomplete file, if the disk is full
        raise FileNotStoredError from error
