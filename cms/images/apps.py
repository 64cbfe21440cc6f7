from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImagesConfig(AppConfig):
    name = "cms.images"
    label = "cms_images"
    verbose_name = _("Images")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from cms.accounts.second_factor import requires_second_factor
        from cms.images import signals  # noqa: F401 - connects the receivers

        requires_second_factor("cms_images.view_blocked_image")
