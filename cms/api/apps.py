from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "cms.api"
    label = "cms_api"
    verbose_name = "Delivery API"

    def ready(self):
        from . import checks  # noqa: F401 - registers the checks
