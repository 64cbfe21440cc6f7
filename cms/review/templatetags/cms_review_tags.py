from django import template

from cms.review.admin.panels import state_of
from cms.review.pages import MedicalReview

register = template.Library()


@register.inclusion_tag("cms_review/admin/panel_after_autosave.html", takes_context=True)
def medical_review_after_autosave(context, page):
    """Render the review panel for the draft of `page` that was just saved. Pages without a review have none."""
    if not isinstance(page, MedicalReview):
        return {}
    return state_of(page.get_latest_revision_as_object(), context["request"])
