"""What each check says, when all is well and when it is not."""

import smtplib
from collections import namedtuple
from datetime import timedelta

import pytest
from django.core import mail
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from cms.consent.health_checks import check_withdrawals
from cms.consent.models import Withdrawal
from cms.health import system
from cms.health.checks import State
from cms.health.mail import check_mail
from cms.health.models import MailFailure
from cms.plugins.discovery import ContentType
from cms.plugins.discovery import State as TypeState
from cms.plugins.health_checks import check_content_types
from cms.tasks import queue
from cms.tasks.health_checks import check_queue, check_scheduler
from cms.tasks.models import PeriodicTask, WorkerProcess
from cms.tasks.worker import run_due_tasks
from cms.testing.factories import ConsentFactory
from tests.cms.tasks import tasks

pytestmark = pytest.mark.django_db


def test_migrations_that_were_not_applied_are_found():
    assert system.check_migrations().is_well

    MigrationRecorder.Migration.objects.filter(app="cms_health", name="0001_initial").delete()

    assert system.missing_migrations() == {("cms_health", "0001_initial")}
    assert system.check_migrations().state == State.BROKEN


def test_a_folder_of_files_that_is_no_folder_is_found(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "made" / "later"
    assert system.check_storage().is_well

    (tmp_path / "made").write_text("a file")

    assert system.check_storage().state == State.BROKEN


@pytest.mark.parametrize(
    ("free", "state"), [(10 * 1024**3, State.WELL), (1024**3, State.WARNING), (50 * 1024**2, State.BROKEN)]
)
def test_a_disk_that_becomes_full_is_a_warning_first(monkeypatch, free, state):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(system.shutil, "disk_usage", lambda folder: usage(free * 2, free, free))

    assert system.check_disk().state == state


def test_content_types_that_do_not_run_are_named(settings):
    assert check_content_types().is_well

    settings.CONTENT_TYPES = {"leaflets": ContentType("leaflets", TypeState.NOT_INSTALLED)}

    assert "leaflets" in check_content_types().summary


def test_an_interrupted_withdrawal_is_found_after_some_minutes_and_names_no_patient():
    consent = ConsentFactory()
    now = timezone.now()
    receipt = Withdrawal.objects.create(consent=consent, at=now, reason="x")
    assert check_withdrawals().is_well

    Withdrawal.objects.update(at=now - timedelta(minutes=10))
    found = check_withdrawals()
    assert found.state == State.WARNING
    assert consent.code not in f"{found.summary} {found.effect} {found.advice}"

    receipt.completed_at = now
    receipt.save()
    assert check_withdrawals().is_well


@pytest.fixture
def queued(settings):
    settings.TASKS_RUN_AT_ONCE = False


def test_a_missing_worker_and_late_jobs_are_found(queued, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    assert check_scheduler().state == State.BROKEN

    run_due_tasks()
    worker = WorkerProcess.objects.create(id="worker")
    assert check_scheduler().is_well

    time_machine.shift(timedelta(minutes=10))
    worker.seen_at = timezone.now()
    worker.save()
    assert "Publish scheduled content" in str(check_scheduler().summary)
    assert PeriodicTask.objects.exists()


def test_late_and_failed_tasks_are_found(queued, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    tasks.fail.enqueue(1)
    assert check_queue().is_well

    time_machine.shift(timedelta(minutes=10))
    assert check_queue().summary == "1 background task is late."

    row = queue.claim("worker")
    row.worker_ids = ["worker"] * 3
    queue.fail(row, RuntimeError())
    assert check_queue().summary == "1 background task has failed."


def test_a_mail_that_could_not_be_sent_is_remembered_until_one_was_sent(settings, monkeypatch):
    settings.EMAIL_BACKEND = "cms.health.mail.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nothing listens there
    with pytest.raises(ConnectionRefusedError):
        mail.send_mail("Subject", "Text", None, ["anna@example.com"])
    assert check_mail().state == State.WARNING
    assert MailFailure.objects.get().error == "builtins.ConnectionRefusedError"

    sent = []
    monkeypatch.setattr(smtplib, "SMTP", lambda *args, **kwargs: _Server(sent))
    mail.send_mail("Subject", "Text", None, ["anna@example.com"])

    assert len(sent) == 1
    assert check_mail().is_well


class _Server:
    """A mail server that accepts everything."""

    def __init__(self, sent):
        self.sent = sent

    def sendmail(self, *args):
        self.sent.append(args)

    def quit(self):
        pass
