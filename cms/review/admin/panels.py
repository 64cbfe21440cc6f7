"""The panel of the editor that says whether the content is signed."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

PANEL = "cms_review/admin/panel.html"


class MedicalReviewPanel(Panel):
    """Say who has signed the last version, and which changes need a new review."""

    def __init__(self, **kwargs):
        super().__init__(**{"heading": _("Medical review")} | kwargs)

    class BoundPanel(Panel.BoundPanel):
        template_name = PANEL

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            return context | state_of(self.instance, self.request)


def state_of(page, request):
    """Return the context of the panel for `page`, the version in the editor."""
    # The package of the panel is imported by page models, before their apps are loaded.
    from cms.review.changes import changed_fields, last_sign_off
    from cms.review.content import clinical_content, hash_of
    from cms.review.models import SIGN
    from cms.review.validity import valid_review

    state = {"review": None, "last": None, "changes": [], "review_url": None, "state": "new"}
    if not page.pk:
        return state
    content = clinical_content(page)
    state["review"] = review = valid_review(page, content)
    state["last"] = last = last_sign_off(page)
    if review:
        state["state"] = "overdue" if review.is_overdue else "valid"
    elif last:
        state["state"] = "changed" if last.content_hash != hash_of(content) else "revoked"
        state["changes"] = changed_fields(page, last.content, content)
    else:
        state["state"] = "unsigned"
    if request and request.user.has_perm(SIGN):
        state["review_url"] = reverse("cms_review:review", args=[page.pk])
    return state
