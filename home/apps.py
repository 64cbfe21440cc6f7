from django.utils.translation import gettext_lazy as _

from cms.plugins.api import ContentTypePlugin


class HomePlugin(ContentTypePlugin):
    name = "home"
    verbose_name = _("Home")
    summary = _("The home page, plain pages, the contact form, and who the practice is.")
    icon = "home"
    order = 10
    stylesheet = "home/home.css"
    requires_core = ">=1.0,<2"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        super().ready()
        from wagtail.models import ReferenceIndex

        from home.models import Menus, Practice

        # Wagtail does not index settings by itself. Images and documents are public where the index says that a
        # public object shows them.
        for model in (Practice, Menus):
            ReferenceIndex.register_model(model)

    def load_sample_content(self, sample):
        from home.sample_content import load

        load(sample)
