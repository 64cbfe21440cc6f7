"""The report: what it lists, filters, exports and names."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from cms.audit_trail import chain
from cms.audit_trail.accounts import LOGGED_IN
from cms.audit_trail.models import Entry
from cms.audit_trail.recording import record
from cms.testing.factories import ConsentFactory
from tests.cms.accounts.conftest import PASSWORD, log_in
from tests.testimonials.factories import TestimonialFactory

pytestmark = pytest.mark.django_db
URL = "/admin/reports/audit-trail/"


def staff(role):
    User.objects.create_user(role, password=PASSWORD).groups.add(Group.objects.get(name=role))
    client = Client()
    log_in(client, role)
    return client


@pytest.fixture
def consent():
    consent = ConsentFactory(code="PLANTED-1")
    for name in ("anna", "olga"):
        record("cms_consent.view", consent, user=User.objects.create_user(name))
    return consent


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ({"username": "anna"}, {"anna"}),
        ({"action": "cms_consent.view"}, {"anna", "olga"}),
        ({"action": ["cms_consent.view", "cms_consent.store"]}, {"anna", "olga", ""}),
        ({"object_type": "cms_consent.consent"}, {"anna", "olga", ""}),
        ({"object_type": "cms_consent.consent", "object_id": 0}, set()),
        ({"label": "max", "action": LOGGED_IN}, {"max"}),
        ({"at_to": "2000-12-31"}, set()),
        ({"at_from": "2000-12-31", "username": "anna"}, {"anna"}),
    ],
)
def test_it_is_filtered(consent, query, listed):
    user = User.objects.create_user("max")
    record(LOGGED_IN, user, user=user)

    response = staff("Administrator").get(URL, query)

    assert {entry.username for entry in response.context["object_list"]} == listed


def test_who_may_not_see_consents_reads_no_code(consent):
    assert "PLANTED-1" in staff("Privacy officer").get(URL).content.decode()

    html = staff("Administrator").get(URL).content.decode()
    assert "See consent" in html
    assert "PLANTED-1" not in html


def test_it_costs_as_many_queries_for_many_entries_as_for_few(consent):
    client = staff("Privacy officer")
    client.get(URL)
    with CaptureQueriesContext(connection) as few:
        client.get(URL)
    for another in ConsentFactory.create_batch(5):
        record("cms_consent.view", another)
    with CaptureQueriesContext(connection) as many:
        client.get(URL)

    assert len(many) == len(few)


def test_an_export_has_the_hashes_and_is_recorded(consent):
    chain.seal()
    client = staff("Privacy officer")
    body = b"".join(client.get(URL, {"export": "csv", "username": "anna"}).streaming_content)

    (row,) = csv.DictReader(StringIO(body.decode()))
    entry = Entry.objects.get(username="anna")
    assert (row["Hash"], row["Name today"], row["Action"]) == (entry.hash, "PLANTED-1 (in force)", "cms_consent.view")
    exported = Entry.objects.first()
    assert (exported.action, exported.username) == ("cms_audit_trail.export", "Privacy officer")
    assert exported.details == {"format": "csv", "number": 1}


def test_a_formula_in_a_name_is_text_in_an_export(db):
    record(LOGGED_IN, User.objects.create_user("=1+1"))
    client = staff("Administrator")

    body = b"".join(client.get(URL, {"export": "csv", "action": LOGGED_IN, "label": "=1+1"}).streaming_content)
    assert "'=1+1" in body.decode()
    body = b"".join(client.get(URL, {"export": "xlsx", "action": LOGGED_IN, "label": "=1+1"}).streaming_content)
    assert "=1+1" in [cell.value for cell in list(load_workbook(BytesIO(body)).active)[1]]


def test_an_export_asks_for_the_password_again(db):
    client = staff("Administrator")
    with time_machine.travel(timedelta(minutes=16)):
        assert client.get(URL).status_code == 200
        assert "reauthenticate" in client.get(URL, {"export": "csv"}).url


def test_deleted_patient_content_has_no_name(db):
    testimonial = TestimonialFactory(quote="PLANTED")
    record("wagtail.publish", testimonial)
    client = staff("Administrator")
    assert "PLANTED" in client.get(URL).content.decode()

    testimonial.delete()

    assert "PLANTED" not in client.get(URL).content.decode()


def test_a_consent_leads_to_its_entries(consent):
    client = staff("Privacy officer")
    html = client.get(reverse("wagtailsnippets_cms_consent_consent:edit", args=[consent.pk])).content.decode()

    assert f"{URL}?object_type=cms_consent.consent&amp;object_id={consent.pk}" in html
