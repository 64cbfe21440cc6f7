from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RemovalConfig(AppConfig):
    name = "cms.removal"
    label = "cms_removal"
    verbose_name = _("Deleting, unpublishing and moving")
