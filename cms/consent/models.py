"""Consents of patients, content that requires one, and receipts of withdrawals."""

import hashlib
from datetime import timedelta
from pathlib import PurePath
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator, RegexValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import Page, ReferenceIndex
from wagtail.search import index

from cms.audit_trail.recording import record
from cms.consent.fields import ConsentForeignKey
from cms.consent.privacy import can_see_consents
from cms.consent.queryset import EXPIRING_DAYS, ConsentQuerySet, Coverage, State
from cms.context.channels import ANY_CHANNEL, Channel
from cms.publishing.rules import PublishingRules

SIGNED_FORM_EXTENSIONS = ("pdf", "jpg", "jpeg", "png", "heic", "txt")
STORED = "cms_consent.store"
"""The action of the audit trail that says what a consent allows from then on."""
ASK = _("Ask a publisher.")
"""Advice to staff who may not see consents."""


def sha256_of(file):
    """Return the SHA-256 of a Django file as hexadecimal digits. The file is left open at its start."""
    file.open("rb")
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return digest


def signed_form_path(consent, filename):
    """Return an opaque path: the name of the uploaded file may contain the name of the patient."""
    return f"signed_forms/{uuid4().hex}{PurePath(filename).suffix.lower()}"


class Consent(index.Indexed, models.Model):
    """The written consent of one patient.

    It does not contain the name of the patient. `code` refers to the practice's own records.
    """

    code = models.CharField(
        _("code"),
        max_length=40,
        unique=True,
        validators=[
            RegexValidator(
                r"^(?=.*\d)[A-Z0-9][A-Z0-9./-]*$",
                _(
                    "A code consists of capital letters, digits and dashes, with at least one digit, such as "
                    "PH-2026-014. Never use the name of a patient."
                ),
            )
        ],
        help_text=_("The practice’s own reference, such as PH-2026-014. Never the name of a patient."),
    )
    covers_photographs = models.BooleanField(default=False, verbose_name=_("photographs"))
    covers_face = models.BooleanField(
        default=False, verbose_name=_("face"), help_text=_("The face may be recognizable in photographs.")
    )
    covers_story = models.BooleanField(default=False, verbose_name=_("story or quotation"))
    covers_name = models.BooleanField(default=False, verbose_name=_("first name or initials"))

    on_website = models.BooleanField(default=False, verbose_name=_("on the website"))
    on_apps = models.BooleanField(
        default=False, verbose_name=_("in apps"), help_text=_("Apps and other websites that read our content.")
    )

    signed_on = models.DateField(_("signed on"))
    expires_on = models.DateField(
        _("expires on"),
        null=True,
        blank=True,
        help_text=_("The last day of the consent. Leave this empty if the consent never expires."),
    )
    signed_form = models.FileField(
        _("signed form"),
        upload_to=signed_form_path,
        blank=True,
        validators=[FileExtensionValidator(SIGNED_FORM_EXTENSIONS)],
        help_text=_("The form that the patient signed, as PDF or image. It is never published."),
    )
    signed_form_hash = models.CharField(
        max_length=64, blank=True, editable=False, verbose_name=_("SHA-256 of the form")
    )
    notes = models.TextField(_("notes"), blank=True, help_text=_("For staff. Never the name of a patient."))

    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    objects = ConsentQuerySet.as_manager()

    named_in_audit_trail = False  # by its code, which not all may see who read the audit trail

    search_fields = [
        index.SearchField("code"),
        index.AutocompleteField("code"),
        # The list and the chooser in the admin are filtered and ordered by these.
        index.FilterField("signed_on"),
        index.FilterField("expires_on"),
        index.FilterField("withdrawn_at"),
        *(index.FilterField(f"covers_{coverage}") for coverage in Coverage),
        *(index.FilterField(f"on_{channel}") for channel in Channel),
    ]

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-signed_on", "code"]
        permissions = [
            ("withdraw_consent", "Can withdraw consent"),
            ("read_signed_form", "Can read signed forms"),
        ]

    def __str__(self):
        if not can_see_consents():
            return gettext("Consent")
        return f"{self.code} ({self.get_state().label.lower()})"

    def save(self, *args, **kwargs):
        if self.signed_form and not self.signed_form._committed:
            self.signed_form_hash = sha256_of(self.signed_form)
        if not self._state.adding and kwargs.get("update_fields") is None:
            # Never overwrite `withdrawn_at` from a stale instance.
            fields = [field.name for field in self._meta.concrete_fields if not field.primary_key]
            kwargs["update_fields"] = [name for name in fields if name != "withdrawn_at"]
        with transaction.atomic():
            super().save(*args, **kwargs)
            record(STORED, self, details=self._as_details())

    def _as_details(self):
        """Return what this consent allows, for the audit trail."""
        details = {
            "covers": [str(coverage) for coverage in Coverage if getattr(self, f"covers_{coverage}")],
            "channels": [str(channel) for channel in self.channels],
            "signed_on": str(self.signed_on),
            "expires_on": str(self.expires_on or ""),
            "form": self.signed_form_hash,
        }
        return {name: value for name, value in details.items() if value}

    def clean(self):
        super().clean()
        if self.pk and type(self).objects.filter(pk=self.pk, withdrawn_at__isnull=False).exists():
            raise ValidationError(
                gettext("This consent was withdrawn. Record a new one if the patient has signed again.")
            )
        if self.signed_on and self.signed_on > timezone.localdate():
            raise ValidationError(
                {"signed_on": gettext("This date is in the future. Record a consent once it is signed.")}
            )
        if self.signed_on and self.expires_on and self.expires_on < self.signed_on:
            raise ValidationError({"expires_on": gettext("The consent would expire before it was signed.")})
        if not any(getattr(self, f"covers_{coverage}") for coverage in Coverage):
            raise ValidationError({"covers_photographs": gettext("Tick what the patient has allowed to be shown.")})
        if self.covers_face and not self.covers_photographs:
            raise ValidationError({"covers_face": gettext("A face is shown in photographs. Tick both or neither.")})
        if not any(getattr(self, f"on_{channel}") for channel in Channel):
            raise ValidationError({"on_website": gettext("Tick where the patient has allowed it to be shown.")})

    def allows(self, channel, at=None):
        """Return whether this consent is active for `channel`, one of `Channel`, at the time `at` (default: now)."""
        return type(self).objects.active(channel, at).filter(pk=self.pk).exists()

    def get_state(self, at=None):
        """Return the `State` at the time `at`, for display. Only `allows` decides what may be shown."""
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
        """Labels of the `Coverage` that this consent has."""
        return [str(coverage.label) for coverage in Coverage if getattr(self, f"covers_{coverage}")]

    @property
    def channels(self):
        """Members of `Channel` that this consent allows."""
        return [channel for channel in Channel if getattr(self, f"on_{channel}")]

    @property
    def expiry(self):
        """The last day of this consent, in words."""
        if not self.expires_on:
            return gettext("without an end")
        return gettext("until {date}").format(date=date_format(self.expires_on, "F j, Y"))

    @property
    def label(self):
        """Code, state, coverage, channels and expiry, where staff choose a consent."""
        channels = [str(channel.label) for channel in self.channels]
        return f"{self}: {'; '.join([', '.join(self.coverage), ', '.join(channels), self.expiry])}"

    @property
    def form_is_unchanged(self):
        """Whether the signed form is still stored and has the hash of the uploaded file."""
        stored = self.signed_form and self.signed_form.storage.exists(self.signed_form.name)
        return bool(stored) and sha256_of(self.signed_form) == self.signed_form_hash


