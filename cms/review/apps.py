from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewConfig(AppConfig):
    name = "cms.review"
    label = "cms_review"
    verbose_name = _("Medical review")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from cms.accounts.second_factor import requires_second_factor
        from cms.review import signals  # noqa: F401 - connects the receivers
        from cms.review.models import EXPORT, SIGN

        requires_second_factor(SIGN, EXPORT)
