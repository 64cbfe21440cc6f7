"""Claims about results: records that pages choose, so that one change reaches all pages."""

import re
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin
from wagtail.search import index

from cms.claims.basis import OWN_RECORDS, BasisBlock, represent_basis
from cms.context.channels import PREVIEW
from cms.context.request import use_context
from cms.pages.blocks.claims import Claim as ClaimRepresentation
from cms.pages.blocks.lossless import missing_types
from cms.pages.fields import ContentStreamField
from cms.pages.references import references_in
from cms.publishing.rules import PublishingForm, PublishingRules
from cms.visibility import Cause, Ending, public_objects

EXPIRING_DAYS = 30
"""Number of days before the end of a claim during which its state is `EXPIRING`."""
PERCENTAGE = re.compile(r"\d\s*(%|‰|percent\b|per\s+cent\b)", re.IGNORECASE)
NEVER_OVERWRITTEN = {"withdrawn_at", "withdrawn_by", "withdrawal_reason"}
"""Fields that `Claim.withdraw` alone writes: neither a stale instance nor an old version brings a claim back."""


class State(models.TextChoices):
    IN_FORCE = "in_force", _("In force")
    EXPIRING = "expiring", _("Ends soon")
    DRAFT = "draft", _("Not published")
    EXPIRED = "expired", _("Expired")
    WITHDRAWN = "withdrawn", _("Withdrawn")


def has_not_expired(at=None):
    return models.Q(expires_on__gte=timezone.localdate(at))


class ClaimQuerySet(models.QuerySet):
    def shown(self):
        """Return the claims that pages may show now."""
        return public_objects(self)

    def in_state(self, state, at=None):
        """Return the claims whose `get_state(at)` is `state`."""
        if state == State.WITHDRAWN:
            return self.filter(withdrawn_at__isnull=False)
        not_withdrawn = self.filter(withdrawn_at__isnull=True)
        if state == State.EXPIRED:
            return not_withdrawn.exclude(has_not_expired(at))
        not_ended = not_withdrawn.filter(has_not_expired(at), live=state != State.DRAFT)
        if state == State.DRAFT:
            return not_ended
        soon = models.Q(expires_on__lte=timezone.localdate(at) + timedelta(days=EXPIRING_DAYS))
        return not_ended.filter(soon if state == State.EXPIRING else ~soon)


