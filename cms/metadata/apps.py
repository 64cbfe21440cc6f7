from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MetadataConfig(AppConfig):
    name = "cms.metadata"
    label = "cms_metadata"
    verbose_name = _("Metadata")
