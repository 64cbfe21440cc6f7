"""Who allowed what, where and until when."""

import hashlib
from datetime import timedelta
from pathlib import PurePath
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator, RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.models import Page, ReferenceIndex
from wagtail.search import index

from cms.consent.policy import active
from cms.context.channels import ANY_CHANNEL, Channel
from cms.publishing.rules import PublishingRules

FORMATS_OF_FORMS = ("pdf", "jpg", "jpeg", "png", "heic", "txt")
EXPIRING_DAYS = 30
"""For so many days before a consent expires, staff are told that it will."""


class Coverage(models.TextChoices):
    """What a consent can cover. Each has a field `covers_<value>` on `Consent`."""

    PHOTOGRAPHS = "photographs", "photographs"
    FACE = "face", "photographs in which the face can be recognized"
    STORY = "story", "the story"
    NAME = "name", "the first name or initials"


class State(models.TextChoices):
    IN_FORCE = "active", "In force"
    EXPIRING = "expiring", "Expiring soon"
    EXPIRED = "expired", "Expired"
    WITHDRAWN = "withdrawn", "Withdrawn"


class ConsentQuerySet(models.QuerySet):
    def active(self, channel=None, at=None):
        """Those that hold on `channel` at the moment `at`: see `cms.consent.policy.active`."""
        return self.filter(active(channel, at))

    def in_state(self, state, at=None):
        """Those in one of `State` at the moment `at`."""
        day = timezone.localdate(at)
        if state == State.WITHDRAWN:
            return self.filter(withdrawn_at__isnull=False)
        alive = self.filter(withdrawn_at__isnull=True)
        if state == State.EXPIRED:
            return alive.filter(expires_on__lt=day)
        soon = models.Q(expires_on__gte=day, expires_on__lte=day + timedelta(days=EXPIRING_DAYS))
        if state == State.EXPIRING:
            return alive.filter(soon)
        return alive.filter(models.Q(expires_on__isnull=True) | models.Q(expires_on__gte=day)).exclude(soon)


def sha256_of(file):
    """Return the SHA-256 of a Django file as hexadecimal digits, and leave it open at its beginning."""
    file.open("rb")
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return digest


def signed_form_path(consent, filename):
    """An opaque name: that of the file, and the code, may say who the patient is."""
    return f"signed_forms/{uuid4().hex}{PurePath(filename).suffix.lower()}"


