"""Schedules that did not work: publishing was refused, or is late."""

from datetime import timedelta

from django.db.models import BigIntegerField, Exists, F, OuterRef, Q
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import ModelLogEntry, Page, PageLogEntry, Revision

from cms.dashboard.sections import SHOWN, Entry, PageStatus, Section, entry_of_page, list_of_pages, pages_for
from cms.publishing.rules import REFUSED

GRACE = timedelta(minutes=5)
"""Publishing is late after this time."""


def _refusals():
    """Return the log entries of refused schedules, unless somebody has changed or published the page since."""
    return PageLogEntry.objects.filter(
        action=REFUSED,
        revision=F("page__latest_revision"),
        revision__approved_go_live_at=None,
        page__has_unpublished_changes=True,
    )


def _late_revisions():
    late = Revision.page_revisions.filter(approved_go_live_at__lt=timezone.now() - GRACE).order_by()
    return late.annotate(page_id=Cast("object_id", BigIntegerField()))


def pages_not_published_in_time():
    """Return the pages whose schedule was refused or is late."""
    return Page.objects.filter(
        Q(pk__in=_refusals().order_by().values("page_id")) | Q(pk__in=_late_revisions().values("page_id"))
    )


def number_of_late_schedules():
    """Return how many pages and other objects wait for a schedule that is over."""
    return Revision.objects.filter(approved_go_live_at__lt=timezone.now() - GRACE).count()


def schedules_section(request):
    pages = pages_not_published_in_time().filter(pk__in=pages_for(request.user, "publish").values("pk"))
    pages = pages.order_by("-latest_revision_created_at")
    notes = {}
    for page_id, at in _late_revisions().values_list("page_id", "approved_go_live_at"):
        notes[page_id] = _late(at)
    for page_id, data in _refusals().values_list("page_id", "data"):
        notes[page_id] = data["reason"]
    return Section.of(
        "schedules",
        _("Not published as scheduled"),
        pages,
        lambda page: entry_of_page(page, notes.get(page.pk, "")),
        url=list_of_pages(request.user, PageStatus.SCHEDULE),
        icon="calendar-alt",
    )


def snippet_schedules_section(request):
    """Return a section for the schedules of objects that are no pages, such as testimonials and menus."""
    finder, entries = AdminURLFinder(request.user), []
    for revision, note in _snippets_not_published_in_time():
        snippet = revision.content_object
        if snippet is None or not snippet.has_unpublished_changes or snippet.latest_revision_id != revision.pk:
            continue
        if request.user.has_perm(f"{snippet._meta.app_label}.publish_{snippet._meta.model_name}"):
            entries.append(Entry(f"{snippet._meta.verbose_name}: {snippet}", finder.get_edit_url(snippet), note))
    heading = _("Other content that was not published as scheduled")
    return Section("snippet-schedules", heading, len(entries), entries[:SHOWN], icon="calendar-alt")


def _snippets_not_published_in_time():
    """Return revisions of objects that are no pages, and why each is not published: pairs."""
    snippets = Revision.objects.not_page_revisions().prefetch_related("content_object")
    late = snippets.filter(approved_go_live_at__lt=timezone.now() - GRACE)
    newer = Revision.objects.filter(
        base_content_type=OuterRef("base_content_type"), object_id=OuterRef("object_id"), pk__gt=OuterRef("pk")
    )
    refusals = ModelLogEntry.objects.filter(action=REFUSED).order_by("timestamp")
    reasons = {revision_id: data["reason"] for revision_id, data in refusals.values_list("revision_id", "data")}
    refused = snippets.filter(~Exists(newer), pk__in=reasons, approved_go_live_at=None)
    return [
        *((revision, _late(revision.approved_go_live_at)) for revision in late),
        *((revision, reasons[revision.pk]) for revision in refused),
    ]


def _late(at):
    return _("late, due on {date}").format(date=date_format(timezone.localtime(at), "F j, Y, H:i"))
