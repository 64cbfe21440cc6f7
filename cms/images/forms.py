from wagtail.images.forms import BaseImageForm


class ImageForm(BaseImageForm):
    """The form behind every upload and edit of an image in the admin."""

    def save(self, commit=True):
        image = super().save(commit=commit)
        if commit:
            # Wagtail has just dropped the renditions if the file was replaced.
            image.make_renditions()
        return image
