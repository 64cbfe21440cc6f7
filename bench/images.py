"""Measures what an upload costs. Run it as `python bench/images.py` from the folder of the project.

Compare the ratios, which are of one run, rather than the seconds, which are of one machine.
"""

import os
import resource
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from time import perf_counter

import django
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


def photograph():
    """Return a JPEG of 12 megapixels with soft shapes, fine grain and Exif, as of a camera."""
    channels = [Image.effect_noise((80, 60), 90).resize((4000, 3000), Image.Resampling.BICUBIC) for _ in range(3)]
    grain = Image.effect_noise((4000, 3000), 12)
    picture = Image.blend(Image.merge("RGB", channels), Image.merge("RGB", [grain] * 3), 0.1)
    exif = Image.Exif()
    exif[0x010E] = "A photograph"
    file = BytesIO()
    picture.save(file, "JPEG", quality=90, exif=exif)
    return file.getvalue()


def seconds(function, times=3):
    """Return how long `function` takes at best: the rest is what else the machine did."""
    best = float("inf")
    for _ in range(times):
        start = perf_counter()
        function()
        best = min(best, perf_counter() - start)
    return best


def peak_memory():
    """Return the most memory that this process has had, in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def measure(content):
    from django.core.files.base import ContentFile
    from wagtail.images.models import AbstractImage, Filter

    from cms.images.making import make_renditions
    from cms.images.models import ContentImage
    from cms.images.renditions.presets import all_specs
    from cms.images.sanitize import sanitize_image

    def upload():
        image = ContentImage.objects.create(title="A photograph", file=ContentFile(content, name="upload.jpg"))
        make_renditions(image)
        return image

    filters = [Filter(spec) for spec in all_specs(4000, 3000)]

    def renditions(create):
        def run():
            image.renditions.all().delete()
            create(image, *filters)

        return run

    image = upload()
    after_one = peak_memory()
    for _ in range(19):
        upload()
    after_twenty = peak_memory()

    decode = seconds(lambda: Image.open(BytesIO(content)).load())
    strip = seconds(lambda: sanitize_image(ContentFile(content, name="upload.jpg")))
    ours = seconds(renditions(ContentImage.create_renditions))
    wagtails = seconds(renditions(AbstractImage.create_renditions))

    say(f"strip a JPEG of 12 megapixels  {strip:6.2f} s   {strip / decode:.1f} times decoding it")
    say(f"make its {len(filters)} renditions         {ours:6.2f} s   {ours / wagtails:.2f} of Wagtail's own way")
    say(f"peak memory after 1 image      {after_one:6.0f} MB")
    say(f"peak memory after 20 images    {after_twenty:6.0f} MB  {after_twenty / after_one:.2f} times that after 1")


def say(line):
    sys.stdout.write(line + "\n")


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "cms.settings.dev", "DATA_DIR": folder}
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/db.sqlite3"
        django.setup()
        from django.core.management import call_command

        say("Making a database …")
        call_command("migrate", verbosity=0)
        measure(photograph())


if __name__ == "__main__":
    main()
