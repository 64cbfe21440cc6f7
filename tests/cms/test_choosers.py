"""Choosers find what is searched for, and a form that has got a value which is no id is shown again with an error."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.snippets.models import get_snippet_models
from wagtail.test.utils.form_data import nested_form_data

from cms.consent.models import Consent
from cms.testing.contracts.snippets import orderings
from tests.cms.page_forms import EMPTY_STANDARD_PAGE
from tests.home.factories import StandardPageFactory

pytestmark = pytest.mark.django_db
SEARCHED = [model for model in get_snippet_models() if model is not Consent]
"""The chooser of consents asks for what: see its own tests."""
VALUES = ["on", "-1", "9" * 30, "1.5", "\u0663", "null", "[]"]


@pytest.mark.parametrize("field", ["listing_image", "about"])
def test_of_a_page(home, admin_client, field):
    url = reverse("wagtailadmin_pages:edit", args=[StandardPageFactory(parent=home).pk])
    for value in VALUES:
        response = admin_client.post(url, nested_form_data(EMPTY_STANDARD_PAGE | {field: value}))
        assert response.status_code == 200, value


@pytest.mark.parametrize("name", ["wagtailimages:add", "wagtaildocs:add"])
def test_of_a_consent(admin_client, name):
    for value in VALUES:
        assert admin_client.post(reverse(name), {"consent": value}).status_code == 200, value


@pytest.mark.parametrize("model", SEARCHED)
def test_chooser_and_list_of_snippets_can_be_searched(admin_client, model):
    viewset = model.snippet_viewset
    for name in (f"{viewset.chooser_viewset.name}:choose", viewset.get_url_name("list")):
        assert admin_client.get(reverse(name), {"q": "leaf"}, follow=True).status_code == 200, name


@pytest.mark.parametrize("model", SEARCHED)
def test_what_is_found_in_a_list_of_snippets_can_be_sorted_by_each_column(admin_client, model):
    url = reverse(model.snippet_viewset.get_url_name("list"))
    view = admin_client.get(url, {"q": "leaf"}, follow=True).context["view"]
    for ordering in orderings(getattr(view, "columns", ())):
        assert admin_client.get(url, {"q": "leaf", "ordering": ordering}).status_code == 200, ordering


def test_a_document_is_uploaded_in_its_chooser(admin_client):
    file = SimpleUploadedFile("leaf.pdf", b"%PDF-1.7")

    response = admin_client.post(
        reverse("wagtaildocs_chooser:create"),
        {"document-chooser-upload-title": "Leaf", "document-chooser-upload-file": file},
    )

    assert response.json()["step"] == "chosen", response.content
