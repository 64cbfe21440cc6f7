"""Staff with the right see what is waiting, late or failed, and can have a failed task tried again."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cms.tasks import queue
from cms.tasks.models import PeriodicTask, WorkerProcess
from cms.tasks.scheduler import enqueue_due_tasks
from cms.tasks.worker import run_due_tasks
from tests.cms.tasks import tasks

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _queue(settings):
    settings.TASKS_RUN_AT_ONCE = False


@pytest.fixture
def failed():
    """Return a task that has failed."""
    tasks.fail.enqueue(1)
    row = queue.claim("worker")
    row.worker_ids = ["worker"] * 3
    queue.fail(row, RuntimeError("Anna Example"))
    return DBTaskResult.objects.get()


def shown(client, name="cms_tasks"):
    return client.get(reverse(name)).content.decode()


def test_a_failed_task_is_shown_without_content_and_tried_again_on_request(admin_client, failed):
    html = shown(admin_client)
    assert "Failed (1)" in html
    assert "RuntimeError" in html
    assert "Anna" not in html
    url = reverse("cms_tasks_retry", args=[failed.pk])
    assert admin_client.get(url).status_code == 405

    response = admin_client.post(url, follow=True)

    assert "will be tried again" in response.content.decode()
    assert "Failed (0)" in response.content.decode()
    assert DBTaskResult.objects.get().status == "READY"
    assert "not among the failed ones" in admin_client.post(url, follow=True).content.decode()


def test_late_jobs_and_tasks_and_a_missing_worker_are_shown(admin_client, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    run_due_tasks()
    worker = WorkerProcess.objects.create(id="worker")
    assert "Late" not in shown(admin_client)
    assert "A worker is running" in shown(admin_client)
    assert "worker is running" not in shown(admin_client, "wagtailadmin_home")

    tasks.rename.enqueue(1)
    time_machine.shift(timedelta(minutes=10))

    html = shown(admin_client)
    assert html.count("Late") == 3  # the task, publishing, and the list of withdrawals
    assert "No worker is running" in html
    assert "no worker is running" in shown(admin_client, "wagtailadmin_home")

    worker.seen_at = timezone.now()
    worker.save()
    assert "Publish scheduled content" in shown(admin_client, "wagtailadmin_home")


def test_a_job_that_failed_counts_as_late(admin_client, time_machine):
    enqueue_due_tasks()
    PeriodicTask.objects.update(created_at=timezone.now() - timedelta(days=2))

    assert shown(admin_client).count("Late") == PeriodicTask.objects.count()


def test_only_users_with_the_right_see_and_retry_tasks(client, failed):
    editor = User.objects.create_user("editor", is_staff=True)
    editor.groups.add(Group.objects.get(name="Editor"))
    client.force_login(editor)
    pages = [reverse("cms_tasks"), reverse("cms_tasks_retry", args=[failed.pk])]
    assert "Background tasks" not in shown(client, "wagtailadmin_home")
    client.get(pages[0])
    client.post(pages[1])
    assert DBTaskResult.objects.get().status == "FAILED"
    assert client.get(pages[0]).status_code == 302

    editor.user_permissions.add(Permission.objects.get(codename="manage_tasks"))

    assert client.get(pages[0]).status_code == 200
    assert "Background tasks" in shown(client, "wagtailadmin_home")