class ClaimForm(PublishingForm):
    """The form of staff, which requires an owner. A claim has none while its owner's account is gone."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].required = True


class Claim(Ending, PublishingRules, PreviewableMixin, DraftStateMixin, RevisionMixin, index.Indexed, models.Model):
    """A claim about results. Pages show the published row, never a draft."""

    class Counted(models.TextChoices):
        PATIENTS = "patients", _("patients")
        PROCEDURES = "procedures", _("procedures")

    text = models.TextField(
        max_length=300,
        verbose_name=_("text"),
        help_text=_(
            "One whole sentence, with its full stop. It is what pages show; where the claim ends, the sentence goes."
        ),
    )
    as_of = models.DateField(verbose_name=_("as of"), help_text=_("The day up to which the results were counted."))
    basis = ContentStreamField(BasisBlock, verbose_name=_("basis"))
    denominator = models.PositiveIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        verbose_name=_("out of how many"),
        help_text=_("All who were counted, also those whose result is not known."),
    )
    counted = models.CharField(
        max_length=10, choices=Counted, default=Counted.PATIENTS, verbose_name=_("what was counted")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("owner"),
        help_text=_("Who keeps this claim up to date."),
    )
    expires_on = models.DateField(
        verbose_name=_("expires on"),
        help_text=_("The last day on which pages show it. Check the claim before, and give it another date."),
    )
    withdrawn_at = models.DateTimeField(null=True, editable=False, verbose_name=_("withdrawn at"))
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("withdrawn by"),
    )
    withdrawal_reason = models.CharField(
        max_length=500, blank=True, editable=False, verbose_name=_("reason of the withdrawal")
    )

    objects = ClaimQuerySet.as_manager()

    search_auto_update = False  # `cms.pages.search_index` updates the index, and not for a draft
    base_form_class = ClaimForm
    search_fields = [
        index.SearchField("text"),
        index.AutocompleteField("text"),
        *(index.FilterField(name) for name in ("text", "as_of", "expires_on", "withdrawn_at", "live", "expire_at")),
    ]

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["expires_on", "pk"]
        permissions = [
            ("withdraw_claim", "Can withdraw claim"),
            ("report_claims", "Can see the report of claims"),
        ]

    def __str__(self):
        return self.text if len(self.text) <= 90 else f"{self.text[:89].rstrip()}…"

    def save(self, *args, **kwargs):
        if not self._state.adding and kwargs.get("update_fields") is None:
            fields = [field.name for field in self._meta.concrete_fields if not field.primary_key]
            kwargs["update_fields"] = [name for name in fields if name not in NEVER_OVERWRITTEN]
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        errors = {}
        if self.as_of and self.as_of > timezone.localdate():
            errors["as_of"] = gettext(
                "This date is in the future. Give the day up to which the results were counted."
            )
        if self.as_of and self.expires_on and self.expires_on < self.as_of:
            errors["expires_on"] = gettext("The claim would expire before the day up to which it was counted.")
        if not self.denominator:
            if any(child.block_type == OWN_RECORDS for child in self.basis or ()):
                errors["denominator"] = gettext("Own records count somebody. Say how many in all.")
            elif PERCENTAGE.search(self.text or ""):
                errors["denominator"] = gettext("The text names a percentage. Say of how many.")
        if errors:
            raise ValidationError(errors)

    def with_content_json(self, content):
        version = super().with_content_json(content)
        for name in NEVER_OVERWRITTEN:
            setattr(version, name, getattr(self, name))
        return version

    def publishing_problems(self, at=None):
        problems = super().publishing_problems(at)
        if self.pk and type(self).objects.filter(pk=self.pk, withdrawn_at__isnull=False).exists():
            problems.append((None, gettext("This claim was withdrawn. Copy it to make a new one.")))
        if self.expires_on and self.expires_on < timezone.localdate(at):
            problems.append(("expires_on", gettext("This day is over. Check the claim, and give it a later one.")))
        if len([*self.basis, *missing_types(self.basis)]) != 1:
            problems.append(("basis", gettext("Choose one basis: a published work, or your own records.")))
        return problems

    @classmethod
    def in_force(cls, at=None):
        """Return a Q for the claims that have neither expired nor been withdrawn at the time `at` (default: now)."""
        return models.Q(withdrawn_at__isnull=True) & has_not_expired(at)

    def end(self):
        if self.withdrawn_at:
            return Cause.WITHDRAWN, timezone.localdate(self.withdrawn_at)
        return Cause.EXPIRED, self.expires_on

    def get_state(self, at=None):
        """Return the `State` at the time `at`, for display."""
        day = timezone.localdate(at)
        if self.withdrawn_at:
            return State.WITHDRAWN
        if self.expires_on and self.expires_on < day:
            return State.EXPIRED
        if not self.live:
            return State.DRAFT
        if self.expires_on and self.expires_on <= day + timedelta(days=EXPIRING_DAYS):
            return State.EXPIRING
        return State.IN_FORCE

    def problem(self, at=None):
        """Return why a page that uses this claim cannot be published at the time `at`, as a sentence, or ""."""
        state = self.get_state(at)
        if state == State.WITHDRAWN:
            day = timezone.localtime(self.withdrawn_at)
            sentence = gettext("The claim “{text}” was withdrawn on {day}. Take it out, or choose another.")
        elif state == State.EXPIRED:
            day = self.expires_on
            sentence = gettext("The claim “{text}” expired on {day}. Take it out, or have its owner renew it.")
            if self.expires_on >= timezone.localdate():
                sentence = gettext("The claim “{text}” expires on {day}, before this would be shown.")
        else:
            return ""
        return sentence.format(text=self.text, day=date_format(day, "F j, Y"))

    def withdraw(self, *, reason, user=None):
        """Hide this claim on all pages for good. Raises ValidationError if it was withdrawn before."""
        values = {"withdrawn_at": timezone.now(), "withdrawn_by": user, "withdrawal_reason": reason}
        if not type(self).objects.filter(pk=self.pk, withdrawn_at__isnull=True).update(**values):
            raise ValidationError(gettext("This claim was withdrawn before."))
        self.refresh_from_db(fields=list(values))

    def references(self):
        """Yield model and id of each object that the basis refers to: see `cms.loader`."""
        yield from references_in(self.basis)

    @cached_property
    def shown_basis(self):
        return represent_basis(self.basis)

    def represent(self) -> ClaimRepresentation | None:
        """Return the claim as pages and the API show it, or None: a claim without its basis is not shown."""
        if self.shown_basis is None:
            return None
        return {
            "id": self.pk,
            "text": self.text,
            "as_of": self.as_of,
            "basis": self.shown_basis,
            "denominator": {"number": self.denominator, "of": self.counted} if self.denominator else None,
        }

    def get_preview_template(self, request, mode_name):
        return "cms_claims/claim_preview.html"

    def get_preview_context(self, request, mode_name):
        return super().get_preview_context(request, mode_name) | {"claim": self.represent()}

    def serve_preview(self, request, mode_name):
        with use_context(PREVIEW):
            return super().serve_preview(request, mode_name).render()


def count_in_words(claim):
    """Return the denominator of `claim`, a representation, in words: “241 patients”. Return "" if it has none."""
    if not claim["denominator"]:
        return ""
    number = claim["denominator"]["number"]
    if claim["denominator"]["of"] == Claim.Counted.PATIENTS:
        return ngettext("%(number)s patient", "%(number)s patients", number) % {"number": number}
    return ngettext("%(number)s procedure", "%(number)s procedures", number) % {"number": number}
