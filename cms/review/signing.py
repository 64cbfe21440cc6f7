"""Record the decision of a reviewer, and do what follows from it."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.log_actions import log
from wagtail.models import Page, TaskState

from cms.review.changes import last_decision
from cms.review.content import clinical_content, hash_of
from cms.review.models import SIGN, Decision, MedicalReviewTask, ReviewerProfile, SignOff
from cms.review.validity import source_of

USUAL_INTERVAL = timedelta(days=365)
"""How long a review is valid unless the reviewer chooses another day."""
SIGNED = "cms_review.sign"
"""The log action of a decision."""


class SigningRefusedError(ValidationError):
    """A decision cannot be recorded. The messages are the reasons, for the reviewer."""


def profile_of(user):
    """Return the profile with which `user` signs. Raises SigningRefusedError if they cannot sign."""
    if not user.has_perm(SIGN):
        raise SigningRefusedError(_("You may not sign. Ask an administrator for the permission to sign reviews."))
    profile = ReviewerProfile.objects.filter(user=user).first()
    if profile is None or not profile.credentials.strip():
        raise SigningRefusedError(
            _("Your profile has no credentials, such as “MD”. Ask an administrator to add them under “Reviewers”.")
        )
    return profile


def content_to_review(page):
    """Return the version of `page` that is to be reviewed: its latest revision, or what is published."""
    page = page.specific
    return page.get_latest_revision_as_object() if page.latest_revision_id else page


def record(page, profile, *, decision=Decision.KEEP, signed_on=None, next_review_due=None, comment=""):
    """Store a decision of `profile` about the content of `page`, a version of a page. Return the `SignOff`."""
    content = clinical_content(page)
    today = timezone.localdate()
    signed_on = signed_on or today
    if signed_on > today:
        raise SigningRefusedError(
            _("The day of the review is in the future. Sign on the day on which you have read.")
        )
    due = None
    if decision == Decision.KEEP:
        due = next_review_due or signed_on + USUAL_INTERVAL
        if due <= today:
            raise SigningRefusedError(_("The next review has to be due after today."))
    return SignOff.objects.create(
        page_id=source_of(page),
        page_title=page.title,
        revision_id=page.latest_revision_id,
        decision=decision,
        content=content,
        content_hash=hash_of(content),
        reviewer_name=profile.name,
        credentials=profile.credentials,
        username=profile.user.get_username(),
        signed_by=profile.user,
        signed_on=signed_on,
        next_review_due=due,
        comment=comment,
    )


@transaction.atomic
def decide(page, user, *, decision, read_hash, seen, signed_on=None, next_review_due=None, comment=""):
    """Record what `user` has decided about `page`, and publish it, return it to the editors, or unpublish it.

    Args:
        page: the page.
        user: the reviewer.
        decision: one of `Decision`.
        read_hash: the hash of the content that the reviewer has read.
        seen: the id of the last decision about the page that was there then, or None.
        signed_on: the day of the review (default: today).
        next_review_due: the day until which it is valid.
        comment: for the editors. Needed for all decisions but `KEEP`.

    Raises SigningRefusedError, and changes nothing, if the content or the last decision has changed since, or if the
    user cannot sign.
    """
    profile = profile_of(user)
    page = Page.objects.select_for_update().get(pk=page.pk)
    version = content_to_review(page)
    last = last_decision(page)
    if (last and last.pk) != seen:
        raise SigningRefusedError(
            _("{reviewer} has decided about this page while you were reading. Look at it again.").format(
                reviewer=last.reviewer
            )
        )
    if hash_of(clinical_content(version)) != read_hash:
        raise SigningRefusedError(_("The text has changed since you opened it. Nothing was signed: read it again."))
    if decision != Decision.KEEP and not comment.strip():
        raise SigningRefusedError(_("Write a comment that tells the editors why."))
    sign_off = record(
        version, profile, decision=decision, signed_on=signed_on, next_review_due=next_review_due, comment=comment
    )
    log(version, SIGNED, user=user, data={"sign_off": sign_off.pk, "decision": str(decision)})
    _FOLLOW[decision](page, version, user, comment)
    return sign_off


def task_state_of(page):
    """Return the state of the medical review in the running workflow of `page`, or None."""
    state = page.current_workflow_task_state
    if state is None or state.status != TaskState.STATUS_IN_PROGRESS:
        return None
    return state if isinstance(state.task.specific, MedicalReviewTask) else None


def _publish(page, version, user, comment):
    """Approve the task, which publishes at the end of its workflow. Without one, publish what is not published."""
    if state := task_state_of(page):
        state.approve(user=user, comment=comment)
    elif _is_unpublished(page) and not page.current_workflow_state and page.permissions_for_user(user).can_publish():
        page.latest_revision.publish(user=user)


def _is_unpublished(page):
    return page.latest_revision_id and (not page.live or page.has_unpublished_changes)


def _return(page, version, user, comment):
    if state := task_state_of(page):
        state.reject(user=user, comment=comment)


def _withdraw(page, version, user, comment):
    if state := task_state_of(page):
        state.reject(user=user, comment=comment)
    if page.live:  # the right to sign is enough: whoever finds an error has to be able to end it
        UnpublishPageAction(page.specific, user=user).execute(skip_permission_checks=True)


_FOLLOW = {Decision.KEEP: _publish, Decision.REVISE: _return, Decision.WITHDRAW: _withdraw}
