from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "cms.publishing"
    label = "cms_publishing"
    verbose_name = "Publishing"

    def ready(self):
        from cms.publishing import signals  # noqa: F401 - connects the receivers
