"""The admin viewset of reviewers."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet

from cms.review.models import ReviewerProfile


class ReviewerViewSet(ModelViewSet):
    model = ReviewerProfile
    icon = "user"
    menu_label = _("Reviewers")
    add_to_settings_menu = True
    menu_order = 610
    copy_view_enabled = False
    list_display = ["name", "credentials", "user", "deputy"]
    form_fields = ["user", "name", "credentials", "deputy"]
