from django.apps import AppConfig


class OpenAPIConfig(AppConfig):
    name = "cms.api.openapi"
    label = "cms_openapi"
    verbose_name = "OpenAPI description"

    def ready(self):
        from cms.api.openapi import checks  # noqa: F401 - registers the checks
