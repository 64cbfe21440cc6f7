"""The content stamp moves with every change of content, and with nothing else."""

import threading
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Revision, Site

from cms.content_stamp.exemptions import COLUMNS, TABLES
from cms.content_stamp.kept import keep
from cms.content_stamp.models import ContentChange
from cms.content_stamp.reading import current_stamp
from cms.content_stamp.writes import KEPT_CHANGES
from cms.context.channels import Channel
from cms.context.request import current_context, use_context
from cms.sites.models import Practice
from home.models import StandardPage
from tests.home.factories import StandardPageFactory

committed = pytest.mark.usefixtures("committing_db")


@pytest.fixture
def page(committing_db):
    return StandardPageFactory(parent=Page.get_first_root_node(), title="Before")


def set_title(title):
    Page.objects.filter(title__in=["Before", "After"]).update(title=title)


def change_and_undo():
    with transaction.atomic():
        set_title("Lost")
        transaction.set_rollback(True)


def raw_sql():
    with connection.cursor() as cursor:
        cursor.execute("  update wagtailcore_page set title = 'After'")


def with_expression():
    with connection.cursor() as cursor:
        cursor.execute("WITH a AS (SELECT 1) UPDATE wagtailcore_page SET title = 'After'")


def rolled_back_savepoint_first():
    with transaction.atomic():
        try:
            with transaction.atomic():
                set_title("Lost")
                raise ValueError
        except ValueError:
            pass
        set_title("After")


def rolled_back_savepoint_by_hand_first():
    with transaction.atomic():
        savepoint = transaction.savepoint()
        set_title("Lost")
        transaction.savepoint_rollback(savepoint)
        set_title("After")


def by_hand():
    transaction.set_autocommit(False)
    set_title("After")
    transaction.commit()
    transaction.set_autocommit(True)


def in_another_thread():
    def change():
        set_title("After")
        connection.close()

    thread = threading.Thread(target=change)
    thread.start()
    thread.join()


@committed
def test_the_stamp_moves_with_every_change_and_never_returns(page):
    ways = [
        lambda: page.save_revision().publish(),
        lambda: set_title("After"),
        lambda: Page.objects.bulk_update([page], ["title"]),
        lambda: page.unpublish(),
        lambda: Page.objects.filter(pk=page.pk).update(live=True),
        raw_sql,
        with_expression,
        rolled_back_savepoint_first,
        rolled_back_savepoint_by_hand_first,
        by_hand,
        in_another_thread,
        lambda: Redirect.objects.create(old_path="/before", redirect_link="/after"),
        lambda: ContentChange.objects.all().delete(),
        lambda: page.delete(),
    ]
    stamps = [current_stamp()]
    for way in ways:
        way()
        stamps.append(current_stamp())

    assert None not in stamps
    assert len(set(stamps)) == len(stamps)


@committed
def test_the_stamp_stays_with_drafts_sessions_and_what_is_rolled_back(page, client):
    user = User.objects.create_superuser("editor")
    page.save_revision().publish()
    practice = Practice.objects.create(site=Site.objects.create(root_page=page))
    before = current_stamp()

    page.title = "Draft"
    page.save_revision(user=user, log_action=True)
    practice.name = "Draft"
    practice.save_revision(user=user, log_action=True)
    client.force_login(user)
    assert client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200
    change_and_undo()

    assert Revision.objects.count() == 3
    assert Session.objects.exists()
    assert current_stamp() == before


@committed
def test_a_change_is_seen_by_others_when_it_is_committed_and_not_before(page):
    before = current_stamp()
    seen = []

    def look():
        seen.append(current_stamp())
        connection.close()

    def look_from_elsewhere():
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()

    with transaction.atomic():
        set_title("After")
        assert current_stamp() is None
    look_from_elsewhere()

    assert seen[0] not in (before, None)


@committed
def test_old_changes_are_deleted(page):
    for _ in range(3 * KEPT_CHANGES):
        set_title("After")

    assert ContentChange.objects.count() < 2 * KEPT_CHANGES


@committed
def test_a_value_is_kept_until_content_changes_or_something_expires(page, time_machine):
    computed = []

    def title():
        computed.append(Page.objects.get(pk=page.pk).title)
        return computed[-1]

    assert [keep("title", title) for _ in range(3)] == ["Before"] * 3
    assert len(computed) == 1

    set_title("After")
    assert keep("title", title) == "After"

    StandardPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() + timedelta(hours=1))
    keep("title", title)
    count = len(computed)
    keep("title", title)
    assert len(computed) == count
    time_machine.move_to(timezone.now() + timedelta(seconds=3601), tick=False)
    keep("title", title)
    assert len(computed) == count + 1


def test_what_a_request_remembers_from_before_a_change_is_not_kept_for_the_content_after_it(page):
    def title():
        return current_context().memoize("title", lambda: Page.objects.get(pk=page.pk).title)

    with use_context(Channel.WEBSITE):
        assert title() == "Before"
        set_title("After")
        assert keep("title", title) == "Before"

    with use_context(Channel.WEBSITE):
        assert keep("title", title) == "After"


@pytest.mark.django_db
def test_nothing_is_kept_within_a_transaction():
    values = iter(range(3))
    assert [keep("count", values.__next__) for _ in range(2)] == [0, 1]


@pytest.mark.django_db
def test_what_is_exempted_exists():
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        columns = {
            table: {column.name for column in connection.introspection.get_table_description(cursor, table)}
            for table in COLUMNS
        }

    assert tables >= TABLES - {"django_admin_log"}
    assert {table: names - columns[table] for table, names in COLUMNS.items()} == {table: set() for table in COLUMNS}
