"""No personal data is in the log: not what visitors and staff type, and not who they are."""

import logging

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cms.logs.privacy import exception_lines, message_of
from home.models import ContactPage
from tests.cms.accounts.conftest import PASSWORD
from tests.home.factories import ContactPageFactory
from tests.home.messages import answers

NAME, MAIL, PHONE, ADDRESS = "Annabel Exampleton", "annabel@exampleton.example", "603-555-0199", "198.51.100.77"
PERSONAL = [NAME, "Annabel", "Exampleton", MAIL, "exampleton.example", PHONE, ADDRESS]


def personal_data_in(text):
    return [words for words in PERSONAL if words.lower() in text.lower()]


@pytest.fixture
def visitor(client):
    """Return a client whose address and browser are personal data as well."""
    client.defaults |= {"REMOTE_ADDR": ADDRESS, "HTTP_USER_AGENT": NAME, "HTTP_REFERER": f"https://{MAIL}/"}
    client.raise_request_exception = False
    return client


def test_a_form_with_an_error_a_search_and_an_unknown_address_log_no_personal_data(home, visitor, log):
    contact = ContactPageFactory(parent=home, slug="contact")
    typed = answers(your_name=NAME, your_e_mail=f"{MAIL} and {PHONE}", your_question=NAME)

    assert visitor.post(contact.url, typed).status_code == 422
    assert visitor.get("/search/", {"q": f"{NAME} {PHONE}"}).status_code == 200
    assert visitor.get(f"/{MAIL}/", {"name": NAME}).status_code == 404
    assert visitor.get("/api/v2/pages/", {"search": NAME, PHONE: MAIL}).status_code == 400

    assert personal_data_in(log.text) == []
    answered = [line for line in log.lines if line["event"] == "Request answered"]
    assert [(line["route"], line["status"]) for line in answered] == [
        ("wagtail_serve", 422),
        ("search", 200),
        ("unknown", 404),
        ("api_v2:pages:listing", 400),
    ]


def test_an_exception_in_a_form_is_logged_with_its_lines_of_code_and_without_what_was_typed(
    home, visitor, log, monkeypatch
):
    def fail(page, form):
        raise ValueError(f"{NAME} cannot be stored") from KeyError(MAIL)

    contact = ContactPageFactory(parent=home, slug="contact")
    monkeypatch.setattr(ContactPage, "process_form_submission", fail)

    assert visitor.post(contact.url, answers(your_name=NAME, your_e_mail=MAIL)).status_code == 500

    assert personal_data_in(log.text) == []
    (line,) = [line for line in log.lines if line["level"] == "error"]
    assert line["event"] == "Internal Server Error"
    assert line["exception"].startswith("builtins.ValueError\n")
    assert "after builtins.KeyError" in line["exception"]
    assert "test_privacy.py" in line["exception"]


def test_logins_are_logged_with_the_id_of_the_user_alone(visitor, django_user_model, log):
    login = reverse("account_login")
    user = django_user_model.objects.create_superuser(NAME, MAIL, PASSWORD)

    for _ in range(6):
        visitor.post(login, {"login": NAME, "password": PHONE})
    visitor.defaults["REMOTE_ADDR"] = "192.0.2.1"
    visitor.post(login, {"login": NAME, "password": PASSWORD})
    assert visitor.get(reverse("wagtailadmin_home")).status_code == 200

    assert personal_data_in(log.text) == []
    assert log.lines[-1]["user_id"] == user.pk


def test_an_upload_is_logged_without_its_name(admin_client, log):
    upload = SimpleUploadedFile(f"{NAME}.jpg", b"no image", content_type="image/jpeg")
    response = admin_client.post(reverse("wagtailimages:add"), {"title": NAME, "file": upload})
    assert response.status_code == 200

    assert personal_data_in(log.text) == []


def test_of_messages_of_other_packages_the_template_and_numbers_are_kept(log):
    logger = logging.getLogger("other.package")
    logger.warning("%s has tried %d times", NAME, 3)
    logger.warning("%(name)s is unknown", {"name": NAME})
    logger.warning(f"{NAME} is unknown")
    logger.warning("Stopped", extra={"status_code": 404, "request": NAME})

    assert personal_data_in(log.text) == []
    assert [line["event"] for line in log.lines] == ["… has tried 3 times", "… is unknown", "…", "Not Found"]
    assert all(line["where"].startswith("test_privacy.py:") for line in log.lines)


def test_a_message_whose_arguments_do_not_fit_is_kept_without_them():
    record = logging.LogRecord("other", logging.WARNING, __file__, 1, "%d tries", (NAME,), None)

    assert message_of(record) == "%d tries"


def test_messages_of_the_core_are_kept(log):
    logging.getLogger("cms.tasks.queue").warning("The task %s will be retried: %s", "cms.one", "builtins.OSError")

    (line,) = log.lines
    assert line["event"] == "The task cms.one will be retried: builtins.OSError"
    assert (line["level"], line["logger"]) == ("warning", "cms.tasks.queue")


def test_a_circle_of_causes_ends():
    first, second = ValueError(NAME), KeyError(NAME)
    first.__cause__, second.__cause__ = second, first

    assert exception_lines(first).count("builtins.ValueError") == 3
