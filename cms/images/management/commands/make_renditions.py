from django.core.management.base import BaseCommand
from wagtail.images.models import SourceImageIOError

from cms.images.models import ContentImage


class Command(BaseCommand):
    help = "Makes missing renditions of images, for example after presets were changed or renditions were deleted."

    def handle(self, **options):
        images = ContentImage.objects.order_by("pk")
        total = images.count()
        for number, image in enumerate(images.iterator(), start=1):
            self.stdout.write(f"{number}/{total} {image.title}")
            try:
                image.make_renditions()
            except SourceImageIOError as error:
                self.stderr.write(f"{image.title} (id {image.pk}): its file cannot be read: {error}")
