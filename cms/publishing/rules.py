"""Nothing that a consent does not cover is published, whichever way the publishing takes.

The editor's form says so at the field. Bulk actions, schedules, workflows, copies, aliases, translations, imports and
APIs all end in a `save()` of something live, and are refused there.
"""

import logging
from copy import copy

from django.core.exceptions import ValidationError
from django.db import models, transaction
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.log_actions import log

logger = logging.getLogger(__name__)

SCHEDULED = "wagtail.publish.scheduled"
"""The log action with which `manage.py publish_scheduled` publishes."""
REFUSED = "cms_publishing.refuse_publishing"

PUBLISHING_STATE = ("live", "live_revision", "first_published_at", "last_published_at", "go_live_at", "expired")
"""Fields of a model with drafts that publishing sets."""


class PublishingRefusedError(ValidationError):
    """Something cannot be published. Its messages say why, in words for staff."""


class PublishingRules(models.Model):
    """A model with drafts (`DraftStateMixin`, as pages are) that has rules which hold only for what is published."""

    class Meta:
        abstract = True

    def publishing_problems(self, at=None):
        """Return what keeps this from being published at the moment `at` (default: now).

        A list of `(field name or None, sentence for staff)`. The editor's form also calls this while other fields are
        invalid: these are empty then.
        """
        return []

    def prepare_for_publishing(self):
        """Bring along what has to be right in other tables before this is public."""

    def refuse_publishing(self, at=None):
        """Raise PublishingRefusedError if anything keeps this from being published."""
        if problems := self.publishing_problems(at):
            raise PublishingRefusedError([sentence for _field, sentence in problems])

    def publish(self, revision, user=None, changed=True, log_action=True, **kwargs):
        """Publish `revision`. A schedule that is refused is logged and dropped; others after it have to go on."""
        if log_action == SCHEDULED:
            try:
                revision.as_object().refuse_publishing()
            except PublishingRefusedError as refusal:
                revision.approved_go_live_at = None
                revision.save(update_fields=["approved_go_live_at"])
                log(self, REFUSED, revision=revision, data={"reason": " ".join(refusal.messages)})
                logger.warning("“%s” was not published as scheduled: %s", self, " ".join(refusal.messages))
                return None
        return super().publish(revision, user=user, changed=changed, log_action=log_action, **kwargs)


class PublishingForm(WagtailAdminModelForm):
    """An editor's form that tells of problems when something is published, and lets every draft pass."""

    def _post_clean(self):
        super()._post_clean()
        if self.is_deferred_validation:
            return
        invalid = set(self.errors)
        for field, sentence in self._with_valid_values().publishing_problems(self.cleaned_data.get("go_live_at")):
            if field is None or field not in invalid:
                self.add_error(field if field in self.fields else None, sentence)

    def _with_valid_values(self):
        """Return the instance, or a copy in which each field that has an error is empty.

        Without that, such a field has the stored value, of which the editor sees nothing.
        """
        if not self.errors:
            return self.instance
        instance = copy(self.instance)
        for field in instance._meta.concrete_fields:
            if field.name in self.errors:
                setattr(instance, field.attname, field.get_default())
        return instance

    def save(self, commit=True):
        """Save what staff typed, and return the instance.

        Saving a draft writes the whole row of an object that is not live. Another request may have published the
        object since this one read it, so the row is locked and read again: what has become live is not written.
        """
        if not commit or not self.instance.pk:
            return super().save(commit=commit)
        with transaction.atomic():
            owner = self.instance._meta.get_field("live").model  # of a page, the table that all pages share
            is_live = owner._base_manager.select_for_update().filter(pk=self.instance.pk, live=True).exists()
            if is_live and not self.instance.live:
                self.instance.refresh_from_db(fields=PUBLISHING_STATE)
                commit = False
            return super().save(commit=commit)


class PublishingPageForm(PublishingForm, WagtailAdminPageForm):
    """The same, for pages."""


def goes_public(instance):
    """Whether saving `instance` would show something that is not shown yet, or show it anew."""
    if not getattr(instance, "live", False):
        return False
    telling = [name for name in ("live", "live_revision_id", "consent_id") if hasattr(instance, name)]
    before = type(instance)._base_manager.filter(pk=instance.pk).values(*telling).first()
    return before is None or any(before[name] != getattr(instance, name) for name in telling)
