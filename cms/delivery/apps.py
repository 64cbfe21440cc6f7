from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "cms.delivery"
    label = "cms_delivery"
    verbose_name = "Delivery"

    def ready(self):
        from cms.delivery import checks  # noqa: F401 - registers the checks
