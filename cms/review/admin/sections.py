"""Sections of the first page for medical reviewers."""

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.dashboard.sections import Entry, Section
from cms.review import due
from cms.review.models import SIGN


def reviews_section(request):
    """Return the pages to review now. Those that only show something else than was signed take long to find."""
    if not request.user.has_perm(SIGN):
        return None
    waiting = Q()
    for find in (due.submitted_pages, due.overdue_pages, due.unsigned_pages):
        waiting |= Q(pk__in=find().order_by().values("pk"))
    pages = due.reviewed_pages().filter(waiting).order_by("latest_revision_created_at", "pk")
    return Section.of(
        "reviews",
        _("Pages to review"),
        pages,
        _entry,
        url=reverse("cms_review:list"),
        icon="clipboard-list",
    )


def due_section(request):
    if not request.user.has_perm(SIGN):
        return None
    return Section.of(
        "reviews-due",
        _("Reviews due within 30 days"),
        due.pages_due_soon(),
        lambda page: _entry(page, _("due on {date}").format(date=date_format(page.review_due, "F j, Y"))),
        url=reverse("cms_review:list"),
        icon="date",
    )


def _entry(page, note=""):
    """Return the entry of `page`, which leads to its review."""
    return Entry(page.get_admin_display_title(), reverse("cms_review:review", args=[page.pk]), note)
