from django.core.management.base import BaseCommand
from wagtail.images.models import SourceImageIOError

from cms.images.making import make_renditions
from cms.images.models import ContentImage


class Command(BaseCommand):
    help = "Makes missing renditions of images, for example after presets were changed or renditions were deleted."

    def handle(self, **options):
        images = ContentImage.objects.select_related("consent").order_by("pk")
        total = images.count()
        for number, image in enumerate(images.iterator(), start=1):
            self.stdout.write(f"{number}/{total} {image.title}")
            try:
                make_renditions(image)
            except SourceImageIOError as error:
                self.stderr.write(f"{image.title} (id {image.pk}): its file cannot be read: {error}")
