"""Pages that need a review: submitted ones, those that nobody has signed, and those whose review is due."""

from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone
from wagtail.models import Page, TaskState, get_page_models

from cms.context.channels import Channel
from cms.context.request import use_context
from cms.plugins.placeholders.models import Placeholder
from cms.review.models import Decision, MedicalReviewTask, SignOff
from cms.review.validity import shown_reviews

DUE_SOON = timedelta(days=30)
MOST_COMPARED = 500
"""Number of pages whose content is compared with what was signed: each takes one or two milliseconds."""


def reviewed_types():
    """Return the page types that need a medical review."""
    return [
        model
        for model in get_page_models()
        if hasattr(model, "clinical_fields") and not issubclass(model, Placeholder)
    ]


def reviewed_pages():
    """Return all pages that need a medical review, as `Page`. Aliases have the reviews of their sources."""
    types = ContentType.objects.get_for_models(*reviewed_types()).values() if reviewed_types() else ()
    return Page.objects.filter(content_type__in=[found.pk for found in types], alias_of=None)


def submitted_pages():
    """Return the pages that wait for a medical review in a workflow."""
    tasks = MedicalReviewTask.objects.values("pk")
    states = TaskState.objects.filter(task__in=tasks, status=TaskState.STATUS_IN_PROGRESS)
    ids = states.values_list("workflow_state__object_id", flat=True)
    return reviewed_pages().filter(pk__in=[int(pk) for pk in ids])


def unsigned_pages():
    """Return the pages, such as imported ones, with a draft or without any review, about which nobody has decided."""
    decisions = SignOff.objects.filter(page=OuterRef("pk"))
    undecided = ~Exists(decisions.filter(revision=OuterRef("latest_revision")))
    return reviewed_pages().filter(~Exists(decisions) | Q(has_unpublished_changes=True) & undecided)


def _signed_pages(**due):
    """Return the live pages whose last decision keeps them, with the day on which their review is due.

    `due` are lookups for that day. Only pages with such a decision are then looked at.
    """
    last = SignOff.objects.filter(page=OuterRef("pk")).order_by("-pk")
    pages = reviewed_pages().filter(live=True)
    if due:
        of_decisions = {f"next_review_due__{lookup}": day for lookup, day in due.items()}
        pages = pages.filter(pk__in=SignOff.objects.order_by().filter(**of_decisions).values("page"))
    columns = {name: Subquery(last.values(name)[:1]) for name in ("decision", "next_review_due", "signed_by")}
    pages = pages.annotate(last_decision=columns["decision"], review_due=columns["next_review_due"])
    pages = pages.annotate(last_signed_by=columns["signed_by"]).filter(last_decision=Decision.KEEP)
    return pages.filter(**{f"review_due__{lookup}": day for lookup, day in due.items()})


def pages_due_soon():
    """Return the live pages whose review is due within `DUE_SOON`, the first ones first."""
    today = timezone.localdate()
    return _signed_pages(gte=today, lte=today + DUE_SOON).order_by(F("review_due"), "pk")


def overdue_pages():
    """Return the live pages whose review is overdue, the longest first."""
    return _signed_pages(lt=timezone.localdate()).order_by(F("review_due"), "pk")


def voided_pages():
    """Return the live pages that show something else than what was signed, such as a changed citation.

    They are those among the `MOST_COMPARED` pages that were published first.
    """
    signed = _signed_pages(gte=timezone.localdate()).order_by("first_published_at", "pk")
    signed = list(signed[:MOST_COMPARED])
    with use_context(Channel.WEBSITE):
        reviews = shown_reviews(signed)
    return [page for page in signed if page.pk not in reviews]
