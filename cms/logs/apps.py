from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class LogsConfig(AppConfig):
    name = "cms.logs"
    label = "cms_logs"
    verbose_name = _("Logs")

    def ready(self):
        if settings.SENTRY_DSN:
            from cms.logs.sentry import start

            start(settings.SENTRY_DSN)
