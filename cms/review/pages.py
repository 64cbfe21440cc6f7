"""Mixin of page types with clinical content."""

from datetime import date

from django.conf import settings
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext
from wagtail.api import APIField

from cms.publishing.rules import PublishingRules
from cms.review.admin.panels import MedicalReviewPanel
from cms.review.content import clinical_content, hash_of
from cms.review.validity import is_overdue, shown_reviews, valid_review

REVIEW_FIELDS = ("reviewed_by", "reviewed_on", "next_review_due")
"""API fields that follow from what a page shows, so that lists are neither filtered nor ordered by them."""
NOT_CLINICAL = {"about", "tags", "related", "quick_exit", *REVIEW_FIELDS}
"""API fields that are no clinical content of any type."""


class MedicalReview(PublishingRules):
    """Mixin for page types that make medical claims. Put it before `ContentPage`.

    Its pages are published only if a reviewer has signed exactly what they show: the title and all `api_fields`,
    except `not_clinical_fields`, and except blocks of the types `not_clinical_blocks`.
    """

    not_clinical_fields = ()
    """Names of API fields that make no medical claim, such as a layout or a value that follows from other fields."""
    not_clinical_blocks = ()
    """Names of blocks that make no medical claim. They can change without a new review."""

    review_panels = [MedicalReviewPanel()]
    review_api_fields = [APIField(name) for name in REVIEW_FIELDS]

    class Meta:
        abstract = True

    @classmethod
    def clinical_fields(cls):
        """Return the names of the fields whose content a review is about."""
        names = dict.fromkeys(["title", *(field.name for field in cls.api_fields)])
        return [name for name in names if name not in NOT_CLINICAL and name not in cls.not_clinical_fields]

    def approval_problems(self, at=None):
        """Add the reason why the content has no valid review, if there is one."""
        problems = super().approval_problems(at)
        if settings.REVIEW_REQUIRED and (problem := self.review_problem(at)):
            problems.append((None, problem))
        return problems

    def review_problem(self, at=None):
        """Return why this content may not be published at the time `at`, as a sentence for staff, or ""."""
        review = valid_review(self)
        if review is None:
            return gettext(
                "A medical reviewer has not signed this content. Save it as a draft and submit it for review, "
                "or ask a reviewer to sign it under “Medical reviews”."
            )
        if is_overdue(review.next_review_due, at):
            return gettext(
                "The medical review of this content was due on {date}. Ask a reviewer to sign it again under "
                "“Medical reviews”."
            ).format(date=date_format(review.next_review_due, "F j, Y"))
        return ""

    def changes_published_content(self):
        """Return whether saving this live page changes its published clinical content."""
        if not settings.REVIEW_REQUIRED:
            return False
        stored = type(self)._base_manager.filter(pk=self.pk).first()
        return stored is not None and hash_of(clinical_content(stored)) != hash_of(clinical_content(self))

    @cached_property
    def review(self):
        """Return the `Review` that this page shows, or None. Lists set it for all their pages."""
        return shown_reviews([self]).get(self.pk)

    @property
    def reviewed_by(self) -> str:
        """Name and credentials of the reviewer who has signed what the page shows, or an empty text."""
        return self.review.reviewer if self.review else ""

    @property
    def reviewed_on(self) -> date | None:
        """The day of that review."""
        return self.review.signed_on if self.review else None

    @property
    def next_review_due(self) -> date | None:
        """The day until which that review is valid."""
        return self.review.next_review_due if self.review else None

    @property
    def review_is_overdue(self):
        """Whether the review that is shown is overdue."""
        return bool(self.review and self.review.is_overdue)


def attach_reviews(pages):
    """Set what `pages`, published ones of any type, show of their reviews, without a query for each page.

    Instances of `Page` get the attributes of `MedicalReview`. They are None for pages of other types.
    """
    reviews = shown_reviews(pages)
    for page in pages:
        review = reviews.get(page.pk)
        if isinstance(page, MedicalReview):
            page.review = review
        else:
            without = "" if issubclass(page.specific_class or object, MedicalReview) else None
            page.reviewed_by = review.reviewer if review else without
            page.reviewed_on = review and review.signed_on
            page.next_review_due = review and review.next_review_due
