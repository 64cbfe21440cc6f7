from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsentConfig(AppConfig):
    name = "cms.consent"
    label = "cms_consent"
    verbose_name = _("Consent")
    default_auto_field = "django.db.models.BigAutoField"