class Consent(index.Indexed, models.Model):
    """What one patient has allowed in writing. It names no patient: the practice's own files do."""

    code = models.CharField(
        max_length=40,
        unique=True,
        validators=[
            RegexValidator(
                r"^(?=.*\d)[A-Z0-9][A-Z0-9./-]*$",
                "A code has capital letters, digits and dashes, and at least one digit, such as PH-2026-014. "
                "Never use the name of a patient.",
            )
        ],
        help_text="The practice’s own reference, such as PH-2026-014. Never the name of a patient.",
    )
    covers_photographs = models.BooleanField(default=False, verbose_name="photographs")
    covers_face = models.BooleanField(
        default=False, verbose_name="face", help_text="The face may be recognized in photographs."
    )
    covers_story = models.BooleanField(default=False, verbose_name="story or quotation")
    covers_name = models.BooleanField(default=False, verbose_name="first name or initials")

    on_website = models.BooleanField(default=False, verbose_name="on the website")
    on_apps = models.BooleanField(
        default=False, verbose_name="in apps", help_text="Apps and other places that read our content."
    )

    signed_on = models.DateField()
    expires_on = models.DateField(
        null=True, blank=True, help_text="The last day on which it holds. Leave it empty if it never expires."
    )
    signed_form = models.FileField(
        upload_to=signed_form_path,
        blank=True,
        validators=[FileExtensionValidator(FORMATS_OF_FORMS)],
        help_text="The form that the patient signed, as PDF or picture. It is kept private.",
    )
    signed_form_hash = models.CharField(max_length=64, blank=True, editable=False, verbose_name="SHA-256 of the form")
    notes = models.TextField(blank=True, help_text="For staff. Never the name of a patient.")

    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    objects = ConsentQuerySet.as_manager()

    search_fields = [
        index.SearchField("code"),
        index.AutocompleteField("code"),
        index.FilterField("signed_on"),  # by these the list is filtered and ordered
        index.FilterField("expires_on"),
        index.FilterField("withdrawn_at"),
    ]

    class Meta:
        ordering = ["-signed_on", "code"]
        permissions = [
            ("withdraw_consent", "Can withdraw consent"),
            ("read_signed_form", "Can read signed forms"),
        ]

    def __str__(self):
        return f"{self.code} ({self.get_state().label.lower()})"

    def save(self, *args, **kwargs):
        if self.signed_form and not self.signed_form._committed:
            self.signed_form_hash = sha256_of(self.signed_form)
        if not self._state.adding and kwargs.get("update_fields") is None:
            # Who loaded it before it was withdrawn must not bring it back by saving it afterwards.
            fields = [field.name for field in self._meta.concrete_fields if not field.primary_key]
            kwargs["update_fields"] = [name for name in fields if name != "withdrawn_at"]
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        if self.pk and type(self).objects.filter(pk=self.pk, withdrawn_at__isnull=False).exists():
            raise ValidationError("This consent was withdrawn. Record a new one if the patient has signed again.")
        if self.signed_on and self.signed_on > timezone.localdate():
            raise ValidationError({"signed_on": "This day is still to come. Record a consent once it is signed."})
        if self.signed_on and self.expires_on and self.expires_on < self.signed_on:
            raise ValidationError({"expires_on": "It would expire before it was signed."})
        if not any(getattr(self, f"covers_{one}") for one in Coverage):
            raise ValidationError({"covers_photographs": "Tick what the patient has allowed to be shown."})
        if self.covers_face and not self.covers_photographs:
            raise ValidationError({"covers_face": "A face is shown in photographs. Tick those, too, or neither."})
        if not any(getattr(self, f"on_{channel}") for channel in Channel):
            raise ValidationError({"on_website": "Tick where the patient has allowed it to be shown."})

    def allows(self, channel, at=None):
        """Whether it holds on `channel` (one of `Channel`) at the moment `at` (default: now). The one rule."""
        return type(self).objects.active(channel, at).filter(pk=self.pk).exists()

    def get_state(self, at=None):
        """Return its `State` at the moment `at`, for people to read. What may be shown is decided by `allows`."""
        day = timezone.localdate(at)
        if self.withdrawn_at:
            return State.WITHDRAWN
        if self.expires_on and self.expires_on < day:
            return State.EXPIRED
        if self.expires_on and self.expires_on <= day + timedelta(days=EXPIRING_DAYS):
            return State.EXPIRING
        return State.IN_FORCE

    @property
    def coverage(self):
        """What it covers, in words."""
        return [one.label for one in Coverage if getattr(self, f"covers_{one}")]

    @property
    def channels(self):
        """Where it holds: members of `Channel`."""
        return [channel for channel in Channel if getattr(self, f"on_{channel}")]

    @property
    def form_is_unchanged(self):
        """Whether the signed form is still there, and still the file that was uploaded."""
        stored = self.signed_form and self.signed_form.storage.exists(self.signed_form.name)
        return bool(stored) and sha256_of(self.signed_form) == self.signed_form_hash


