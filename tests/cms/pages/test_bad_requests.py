"""Requests that no page of the admin sends are refused, and change nothing."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Page, Revision

from cms.testing.bodies import stored
from cms.testing.factories import ImageFactory
from tests.cms.pages.test_autosave import page_form
from tests.home.factories import StandardPageFactory

pytestmark = pytest.mark.django_db
FORM = {
    "body-count": "1",
    "body-0-type": "text",
    "body-0-order": "0",
    "body-0-id": "",
    "body-0-deleted": "",
    "body-0-value": "null",
}


@pytest.fixture
def page(home):
    return StandardPageFactory(parent=home, body=stored([("heading", {"text": "A heading", "level": "h2"})]))


def rows():
    return list(Page.objects.order_by("pk").values()), list(Revision.objects.values())


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
@pytest.mark.parametrize("left_out", ["body-count", "body-0-type", "body-0-deleted", {"body-count": "many"}])
@pytest.mark.parametrize("name", ["edit", "preview_on_edit"])
def test_a_page_whose_stream_arrives_incomplete_is_not_saved(name, left_out, accept, page, admin_client):
    form = page_form(page) | FORM
    if isinstance(left_out, dict):
        form |= left_out
    else:
        del form[left_out]
    before = rows()

    answer = admin_client.post(
        reverse(f"wagtailadmin_pages:{name}", args=[page.pk]), form, headers={"accept": accept}
    )

    assert answer.status_code == 400
    assert "The form arrived incomplete, so nothing was saved." in answer.content.decode()
    assert rows() == before


@pytest.mark.parametrize(
    "name", ["wagtailimages_chooser", "wagtaildocs_chooser", "wagtailsnippetchoosers_cms_consent_consent"]
)
@pytest.mark.parametrize("key", ["word", "1 or 2", "9" * 30])
def test_a_key_that_no_object_can_have_is_not_found(name, key, admin_client):
    ImageFactory()

    assert admin_client.get(reverse(f"{name}:chosen", args=[key])).status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "wagtailimages_chooser:chosen_multiple",
        "wagtailadmin_choose_page_chosen_multiple",
        "wagtailsnippetchoosers_articles_bodyarea:chosen_multiple",
    ],
)
@pytest.mark.parametrize("key", ["word", "9" * 30])
def test_neither_is_one_among_several(name, key, admin_client):
    assert admin_client.get(reverse(name), {"id": ["1", key]}).status_code == 404


def test_a_link_to_another_site_without_a_url_is_refused(admin_client):
    url = reverse("wagtailadmin_choose_page_external_link")

    assert admin_client.post(url, {"url": "https://example.com/"}).status_code == 400
    assert admin_client.post(url, {"external-link-chooser-url": ""}).status_code == 200


@pytest.mark.parametrize("kind", ["images", "documents", "pages"])
def test_an_invalid_id_is_not_found_by_the_api_of_the_admin(kind, admin_client):
    for value in ("0x1", "on", "9" * 30):
        assert admin_client.get(f"/admin/api/main/{kind}/find/?id={value}").status_code == 404, value


@pytest.mark.parametrize("name", ["wagtailredirects:process_import", "wagtailimages:add_multiple", "gallery_upload"])
def test_a_form_whose_file_has_another_name_is_refused(name, admin_client):
    form = {"title": "Leaf", "other": SimpleUploadedFile("leaf.jpg", b"leaf")}

    answer = admin_client.post(reverse(name), form, headers={"x-requested-with": "XMLHttpRequest"})

    assert answer.status_code == 400


def test_a_chooser_without_a_form_creates_nothing(admin_client):
    url = reverse("wagtailsnippetchoosers_articles_citation:create")

    assert admin_client.post(url, {"title": "Leaf"}).status_code == 404


def test_a_text_that_refers_to_a_link_which_it_does_not_have_is_refused(page, admin_client):
    block = {"key": "a", "text": "Leaf", "type": "unstyled", "depth": 0, "inlineStyleRanges": []}
    text = {"blocks": [block | {"entityRanges": [{"offset": 0, "length": 4, "key": 0}]}], "entityMap": {}}
    form = page_form(page) | FORM | {"body-0-value": json.dumps(text)}

    assert admin_client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form).status_code == 400
