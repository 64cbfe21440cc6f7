"""Rules that an object has to meet before it is published, such as a valid consent.

The editor's form shows problems at their fields. All other ways of publishing (bulk actions, schedules, workflows,
copies, aliases, translations, imports, APIs) call `save()` on a live object and are refused there: see
`cms.publishing.signals`.
"""

import logging
from collections import defaultdict
from copy import copy

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.blocks import BlockField, StreamBlockValidationError
from wagtail.log_actions import log

from cms.context.channels import Channel
from cms.context.request import use_context
from cms.metrics.registry import counter

logger = logging.getLogger(__name__)

SCHEDULED = "wagtail.publish.scheduled"
"""The log action of `manage.py publish_scheduled`."""
REFUSED = "cms_publishing.refuse_publishing"
"""The log action of a refused schedule."""

refused_publishes = counter(
    "cms_refused_publishes", "Objects that were not published, because a rule forbids it.", "by"
)
"""`by` is "form" (the editor), "schedule", or "save" (all other ways of publishing)."""

PUBLISHING_STATE = ("live", "live_revision", "first_published_at", "last_published_at", "go_live_at", "expired")
"""Fields of `DraftStateMixin` that publishing sets."""


class PublishingRefusedError(ValidationError):
    """An object cannot be published. The messages are the reasons, for staff."""


class PublishingRules(models.Model):
    """Mixin for models with drafts (`DraftStateMixin`, pages) that have rules for published objects only."""

    class Meta:
        abstract = True

    def publishing_problems(self, at=None):
        """Return the reasons why this object cannot be published at the time `at` (default: now).

        Return a list of `(field name or None, sentence for staff)`. The editor's form also calls this method if
        fields are invalid: they are then empty, and streams are as typed. The functions of the hook
        `publishing_problems` return the problems of packages that this one does not know.
        """
        return [problem for find in hooks.get_hooks("publishing_problems") for problem in find(self, at)]

    def approval_problems(self, at=None):
        """Return the approvals that this object lacks at the time `at`: a list like that of `publishing_problems`.

        They refuse to publish, and do not refuse to submit the object for approval.
        """
        return []

    def changes_published_content(self):
        """Return whether saving this object, which is live and stays so, publishes content that needs an approval."""
        return False

    def prepare_for_publishing(self):
        """Update related objects before this object is published."""

    def refuse_publishing(self, at=None):
        """Raise PublishingRefusedError if there are `publishing_problems` or `approval_problems`."""
        if problems := [*self.publishing_problems(at), *self.approval_problems(at)]:
            raise PublishingRefusedError([sentence for _field, sentence in problems])

    def refuse_empty_fields(self):
        """Raise PublishingRefusedError if a field is empty that only drafts may leave empty."""
        empty = [
            capfirst(field.verbose_name)
            for field in self._meta.concrete_fields
            if field.editable and not field.blank and field.value_from_object(self) in field.empty_values
        ]
        if empty:
            raise PublishingRefusedError(_("Fill in: {fields}.").format(fields=", ".join(map(str, empty))))

    def publish(self, revision, user=None, changed=True, log_action=True, **kwargs):
        """Publish `revision`. A refused schedule is logged and removed, so that the scheduler continues."""
        try:
            content = revision.as_object()
            content.refuse_empty_fields()
            if log_action == SCHEDULED:
                with use_context(Channel.WEBSITE, memoizes=False):  # without a user, sentences name no consent
                    content.refuse_publishing()
        except PublishingRefusedError as refusal:
            if log_action != SCHEDULED:
                raise
            revision.approved_go_live_at = None
            revision.save(update_fields=["approved_go_live_at"])
            log(self, REFUSED, revision=revision, data={"reason": " ".join(refusal.messages)})
            refused_publishes.labels("schedule").inc()
            logger.warning("%s %s was not published as scheduled.", self._meta.label, self.pk)
            return None
        return super().publish(revision, user=user, changed=changed, log_action=log_action, **kwargs)


class PublishingForm(WagtailAdminModelForm):
    """Form of the editor that validates the publishing rules on publishing, but not on saving a draft.

    `approval_problems` are not validated on submission to a workflow, whose task gives the approval.
    """

    def _post_clean(self):
        super()._post_clean()
        if self.is_deferred_validation:
            return
        invalid, at = set(self.errors), self.cleaned_data.get("go_live_at")
        problems = self._with_typed_values(streams=True).publishing_problems(at)
        if "action-publish" in self.data:
            problems += self._with_typed_values(streams=False).approval_problems(at)
        if problems and "action-publish" in self.data:
            refused_publishes.labels("form").inc()
        by_field = defaultdict(list)
        for field, sentence in problems:
            by_field[field if field in self.fields else None].append(str(sentence))
        for field, sentences in by_field.items():
            first = self.errors[field].as_data()[0] if field in invalid else None
            if isinstance(first, StreamBlockValidationError):
                first.non_block_errors.extend(sentences)
            elif first is None:  # of a stream, the editor shows the first error alone
                self.add_error(field, " ".join(sentences) if self._is_stream(field) else sentences)

    def _with_typed_values(self, streams):
        """Return the instance, or a copy in which each field that has an error is empty.

        On the instance, an invalid field keeps its stored value, which differs from the value in the form. Streams
        with an error are as typed if `streams` is set, so that problems of other blocks in them appear as well.
        """
        if not self.errors:
            return self.instance
        instance = copy(self.instance)
        for field in instance._meta.concrete_fields:
            if field.name in self.errors:
                typed = streams and self._is_stream(field.name)
                setattr(instance, field.attname, self[field.name].data if typed else field.get_default())
        return instance

    def _is_stream(self, name):
        return name in self.fields and isinstance(self.fields[name], BlockField)

    def save(self, commit=True):
        """Save the form, and return the instance.

        Saving a draft writes the row of an object that is not live. Another request may have published the object
        since this request read it. The row is therefore locked and read again, and is not written if it is live now.
        """
        if not commit or not self.instance.pk:
            return super().save(commit=commit)
        with transaction.atomic():
            owner = self.instance._meta.get_field("live").model  # for pages: Page, whose table has the column
            is_live = owner._base_manager.select_for_update().filter(pk=self.instance.pk, live=True).exists()
            if is_live and not self.instance.live:
                self.instance.refresh_from_db(fields=PUBLISHING_STATE)
                commit = False
            return super().save(commit=commit)


class PublishingPageForm(PublishingForm, WagtailAdminPageForm):
    """`PublishingForm` for pages. A draft needs a title alone: the page makes its slug of it."""

    def defer_required_fields(self):
        super().defer_required_fields()
        if "slug" in self.fields and "slug" not in self.deferred_required_fields:
            self.fields["slug"].required = False
            self.deferred_required_fields.append("slug")

    def get_field_updates_for_resave(self):
        made = [] if self.data.get("slug") else [("slug", self.instance.slug)]
        return [*super().get_field_updates_for_resave(), *made]


def is_publishing(instance):
    """Return whether saving `instance` publishes it, another revision or approved content, or changes its consent."""
    if not getattr(instance, "live", False):
        return False
    names = [name for name in ("live", "live_revision_id", "consent_id") if hasattr(instance, name)]
    stored = type(instance)._base_manager.filter(pk=instance.pk).values(*names).first()
    if stored is None or any(stored[name] != getattr(instance, name) for name in names):
        return True
    return isinstance(instance, PublishingRules) and instance.changes_published_content()
