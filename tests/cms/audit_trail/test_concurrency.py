"""Processes that record at the same time make one chain."""

import os
import subprocess
import sys
import threading

import pytest
from django.conf import settings as site_settings
from django.db import connection, transaction

from cms.audit_trail import chain
from cms.audit_trail.accounts import LOGGED_IN
from cms.audit_trail.models import Entry
from cms.audit_trail.recording import record
from cms.audit_trail.verification import find_problem

pytestmark = pytest.mark.each_database
RECORD = """
import django; django.setup()
from cms.audit_trail.recording import record
for number in range(40):
    record("cms_audit_trail.login", details={"number": number})
"""


def is_one_chain(number):
    numbers = list(Entry.objects.order_by("sequence").values_list("sequence", flat=True))
    return numbers == list(range(1, number + 1)) and find_problem() == "" and not chain.unsealed().exists()


@pytest.mark.slow
def test_processes_do_not_fork_the_chain(shared_database, tmp_path):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.cms.tasks.settings",
        "DATABASE_URL": shared_database,
        "DATA_DIR": str(tmp_path),
    }
    started = [
        subprocess.Popen([sys.executable, "-c", RECORD], cwd=site_settings.BASE_DIR, env=environment)
        for _number in range(2)
    ]
    assert [process.wait(timeout=120) for process in started] == [0, 0]

    assert is_one_chain(80)


def test_threads_do_not_fork_the_chain(shared_database):
    barrier = threading.Barrier(4)

    def work():
        try:
            barrier.wait()
            for _number in range(10):
                record(LOGGED_IN)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert is_one_chain(40)


def test_an_entry_that_is_committed_late_is_chained_then(shared_database):
    def record_another():
        record(LOGGED_IN, details={"number": 2})
        connection.close()

    if connection.vendor == "postgresql":  # SQLite has one writer at a time
        with transaction.atomic():
            record(LOGGED_IN, details={"number": 1})
            thread = threading.Thread(target=record_another)
            thread.start()
            thread.join()
    else:
        record(LOGGED_IN)
        record_another()

    assert is_one_chain(2)


def test_what_is_rolled_back_leaves_nothing(shared_database):
    with transaction.atomic():
        record(LOGGED_IN)
        transaction.set_rollback(True)
    assert not Entry.objects.exists()

    record(LOGGED_IN)

    assert is_one_chain(1)
