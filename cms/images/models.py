"""The project's own image and rendition models, there from the first migration.

https://docs.wagtail.org/en/stable/advanced_topics/images/custom_image_model.html
"""

from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition, Filter
from wagtail.images.models import Image as WagtailImage

from . import presets


class ContentImage(AbstractImage):
    """A picture. `description` is its alt text unless the place where it stands gives another."""

    credit = models.CharField(max_length=255, blank=True, help_text="Who made the picture, if they are to be named.")

    admin_form_fields = (*WagtailImage.admin_form_fields, "credit")

    @property
    def default_alt_text(self):
        """The description alone: a title is often a file name, which tells a listener nothing."""
        return self.description

    def make_renditions(self):
        """Make those renditions of all presets that are not there yet."""
        if not self.is_svg():
            self.get_renditions(*presets.ALL_SPECS)

    def existing_renditions(self, preset):
        """Return the renditions of `preset` by filter spec, as far as they have been made. Makes none."""
        filters = [Filter(spec) for spec in presets.specs(preset)]
        found = self.find_existing_renditions(*filters)
        return {one.spec: found[one] for one in filters if one in found}

    def social_rendition(self):
        """Return the rendition that other sites show for a link, or None if it has not been made."""
        return next(iter(self.find_existing_renditions(Filter(presets.SOCIAL)).values()), None)


class Rendition(AbstractRendition):
    """An image in one of the sizes and formats in which it is shown."""

    image = models.ForeignKey(ContentImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_spec"
            ),
        ]


def prefetch_renditions(images):
    """Attach all renditions to each of `images`, in one query."""
    models.prefetch_related_objects(
        [image for image in images if image],
        models.Prefetch("renditions", to_attr="prefetched_renditions"),
    )
