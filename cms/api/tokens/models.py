"""API tokens, which authenticate apps and front ends. Tokens of previews are in `cms.api.preview.models`."""

import hashlib
import re
import secrets
from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from cms.visibility import Audience

LIFETIME = timedelta(days=365)
"""Default lifetime of a token, which staff can change when they create it."""
LAST_USED_RESOLUTION = timedelta(hours=1)
"""Minimum time between two updates of `last_used_at`."""
FORMAT = re.compile(r"(bst_[0-9a-f]{8})_[A-Za-z0-9_-]{43}")
"""Format of a token. Secret scanners recognise leaked tokens by the prefix."""


class Scope(models.TextChoices):
    """Permissions of a token."""

    READ_PUBLIC = "read_public", _("read public content")
    READ_PRIVATE = "read_private", _("read public content and private pages")
    PREVIEW = "preview", _("read drafts")
    SUBMIT_FORMS = "submit_forms", _("submit forms")
    WRITE = "write", _("change pages, with the permissions of its creator (API v3)")


class State(models.TextChoices):
    ACTIVE = "active", _("Active")
    EXPIRED = "expired", _("Expired")
    REVOKED = "revoked", _("Revoked")


def default_expiry():
    return timezone.now() + LIFETIME


class ApiToken(models.Model):
    """Bearer token of an app. Only a hash of the secret is stored.

    `page_types` and `sites` limit what the token can read. They are lists of labels and keys instead of relations:
    if a type or site is deleted, the limit remains, and the token reads nothing instead of everything.
    """

    name = models.CharField(
        max_length=100,
        verbose_name=_("name"),
        help_text=_("The app that uses it, such as “Waiting room screen”. Create one token per app."),
    )
    scopes = models.JSONField(default=list, verbose_name=_("scopes"), help_text=_("Choose only what the app needs."))
    page_types = models.JSONField(
        default=list,
        blank=True,
        verbose_name=_("page types"),
        help_text=_("Choose none to allow all page types."),
    )
    sites = models.JSONField(
        default=list,
        blank=True,
        verbose_name=_("sites"),
        help_text=_("Choose none to allow all sites."),
    )
    prefix = models.CharField(max_length=16, unique=True, editable=False, verbose_name=_("prefix"))
    secret_hash = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField(auto_now_add=True, verbose_name=_("created at"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("created by"),
    )
    expires_at = models.DateTimeField(default=default_expiry, null=True, blank=True, verbose_name=_("expires at"))
    revoked_at = models.DateTimeField(null=True, editable=False, verbose_name=_("revoked at"))
    last_used_at = models.DateTimeField(null=True, editable=False, verbose_name=_("last used"))

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")

    def __str__(self):
        return f"{self.name} ({self.prefix}…)"

    def clean(self):
        super().clean()
        if not self.scopes or not set(self.scopes) <= set(Scope.values):
            message = _("Choose at least one of these scopes: %(scopes)s.")
            raise ValidationError({"scopes": message % {"scopes": ", ".join(map(str, Scope.labels))}})

    def make_secret(self):
        """Generate the secret of a new token, set `prefix` and `secret_hash`, and return the secret.

        The secret has 256 random bits, so a fast hash is as safe as a slow password hash.
        """
        self.prefix = f"bst_{secrets.token_hex(4)}"
        secret = f"{self.prefix}_{secrets.token_urlsafe(32)}"
        self.secret_hash = _hash(secret)
        return secret

    @classmethod
    def find(cls, secret):
        """Return the token with this secret, in any state, or None."""
        match = FORMAT.fullmatch(secret)
        token = match and cls.objects.select_related("created_by").filter(prefix=match[1]).first()
        return token if token and secrets.compare_digest(token.secret_hash, _hash(secret)) else None

    @property
    def state(self):
        if self.revoked_at:
            return State.REVOKED
        return State.EXPIRED if self.expires_at and self.expires_at <= timezone.now() else State.ACTIVE

    def allows(self, *scopes):
        """Return whether the token has one of `scopes`."""
        return not set(scopes).isdisjoint(self.scopes)

    @property
    def audience(self):
        """Return the `cms.visibility.Audience` of this token."""
        return Audience(self.allows(Scope.READ_PRIVATE), tuple(self.page_types), tuple(self.sites))

    def record_use(self):
        """Update `last_used_at`, at most once per `LAST_USED_RESOLUTION`."""
        threshold = timezone.now() - LAST_USED_RESOLUTION
        if not self.last_used_at or self.last_used_at <= threshold:
            is_outdated = models.Q(last_used_at__isnull=True) | models.Q(last_used_at__lte=threshold)
            ApiToken.objects.filter(is_outdated, pk=self.pk).update(last_used_at=timezone.now())

    def revoke(self):
        """Revoke the token permanently, with immediate effect."""
        self.revoked_at = timezone.now()
        self.save(update_fields=["revoked_at"])

    def get_state_display(self):
        return self.state.label

    def get_scopes_display(self):
        return ", ".join(str(scope.label) for scope in Scope if scope in self.scopes)

    def get_page_types_display(self):
        return ", ".join(page_type_label(label) for label in self.page_types) or gettext("all")

    def get_sites_display(self):
        names = {site.pk: str(site) for site in Site.objects.filter(pk__in=self.sites)}
        return ", ".join(names.get(pk) or missing_site_label(pk) for pk in self.sites) or gettext("all")


def page_type_label(label):
    """Return the verbose name of the page type `label`, or `label` itself if it is not installed."""
    for model in apps.get_models():
        if model._meta.label == label:
            return str(model._meta.verbose_name)
    return gettext("%(label)s (not installed)") % {"label": label}


def missing_site_label(pk):
    """Return the label of the deleted site with this primary key."""
    return gettext("site %(pk)s (deleted)") % {"pk": pk}


def _hash(secret):
    return hashlib.sha256(secret.encode()).hexdigest()
