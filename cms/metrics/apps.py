from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class MetricsConfig(AppConfig):
    name = "cms.metrics"
    label = "cms_metrics"
    verbose_name = _("Metrics")

    def ready(self):
        autodiscover_modules("metrics")
