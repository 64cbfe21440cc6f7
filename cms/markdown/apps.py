from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MarkdownConfig(AppConfig):
    name = "cms.markdown"
    label = "cms_markdown"
    verbose_name = _("Markdown")
