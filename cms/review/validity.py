"""Find the decision that is valid for what a page shows.

A decision is valid for a page if it is the last one about exactly this content, and keeps it. An alias has the
decisions of the page that it follows, a copy has none.
"""

from collections import defaultdict
from typing import NamedTuple

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils import timezone
from modelcluster.models import get_all_child_relations
from wagtail.models import Page

from cms import prepared_queries
from cms.content_stamp.kept import keep
from cms.context.channels import PREVIEW
from cms.context.request import current_context
from cms.loader import prefetch
from cms.pages.computed import Memo
from cms.review.content import clinical_content, hash_of
from cms.review.models import Decision, SignOff

COLUMNS = (
    "page_id",
    "content_hash",
    "decision",
    "reviewer_name",
    "credentials",
    "signed_on",
    "next_review_due",
)
MAX_HASHES = 20_000
"""How many hashes of published pages a process keeps until content changes."""


class Review(NamedTuple):
    """A decision that keeps the content, for display."""

    reviewer: str
    signed_on: object
    next_review_due: object

    @property
    def is_overdue(self):
        return is_overdue(self.next_review_due)


def is_overdue(day, at=None):
    """Return whether a review that is due on `day` is overdue at the time `at` (default: now)."""
    return day is not None and day < timezone.localdate(at)


def valid_review(page, content=None):
    """Return the `Review` for the content of `page`, which may be a draft, or None. It may be overdue.

    `content` is its clinical content, if the caller has it.
    """
    is_known = page.pk or page.alias_of_id  # a new alias is checked before it has an id
    kept = _kept_by_page(_sources([page]))[page.pk] if is_known else {}
    return kept.get(hash_of(content or clinical_content(page))) if kept else None


def shown_reviews(pages):
    """Return the `Review` that each of `pages`, published ones of any type, shows: a dict by id.

    It costs the same number of queries for any number of pages. Pages whose review is overdue are left out, or are
    in it if the setting REVIEW_SHOWS_OVERDUE says so.
    """
    pages = [page for page in pages if page.pk]
    kept = {
        pk: {content_hash: review for content_hash, review in reviews.items() if _is_shown(review)}
        for pk, reviews in _kept_by_page(_sources(pages)).items()
    }
    signed = [page for page in pages if kept[page.pk]]
    hashes = _hashes(signed) if signed else {}
    found = {page.pk: kept[page.pk].get(hashes.get(page.pk)) for page in signed}
    return {pk: review for pk, review in found.items() if review}


def _is_shown(review):
    return settings.REVIEW_SHOWS_OVERDUE or not review.is_overdue


def _sources(pages):
    """Return the id of the page whose decisions count for each of `pages`, as a dict by id."""
    sources = {page.pk: page.alias_of_id or page.pk for page in pages}
    followed = {page.alias_of_id for page in pages if page.alias_of_id}
    while followed:  # an alias of an alias
        rows = Page.objects.filter(pk__in=followed, alias_of__isnull=False).values_list("pk", "alias_of_id")
        further = dict(rows)
        sources = {pk: further.get(source, source) for pk, source in sources.items()}
        followed = set(further.values())
    return sources


def source_of(page):
    """Return the id of the page whose decisions count for `page`."""
    return _sources([page])[page.pk]


def _kept_by_page(sources):
    """Return the decisions that keep a content: by the id of the page, then by hash."""
    by_source = defaultdict(dict)
    rows = prepared_queries.fetch_rows(_decision_rows, (), sorted(set(sources.values()))) if sources else []
    for page_id, content_hash, decision, name, credentials, signed_on, due in rows:  # the last one counts
        review = Review(f"{name}, {credentials}", signed_on, due) if decision == Decision.KEEP else None
        by_source[page_id][content_hash] = review
    return {
        pk: {content_hash: review for content_hash, review in by_source[source].items() if review}
        for pk, source in sources.items()
    }


def _decision_rows(placeholders):
    return SignOff.objects.filter(page__pk__in=placeholders).order_by("pk").values_list(*COLUMNS)


def _hashes(pages):
    """Return the hashes of what `pages`, published ones, show: a dict by id."""
    if not (current_context().memoizes and current_context().channel != PREVIEW):
        return {page.pk: hash_of(clinical_content(page)) for page in _specific(pages)}
    memo = keep("hashes of clinical content", lambda: Memo(MAX_HASHES))
    found = {page.pk: memo.get(page.pk) for page in pages}
    missing = _specific([page for page in pages if found[page.pk] is None])
    _load_together(missing)
    for page in missing:
        found[page.pk] = hash_of(clinical_content(page))
        memo.set(page.pk, found[page.pk])
    return found


def _specific(pages):
    """Return `pages` as instances of their types, in one query for each type."""
    by_type = defaultdict(list)
    for page in pages:
        by_type[page.specific_class if type(page) is Page else None].append(page)
    specific = by_type.pop(None, [])
    for model, found in by_type.items():
        if hasattr(model, "clinical_fields"):
            specific += model.objects.filter(pk__in=[page.pk for page in found])
    return specific


def _load_together(pages):
    """Load what the clinical content of `pages` refers to, all of it together."""
    by_type = defaultdict(list)
    for page in pages:
        by_type[type(page)].append(page)
    references = []
    for model, same in by_type.items():
        if names := _relations(model):
            prefetch_related_objects(same, *names)
        references += [found for page in same for found in page.api_references(set(page.clinical_fields()))]
    prefetch(references)


def _relations(model):
    """Return the names of the relations that serializers of clinical fields read from an instance of `model`."""
    children = [relation.name for relation in get_all_child_relations(model) if relation.model is not Page]
    serializers = {field.name: field.serializer for field in model.api_fields}
    clinical = set(model.clinical_fields())
    keys = [
        field.name
        for field in model._meta.concrete_fields
        if field.name in clinical
        and field.many_to_one
        and (serializer := serializers.get(field.name))
        and serializer._kwargs.get("source") in (None, field.name)
    ]
    return [*children, *keys]
