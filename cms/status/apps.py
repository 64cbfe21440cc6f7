from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StatusConfig(AppConfig):
    name = "cms.status"
    label = "cms_status"
    verbose_name = _("Status")
