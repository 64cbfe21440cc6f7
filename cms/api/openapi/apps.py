from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpenAPIConfig(AppConfig):
    name = "cms.api.openapi"
    label = "cms_openapi"
    verbose_name = _("OpenAPI description")

    def ready(self):
        from cms.api.openapi import checks  # noqa: F401 - registers the checks
