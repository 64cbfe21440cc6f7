"""The id of a request is in its response, in its log lines, and in those of the tasks that it enqueues."""

import logging

import pytest
from django.http import HttpResponse
from django.urls import path
from django_tasks_db.models import DBTaskResult

from cms import urls
from cms.logs.configuration import formatter, logging_settings
from cms.logs.request_ids import current_request_id
from cms.tasks.worker import run_due_tasks
from tests.cms.tasks import tasks

pytestmark = pytest.mark.django_db


def enqueue(request):
    tasks.fail.enqueue(1)
    return HttpResponse(current_request_id())


urlpatterns = [path("enqueue/", enqueue), *urls.urlpatterns]


@pytest.fixture
def proxies(settings):
    """Set the number of trusted proxies."""

    def set_number(number):
        settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {"NUM_PROXIES": number}

    return set_number


def id_of(client, given):
    return client.get("/robots.txt", HTTP_X_REQUEST_ID=given).headers["X-Request-ID"]


def test_each_request_has_an_id_of_its_own(client, home):
    first, second = client.get("/robots.txt"), client.get("/robots.txt")

    assert len({response.headers["X-Request-ID"] for response in (first, second)}) == 2


def test_the_id_of_a_trusted_proxy_is_accepted_and_that_of_a_visitor_is_not(client, home, proxies):
    proxies(1)
    assert id_of(client, "0123456789abcdef") == "0123456789abcdef"

    proxies(0)
    assert id_of(client, "0123456789abcdef") != "0123456789abcdef"


@pytest.mark.parametrize(
    "given", ["", "short", "a" * 65, "anna@example.com", "1" * 8 + "\nadmin: yes", "１２３４５６７８"]
)
def test_an_id_of_other_characters_or_another_length_is_replaced(client, home, proxies, given):
    proxies(1)

    assert len(id_of(client, given)) == 32


def test_the_log_lines_of_a_task_have_the_id_of_the_request_that_enqueued_it(client, settings, log):
    settings.ROOT_URLCONF = __name__
    settings.TASKS_RUN_AT_ONCE = False
    request_id = client.get("/enqueue/").content.decode()

    run_due_tasks()

    row = DBTaskResult.objects.get(task_path=tasks.fail.module_path)
    (line,) = [line for line in log.lines if line["logger"] == "cms.tasks.queue"]
    assert (line["request_id"], line["task_id"]) == (request_id, str(row.pk))
    (answered,) = [line for line in log.lines if line["event"] == "Request answered"]
    assert answered["request_id"] == request_id
    assert current_request_id() == ""


def test_the_text_format_has_the_same_fields(log):
    record = logging.LogRecord("cms.x", logging.WARNING, __file__, 1, "A message", (), None)
    record.status = 404

    assert formatter("text").format(record).endswith("WARNING cms.x A message status=404")


def test_the_log_of_production_mails_no_requests_to_administrators():
    loggers = logging_settings("json", "INFO")["loggers"]

    assert loggers["django"]["handlers"] == []
