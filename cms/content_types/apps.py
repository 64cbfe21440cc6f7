from django.apps import AppConfig


class ContentTypesConfig(AppConfig):
    name = "cms.content_types"
    label = "cms_content_types"
    verbose_name = "Content types"

    def ready(self):
        from . import checks  # noqa: F401 - registers the checks
