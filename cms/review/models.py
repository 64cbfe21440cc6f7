"""Reviewers, their decisions, and the tasks of a workflow with a medical review."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Page, Task, TaskState

from cms.publishing.rules import PublishingRules

SIGN = "cms_review.sign"
"""The permission to sign."""
EXPORT = "cms_review.export"
"""The permission to export all decisions."""


class ReviewerProfile(models.Model):
    """The name and credentials of a reviewer, which visitors read. A reviewer without credentials cannot sign."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="reviewer_profile",
        verbose_name=_("user"),
        help_text=_("The account. To sign, it also needs the permission “Can sign medical reviews”."),
    )
    name = models.CharField(max_length=120, verbose_name=_("name"), help_text=_("As visitors read it."))
    credentials = models.CharField(
        max_length=80,
        blank=True,
        verbose_name=_("credentials"),
        help_text=_("Such as “MD, FACS”. Nobody can sign without credentials."),
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("deputy"),
        help_text=_("Gets the reminders of this reviewer too. A deputy signs with their own name and credentials."),
    )
    reminded_on = models.DateField(null=True, editable=False)
    """The last day on which overdue reviews were mailed, so that a repeated task sends no second mail."""

    class Meta:
        verbose_name = _("reviewer")
        verbose_name_plural = _("reviewers")
        ordering = ["name"]

    def __str__(self):
        return self.name_with_credentials

    def clean(self):
        super().clean()
        if self.deputy_id and self.deputy_id == self.user_id:
            raise ValidationError({"deputy": gettext("Choose another person: nobody is their own deputy.")})

    @property
    def name_with_credentials(self):
        return f"{self.name}, {self.credentials}" if self.credentials else self.name


class Decision(models.TextChoices):
    KEEP = "keep", _("Keep: the content is right")
    REVISE = "revise", _("Revise: the editors have to change it")
    WITHDRAW = "withdraw", _("Withdraw: it must not be shown")


class SignOffQuerySet(models.QuerySet):
    """Decisions can be added and read only."""

    def update(self, **values):
        raise TypeError("Decisions of medical reviews are never changed.")

    def delete(self):
        raise TypeError("Decisions of medical reviews are never deleted.")


class SignOff(models.Model):
    """The decision of a reviewer about one content of one page. It is never changed or deleted.

    It stays when the page or its revisions are deleted: therefore neither is referred to by a constraint.
    """

    page = models.ForeignKey(
        Page, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", verbose_name=_("page")
    )
    page_title = models.CharField(max_length=255, verbose_name=_("title of the page"))
    revision = models.ForeignKey(
        "wagtailcore.Revision",
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
        verbose_name=_("version"),
    )
    decision = models.CharField(max_length=10, choices=Decision, verbose_name=_("decision"))
    content_hash = models.CharField(max_length=64, verbose_name=_("hash of the content"))
    content = models.JSONField(verbose_name=_("content as it was shown"))
    reviewer_name = models.CharField(max_length=120, verbose_name=_("reviewer"))
    credentials = models.CharField(max_length=80, verbose_name=_("credentials"))
    username = models.CharField(max_length=150, verbose_name=_("user name"))
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("user")
    )
    signed_on = models.DateField(verbose_name=_("signed on"))
    next_review_due = models.DateField(null=True, verbose_name=_("next review due"))
    comment = models.TextField(blank=True, verbose_name=_("comment"))
    recorded_at = models.DateTimeField(auto_now_add=True, verbose_name=_("recorded at"))

    objects = SignOffQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("medical review")
        verbose_name_plural = _("medical reviews")
        ordering = ["-pk"]
        default_permissions = ()
        permissions = [("sign", "Can sign medical reviews"), ("export", "Can export medical reviews")]
        indexes = [models.Index(fields=["page", "content_hash"], name="sign_offs_by_content")]

    def __str__(self):
        return f"{self.page_title}: {self.get_decision_display()}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("Decisions of medical reviews are never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("Decisions of medical reviews are never deleted.")

    @property
    def reviewer(self):
        return f"{self.reviewer_name}, {self.credentials}"


def is_reviewed(page):
    """Return whether pages of the type of `page` need a medical review. Snippets need none."""
    model = getattr(page, "specific_class", None)
    return model is not None and issubclass(model, PublishingRules) and hasattr(model, "clinical_fields")


class SkippedTaskMixin:
    """Mixin for tasks that a workflow skips for some content."""

    def applies_to(self, obj):
        raise NotImplementedError

    def start(self, workflow_state, user=None):
        obj = workflow_state.content_object
        if self.applies_to(obj):
            return super().start(workflow_state, user=user)
        return TaskState.objects.create(
            workflow_state=workflow_state,
            revision=obj.get_latest_revision(),
            task=self,
            status=TaskState.STATUS_SKIPPED,
            finished_at=timezone.now(),
        )


class MedicalReviewTask(SkippedTaskMixin, Task):
    """A step of a workflow that only reviewers can complete, on the screen *Review and sign*.

    It is skipped for content that makes no medical claims.
    """

    has_dashboard_section = True

    class Meta:
        verbose_name = _("medical review")
        verbose_name_plural = _("medical reviews")

    def applies_to(self, obj):
        return is_reviewed(obj)

    def user_can_access_editor(self, obj, user):
        return user.has_perm(SIGN)

    def get_actions(self, obj, user):
        return [("review", _("Review and sign"), False)] if user.has_perm(SIGN) else []

    def get_form_for_action(self, action):
        return None

    def on_action(self, task_state, user, action_name, **kwargs):
        """Return the URL of the screen on which the reviewer decides."""
        from django.urls import reverse

        return reverse("cms_review:review", args=[task_state.workflow_state.object_id])

    def get_task_states_user_can_moderate(self, user, **kwargs):
        if user.has_perm(SIGN):
            return self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        return TaskState.objects.none()

    @classmethod
    def get_description(cls):
        return _("People with the permission to sign read the content, and sign it with their name and credentials")


class ApprovalTask(SkippedTaskMixin, AbstractGroupApprovalTask):
    """A step in which members of groups approve content that makes no medical claims. Other content skips it."""

    class Meta:
        verbose_name = _("approval without medical review")
        verbose_name_plural = _("approvals without medical review")

    def applies_to(self, obj):
        return not is_reviewed(obj)

    @classmethod
    def get_description(cls):
        return _("Members of the chosen groups approve content that makes no medical claims")
