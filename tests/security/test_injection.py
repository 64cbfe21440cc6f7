"""Typed text is stored, shown and mailed as text, and each kind of signature has its own salt."""

import re
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.core import mail
from django.core.cache import cache

from home.models import ContactSubmission
from tests.home.factories import ContactPageFactory
from tests.home.messages import answers
from tests.security.test_outgoing_requests import PACKAGES

SALT = re.compile(r"salt=(\"[\w.]+\"|SALT)|^SALT = (\"[\w.]+\")", re.MULTILINE)


@pytest.fixture
def contact(home):
    cache.clear()
    return ContactPageFactory(parent=home, slug="contact", notify="office@example.com, nurse@example.com")


@pytest.mark.parametrize(
    "text", ["%(secret)s %s %d", "{0.__class__} {settings.SECRET_KEY}", "{{ settings.SECRET_KEY }}", "${7*7} #{7*7}"]
)
def test_what_looks_like_a_format_or_a_template_is_stored_and_shown_as_it_was_typed(contact, client, text):
    assert client.post(contact.url, answers(your_question=text)).status_code in (200, 302)
    again = client.post(contact.url, answers(your_question=text, your_e_mail="none"))

    assert ContactSubmission.objects.get().form_data["your_question"] == text
    assert again.context["form"]["your_question"].value() == text


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_a_line_break_that_is_typed_adds_no_header_to_a_mail(contact, client, line_break):
    typed = f"A visitor{line_break}Bcc: everybody@example.com"

    client.post(contact.url, answers(your_name=typed, your_question=typed))

    (message,) = mail.outbox
    assert "everybody@example.com" not in message.message().as_string()
    assert message.recipients() == ["office@example.com", "nurse@example.com"]


def test_each_kind_of_signature_has_a_salt_of_its_own():
    root = Path(site_settings.BASE_DIR)
    files = [path for package in PACKAGES for path in (root / package).rglob("*.py")]
    texts = {path: path.read_text(encoding="utf-8") for path in files}
    salts = {path: {one or two for one, two in SALT.findall(text)} - {"SALT"} for path, text in texts.items()}
    named = [salt for of_file in salts.values() for salt in of_file]

    assert len(named) > 3
    assert len(named) == len(set(named))
    for path, text in texts.items():
        calls = re.findall(r"(?:TimestampSigner|Signer|signing\.dumps|signing\.loads)\(", text)
        assert text.count("salt=") >= len(calls), path
