from django.apps import AppConfig
from django.conf import settings
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class MetricsConfig(AppConfig):
    name = "cms.metrics"
    label = "cms_metrics"
    verbose_name = _("Metrics")

    def ready(self):
        if settings.METRICS_ADDRESS:  # a command that counts something makes a file in the folder
            settings.METRICS_FOLDER.mkdir(parents=True, exist_ok=True)
        autodiscover_modules("metrics")
