"""The end of workflows. `wagtail.models` imports this module while it is loaded, so it imports no models itself."""


def publish_approved(workflow_state, user=None):
    """Publish the object if somebody has approved it. `WAGTAIL_FINISH_WORKFLOW_ACTION` names this function.

    A reviewer whose signature ends the workflow needs no permission to publish.
    """
    from wagtail.models import TaskState

    from cms.review.models import SIGN, MedicalReviewTask

    last = workflow_state.task_states.filter(status=TaskState.STATUS_APPROVED).order_by("-finished_at").first()
    if last is None:  # all tasks were skipped, so nobody has approved it
        return
    is_signed = bool(user and user.has_perm(SIGN) and isinstance(last.task.specific, MedicalReviewTask))
    revision = workflow_state.content_object.get_latest_revision()
    revision.publish(user=user, skip_permission_checks=is_signed)