class ConsentRequired(PublishingRules):
    """Mixin for content that can show a patient: a page, a snippet or an image. Put it before the other bases.

    `required_coverage` declares what the consent has to cover. Keys are values of `Coverage`. A value is True for
    coverage that is always required, or the name of a field: the coverage is required if that field is not empty.
    """

    consent = ConsentForeignKey(
        Consent,
        verbose_name=_("consent"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("What the patient has allowed. Nothing is shown without it."),
    )

    required_coverage = {}
    named_in_audit_trail = False  # its title may name a patient, and has to be deletable

    class Meta:
        abstract = True

    def needed_coverage(self):
        """Return the coverage that this object requires: members of `Coverage`."""
        return [
            Coverage(coverage)
            for coverage, condition in self.required_coverage.items()
            if condition is True or getattr(self, condition)
        ]

    def publishing_problems(self, at=None):
        """Add the problem with the consent, if there is one."""
        problems = super().publishing_problems(at)
        if problem := self.consent_problem(at):
            problems.append(("consent", problem))
        return problems

    def consent_problem(self, at=None, channel=ANY_CHANNEL):
        """Return why consents forbid to show this object at the time `at`, as a sentence for staff, or "".

        It checks the field values of this instance, which may be a draft. `channel` is that of
        `cms.consent.policy.active`.
        """
        needed = self.needed_coverage()
        if not self.consent_id:
            if not needed:
                return ""
            name = f"“{self}”" if str(self) else gettext("This {type}").format(type=self._meta.verbose_name)
            return gettext("{name} shows a patient, and no consent is chosen for it. {advice}").format(
                name=name, advice=gettext("Choose one.") if can_see_consents() else ASK
            )
        consent = Consent.objects.get(pk=self.consent_id)  # another request may have changed it
        is_active = consent.allows(channel, at)
        missing = [str(coverage.label) for coverage in needed if not getattr(consent, f"covers_{coverage}")]
        if is_active and not missing:
            return ""
        sees_codes = can_see_consents()
        name = gettext("Consent {code}").format(code=consent.code) if sees_codes else gettext("The chosen consent")
        if is_active:
            problem = gettext("{consent} does not cover {coverage}.").format(
                consent=name, coverage=gettext(" and ").join(missing)
            )
            return problem if sees_codes else f"{problem} {ASK}"
        return f"{_why_not_active(consent, name)} {gettext('Choose one that is in force.') if sees_codes else ASK}"

    def unpublish_for_receipt(self, user=None):
        """Unpublish this object, within the transaction of a withdrawal.

        Return a dict for the receipt, or None if the object was not public. Models without drafts override this.
        """
        if not self.live:
            return None
        entry = {"kind": str(self._meta.verbose_name), "id": self.pk, "title": str(self), "urls": self.shown_at()}
        # Wagtail would check the rights of `user`, and those who withdraw consents may have none to unpublish.
        self.unpublish(log_action=False)
        log(self, "wagtail.unpublish", user=user)
        return entry

    def shown_at(self):
        """Return the URLs of pages that show this object or link to it, to be purged from caches."""
        return addresses_showing(self)

    def get_usage(self):
        """Return the references to this object, as `get_usage` of Wagtail's own models does."""
        return ReferenceIndex.get_grouped_references_to(self)

    def delete_files(self):
        """Delete the files of this object, after the transaction of a withdrawal. Return their names."""
        return []

    @classmethod
    def dependents_of(cls, consent):
        """Return all objects of this model that depend on `consent` and may be public."""
        return cls._default_manager.filter(consent=consent)


def addresses_showing(content):
    """Return the URLs of pages that show `content` or link to it, to be purged from caches."""
    usage = ReferenceIndex.get_grouped_references_to(content)
    pages = [content, getattr(content, "about", None), *(referrer for referrer, _references in usage)]
    if isinstance(content, Page):
        pages += content.get_ancestors()
    return sorted({page.full_url for page in pages if isinstance(page, Page) and page.full_url})


def _why_not_active(consent, name):
    state = consent.get_state()
    if state == State.WITHDRAWN:
        date, sentence = timezone.localtime(consent.withdrawn_at), gettext("{consent} was withdrawn on {date}.")
    elif state == State.EXPIRED:
        date, sentence = consent.expires_on, gettext("{consent} expired on {date}.")
    elif consent.expires_on:
        date, sentence = consent.expires_on, gettext("{consent} expires on {date}, before this would be shown.")
    else:
        return gettext("{consent} is not valid for any channel.").format(consent=name)
    return sentence.format(consent=name, date=date_format(date, "F j, Y"))


class Withdrawal(models.Model):
    """The receipt of a withdrawal: the content that was unpublished, and the manual steps that remain."""

    consent = models.OneToOneField(Consent, on_delete=models.PROTECT, related_name="withdrawal")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.TextField()
    channels = models.JSONField(default=list)
    unpublished = models.JSONField(default=list)
    not_installed = models.JSONField(default=list)
    """Content that is still stored, because its content type was not installed or not enabled."""
    files_deleted = models.JSONField(default=list)
    manual_steps = models.JSONField(default=list)
    completed_at = models.DateTimeField(null=True)

    def __str__(self):
        return gettext("Withdrawal of {code}").format(code=self.consent.code)

    def as_json(self):
        """Return the receipt as a dict of JSON values."""
        return {
            "consent": self.consent.code,
            "withdrawn_at": self.at.isoformat(),
            "withdrawn_by": self.by.get_username() if self.by else None,
            "reason": self.reason,
            "channels": self.channels,
            "unpublished": self.unpublished,
            "not_installed": self.not_installed,
            "files_deleted": self.files_deleted,
            "manual_steps": self.manual_steps,
            "completed_at": self.completed_at and self.completed_at.isoformat(),
        }


def patient_content_models():
    """Return all models whose content depends on a consent."""
    from django.apps import apps

    return [model for model in apps.get_models() if issubclass(model, ConsentRequired)]
