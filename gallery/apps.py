from django.utils.translation import gettext_lazy as _

from cms.plugins.api import ContentTypePlugin


class GalleryPlugin(ContentTypePlugin):
    name = "gallery"
    verbose_name = _("Galleries")
    summary = _("Albums of patients before and after a procedure, as far as the patients allow it.")
    icon = "image"
    order = 30
    stylesheet = "gallery/gallery.css"
    requires_core = ">=1.0,<2"
    default_auto_field = "django.db.models.BigAutoField"

    def load_sample_content(self, sample):
        from gallery.sample_content import load

        load(sample)
