from django.apps import AppConfig


class PreviewConfig(AppConfig):
    name = "cms.api.preview"
    label = "cms_preview"
    verbose_name = "Preview by a front end"

    def ready(self):
        from cms.api.preview import signals  # noqa: F401 - connects them
