from django.utils.translation import gettext_lazy as _

from cms.plugins.api import ContentTypePlugin


class TestimonialsPlugin(ContentTypePlugin):
    name = "testimonials"
    verbose_name = _("Stories")
    summary = _("Patients’ stories and short testimonials, as far as the patients allow it.")
    icon = "openquote"
    order = 40
    stylesheet = "testimonials/testimonials.css"
    requires_core = ">=1.0,<2"
    default_auto_field = "django.db.models.BigAutoField"

    def load_sample_content(self, sample):
        from testimonials.sample_content import load

        load(sample)
