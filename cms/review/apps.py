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
        from cms.review.first_workflow import replace_stock_workflow
        from cms.review.models import EXPORT, SIGN, ReviewerProfile
        from cms.roles.declaration import Role, declare_permissions, permissions_of
        from cms.roles.granting import roles_created

        requires_second_factor(SIGN, EXPORT)
        declare_permissions(
            {
                Role.MEDICAL_REVIEWER: {SIGN, EXPORT},
                Role.ADMINISTRATOR: {EXPORT} | permissions_of(ReviewerProfile, "add", "change", "delete"),
            }
        )
        roles_created.connect(replace_stock_workflow)
