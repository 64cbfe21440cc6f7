"""The workflow of a new site: reviewers sign medical claims, and publishers approve everything else."""

from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

from cms.review.models import ApprovalTask, MedicalReviewTask
from cms.roles.declaration import Role

STOCK = "Moderators approval"
"""Name of Wagtail's own workflow and of its only task."""


def replace_stock_workflow(groups, **kwargs):
    """Put our tasks into Wagtail's workflow if nobody has changed or used it. Receiver of `roles_created`."""
    workflow = Workflow.objects.filter(name=STOCK, workflow_states=None).first()
    task = GroupApprovalTask.objects.filter(name=STOCK, task_states=None).first()
    if not workflow or [step.task_id for step in workflow.workflow_tasks.all()] != [task and task.pk]:
        return
    if task.workflow_tasks.count() > 1 or [group.name for group in task.groups.all()] != ["Moderators"]:
        return
    task.delete()
    Workflow.objects.filter(pk=workflow.pk).update(name="Review and approval")
    approval = ApprovalTask.objects.create(name="Approval by a publisher")
    approval.groups.add(groups[Role.PUBLISHER])
    review = MedicalReviewTask.objects.create(name="Medical review")
    for order, step in enumerate((review, approval)):
        WorkflowTask.objects.create(workflow=workflow, task=step, sort_order=order)
