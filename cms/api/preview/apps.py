from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PreviewConfig(AppConfig):
    name = "cms.api.preview"
    label = "cms_preview"
    verbose_name = _("Front-end preview")

    def ready(self):
        from cms.api.preview import signals  # noqa: F401 - connects the receivers
