from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeliveryConfig(AppConfig):
    name = "cms.delivery"
    label = "cms_delivery"
    verbose_name = _("Delivery")

    def ready(self):
        from cms.delivery import checks  # noqa: F401 - registers the checks
        from cms.delivery.inline_scripts import replace_inline_scripts

        replace_inline_scripts()
