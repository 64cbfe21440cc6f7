"""Tokens, with which apps and front ends say who they are."""

import hashlib
import re
import secrets
from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from wagtail.models import Site

from cms.visibility import Audience

LIFETIME = timedelta(days=365)
"""For so long a token holds, unless whoever makes it says otherwise."""
LAST_USED_RESOLUTION = timedelta(hours=1)
"""A token that is used all the time is not written to all the time."""
FORMAT = re.compile(r"(bst_[0-9a-f]{8})_[A-Za-z0-9_-]{43}")
"""What a token looks like. Its beginning lets people, and scanners of leaked secrets, know it for what it is."""


class Scope(models.TextChoices):
    """What a token allows."""

    READ_PUBLIC = "read_public", "read what is public"
    READ_PRIVATE = "read_private", "read what is public, and private pages"
    PREVIEW = "preview", "read drafts"
    SUBMIT_FORMS = "submit_forms", "send in forms"
    WRITE = "write", "change pages, as the person who made it may (API v3)"


class State(models.TextChoices):
    ACTIVE = "active", "Active"
    EXPIRED = "expired", "Expired"
    REVOKED = "revoked", "Revoked"


def default_expiry():
    return timezone.now() + LIFETIME


class ApiToken(models.Model):
    """What an app sends to say who it is, `Authorization: Bearer bst_…`. Only its hash is kept.

    Limits are lists of labels and keys, not relations: when a type or a site is gone, a token that was limited to it
    reads nothing, and not everything.
    """

    name = models.CharField(
        max_length=100, help_text="Which app it is for, such as “Waiting room screen”. One token for each app."
    )
    scopes = models.JSONField(default=list, verbose_name="it may", help_text="As little as the app needs.")
    page_types = models.JSONField(
        default=list,
        blank=True,
        verbose_name="only these types of pages",
        help_text="Choose none to let it read all of them.",
    )
    sites = models.JSONField(
        default=list,
        blank=True,
        verbose_name="only these sites",
        help_text="Choose none to let it read all of them.",
    )
    prefix = models.CharField(max_length=16, unique=True, editable=False)
    secret_hash = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField(auto_now_add=True, verbose_name="made at")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="made by",
    )
    expires_at = models.DateTimeField(default=default_expiry, null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, editable=False)
    last_used_at = models.DateTimeField(null=True, editable=False, verbose_name="last used")

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = "API token"

    def __str__(self):
        return f"{self.name} ({self.prefix}…)"

    def clean(self):
        super().clean()
        if not self.scopes or not set(self.scopes) <= set(Scope.values):
            raise ValidationError({"scopes": f"Choose what the token may do, of: {', '.join(Scope.values)}."})

    def make_secret(self):
        """Return a new token as the app will send it, of 256 random bits. Nobody can find it out from what is saved.

        So many random bits cannot be guessed, so that a plain hash is as good as a slow one, which is for passwords.
        """
        self.prefix = f"bst_{secrets.token_hex(4)}"
        secret = f"{self.prefix}_{secrets.token_urlsafe(32)}"
        self.secret_hash = _hash(secret)
        return secret

    @classmethod
    def find(cls, secret):
        """Return the token that an app sent, in whatever state it is, or None if there is no such token."""
        written = FORMAT.fullmatch(secret)
        token = written and cls.objects.select_related("created_by").filter(prefix=written[1]).first()
        return token if token and secrets.compare_digest(token.secret_hash, _hash(secret)) else None

    @property
    def state(self):
        if self.revoked_at:
            return State.REVOKED
        return State.EXPIRED if self.expires_at and self.expires_at <= timezone.now() else State.ACTIVE

    def allows(self, *scopes):
        """Whether it has one of `scopes`."""
        return not set(scopes).isdisjoint(self.scopes)

    @property
    def audience(self):
        """Who reads with this token, for the one rule of what is public."""
        return Audience(self.allows(Scope.READ_PRIVATE), tuple(self.page_types), tuple(self.sites))

    def note_use(self):
        """Remember that it was used, to the hour."""
        before = timezone.now() - LAST_USED_RESOLUTION
        if not self.last_used_at or self.last_used_at <= before:
            not_noted = models.Q(last_used_at__isnull=True) | models.Q(last_used_at__lte=before)
            ApiToken.objects.filter(not_noted, pk=self.pk).update(last_used_at=timezone.now())

    def revoke(self):
        """End it, for good and at once."""
        self.revoked_at = timezone.now()
        self.save(update_fields=["revoked_at"])

    def get_state_display(self):
        return self.state.label

    def get_scopes_display(self):
        return ", ".join(scope.label for scope in Scope if scope in self.scopes)

    def get_page_types_display(self):
        return ", ".join(name_of_type(label) for label in self.page_types) or "all"

    def get_sites_display(self):
        names = {site.pk: str(site) for site in Site.objects.filter(pk__in=self.sites)}
        return ", ".join(names.get(pk, f"site {pk}, which is gone") for pk in self.sites) or "all"


def name_of_type(label):
    """Return how people call the page type `label`, also when its plugin is gone."""
    for model in apps.get_models():
        if model._meta.label == label:
            return str(model._meta.verbose_name)
    return f"{label}, which is gone"


def _hash(secret):
    return hashlib.sha256(secret.encode()).hexdigest()
