"""What Prometheus reads: requests by route, limits, logins, refused publishes, and the state of the queue."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from prometheus_client import REGISTRY

from cms.forms.rate_limit import seconds_to_wait
from cms.metrics.registry import GaugeCollector
from cms.metrics.shared_files import delete_old_files
from cms.publishing.rules import PublishingRefusedError
from cms.tasks import queue
from cms.tasks.models import WorkerProcess
from cms.testing.factories import ConsentFactory
from tests.cms.accounts.conftest import PASSWORD
from tests.cms.tasks import tasks
from tests.testimonials.factories import TestimonialFactory

pytestmark = pytest.mark.django_db


class Increase:
    """How much a metric has grown within the block."""

    def __init__(self, name, **labels):
        self._sample = name, labels

    def _read(self):
        return REGISTRY.get_sample_value(*self._sample) or 0

    def __enter__(self):
        self._before = self._read()
        return self

    def __exit__(self, *error):
        self.by = self._read() - self._before


def gauges():
    """Return the values of all gauges by name, or by name and label."""
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in GaugeCollector().collect()
        for sample in family.samples
    }


def test_responses_are_counted_by_route_and_status_and_never_by_path(home, client):
    route = {"route": "wagtail_serve"}
    with (
        Increase("cms_responses_total", status="404", **route) as missing,
        Increase("cms_responses_total", status="404", route="unknown") as unknown,
        Increase("cms_request_duration_seconds_count", **route) as measured,
    ):
        for path in ("/a/", "/b/", "/c/?d=e", "/anna@example.com/"):
            client.get(path)

    assert (missing.by, measured.by, unknown.by) == (3, 3, 1)


def test_failed_and_refused_logins_are_counted(client, django_user_model):
    django_user_model.objects.create_user("anna", "anna@example.com", PASSWORD)
    with (
        Increase("cms_failed_logins_total", factor="password") as failed,
        Increase("cms_refused_logins_total", reason="locked") as refused,
    ):
        for _ in range(6):
            client.post(reverse("account_login"), {"login": "anna", "password": "wrong"})

    assert failed.by == 6
    assert refused.by == 2  # from the fifth failure on


def test_requests_that_exceed_a_limit_are_counted():
    with Increase("cms_blocked_requests_total", limit="test") as blocked:
        for _ in range(3):
            seconds_to_wait("test", "client", ["1/hour"])

    assert blocked.by == 2


def test_refused_publishes_are_counted():
    testimonial = TestimonialFactory(live=False, consent=ConsentFactory(covers_story=False, covers_photographs=True))
    with (
        Increase("cms_refused_publishes_total", by="save") as refused,
        pytest.raises(PublishingRefusedError),
    ):
        testimonial.save_revision().publish()

    assert refused.by == 1


def test_the_state_of_the_queue_is_computed_when_prometheus_asks(settings, time_machine):
    settings.TASKS_RUN_AT_ONCE = False
    time_machine.move_to(timezone.now(), tick=False)
    assert gauges()["cms_task_queue_age_seconds",] == 0
    assert gauges()["cms_workers",] == 0

    WorkerProcess.objects.create(id="worker")
    tasks.fail.enqueue(1)
    tasks.fail.enqueue(2)
    row = queue.claim("worker")
    row.worker_ids = ["worker"] * 3
    queue.fail(row, RuntimeError())
    time_machine.shift(timedelta(seconds=50))

    values = gauges()
    assert values["cms_task_queue_age_seconds",] == 50
    assert values["cms_tasks", "waiting"] == 1
    assert values["cms_tasks", "failed"] == 1
    assert values["cms_workers",] == 1
    assert values["cms_jobs_late",] == 0
    assert values["cms_schedules_late",] == 0
    assert values["cms_health_check_ok", "database"] == 1
    assert values["cms_health_check_ok", "queue"] == 0


def test_a_scrape_that_comes_while_another_one_is_computed_does_not_wait(monkeypatch):
    from cms.metrics import registry

    with registry._collecting:
        assert GaugeCollector().collect() == []


def test_files_of_processes_that_have_ended_are_deleted_once_none_of_them_runs(tmp_path):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    old, new = tmp_path / f"counter_{ended.pid}.db", tmp_path / f"histogram_{os.getpid()}.db"
    old.touch()
    new.touch()

    delete_old_files(tmp_path)
    assert old.exists()

    new.unlink()
    delete_old_files(tmp_path)
    assert not old.exists()