class ConsentRequired(PublishingRules):
    """Content that shows a patient: a page, a snippet or a picture. Put it before the other bases.

    `required_coverage` says what the consent has to cover: keys are those of `Coverage`; a value is True where it is
    always needed, or the name of a field that needs it where that is filled in.
    """

    consent = models.ForeignKey(
        Consent,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="What the patient has allowed. Nothing is shown without it.",
    )

    required_coverage = {}

    class Meta:
        abstract = True

    def needed_coverage(self):
        """Return what the consent has to cover for this very content: members of `Coverage`."""
        return [
            Coverage(coverage)
            for coverage, needed in self.required_coverage.items()
            if needed is True or getattr(self, needed)
        ]

    def publishing_problems(self, at=None):
        """Add what is wrong with the consent, if anything, in words for staff."""
        problems = super().publishing_problems(at)
        if problem := self.consent_problem(at):
            problems.append(("consent", problem))
        return problems

    def consent_problem(self, at=None, channel=ANY_CHANNEL):
        """Return what keeps this from being shown at the moment `at`, in a sentence, or "" if nothing does.

        It is asked of what this holds now, which may be a draft. `channel` is as in `cms.consent.policy.active`.
        """
        needed = self.needed_coverage()
        if not self.consent_id:
            name = f"“{self}”" if str(self) else f"This {self._meta.verbose_name}"
            return f"{name} shows a patient, and no consent is chosen for it. Choose one." if needed else ""
        consent = Consent.objects.get(pk=self.consent_id)  # another request may have changed it
        if consent.allows(channel, at):
            missing = [one.label for one in needed if not getattr(consent, f"covers_{one}")]
            return f"Consent {consent.code} does not cover {' and '.join(missing)}." if missing else ""
        return f"Consent {consent.code} {_why_not(consent)}. Choose one that is in force."

    def take_down(self, user=None):
        """Take this out of public sight now, inside the transaction of a withdrawal.

        Returns a dict for the receipt, or None if it was not public. Overridden by what cannot be unpublished.
        """
        if not self.live:
            return None
        receipt = {"kind": str(self._meta.verbose_name), "id": self.pk, "title": str(self), "urls": self.shown_at()}
        self.unpublish(user=user)
        return receipt

    def shown_at(self):
        """Return the addresses that show this or lead to it, for caches to forget."""
        return addresses_showing(self)

    def get_usage(self):
        """Return what refers to this, as Wagtail's own models do."""
        return ReferenceIndex.get_grouped_references_to(self)

    def delete_files(self):
        """Delete what lies in storages, after the transaction of a withdrawal. Returns the names of the files."""
        return []

    @classmethod
    def dependents_of(cls, consent):
        """Return all content of this type that depends on `consent`, as far as it may be public."""
        return cls._default_manager.filter(consent=consent)


def addresses_showing(content):
    """Return the addresses that show `content` or lead to it, for caches to forget."""
    usage = ReferenceIndex.get_grouped_references_to(content)
    pages = [content, getattr(content, "about", None), *(where for where, _references in usage)]
    if isinstance(content, Page):
        pages += content.get_ancestors()
    return sorted({page.full_url for page in pages if isinstance(page, Page) and page.full_url})


def _why_not(consent):
    state = consent.get_state()
    if state == State.WITHDRAWN:
        return f"was withdrawn on {date_format(timezone.localtime(consent.withdrawn_at), 'F j, Y')}"
    if state == State.EXPIRED:
        return f"expired on {date_format(consent.expires_on, 'F j, Y')}"
    if consent.expires_on:
        return f"holds until {date_format(consent.expires_on, 'F j, Y')}, which is before this would be shown"
    return "holds nowhere"


class Withdrawal(models.Model):
    """The receipt of a withdrawal: what was taken down, when, from where, and what is left to do by hand."""

    consent = models.OneToOneField(Consent, on_delete=models.PROTECT, related_name="withdrawal")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.TextField()
    channels = models.JSONField(default=list)
    taken_down = models.JSONField(default=list)
    not_installed = models.JSONField(default=list)
    """Content that is still stored, because its content type was not installed or not enabled."""
    files_deleted = models.JSONField(default=list)
    manual_steps = models.JSONField(default=list)
    completed_at = models.DateTimeField(null=True)

    def __str__(self):
        return f"Withdrawal of {self.consent.code}"

    def as_json(self):
        """Return the receipt as a dict of JSON values."""
        return {
            "consent": self.consent.code,
            "withdrawn_at": self.at.isoformat(),
            "withdrawn_by": self.by.get_username() if self.by else None,
            "reason": self.reason,
            "channels": self.channels,
            "taken_down": self.taken_down,
            "not_installed": self.not_installed,
            "files_deleted": self.files_deleted,
            "manual_steps": self.manual_steps,
            "completed_at": self.completed_at and self.completed_at.isoformat(),
        }


def patient_content_models():
    """Return all models whose content depends on a consent."""
    from django.apps import apps

    return [model for model in apps.get_models() if issubclass(model, ConsentRequired)]
