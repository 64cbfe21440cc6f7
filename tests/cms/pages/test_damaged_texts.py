"""A form with a text that the editor cannot have sent is refused, and nothing is saved."""

import json

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from home.models import StandardPage
from tests.cms.page_forms import EMPTY_STANDARD_PAGE
from tests.home.factories import ContactPageFactory, StandardPageFactory

pytestmark = pytest.mark.django_db
DAMAGED = ["{", "[]", '{"blocks": 1}', "[" * 100_000]
BROKEN_IDS = ["abc", "", "-1", "9" * 30, [], 1.5]
KINDS = ["CLAIM", "CITATION", "LINK", "DOCUMENT"]


def content_state(kind, value):
    """Return what the editor of rich text sends for an entity with the id `value`."""
    entity = {"type": kind, "mutability": "IMMUTABLE", "data": {"id": value, "url": "/x/"}}
    ranges = [{"key": 0, "offset": 0, "length": 4}]
    block = {"key": "a", "text": "Leaf", "type": "unstyled", "depth": 0, "inlineStyleRanges": []}
    return json.dumps({"blocks": [block | {"entityRanges": ranges}], "entityMap": {"0": entity}})


@pytest.fixture
def send(home, admin_client):
    """Publish a page with a text as its body, and return the response."""
    page = StandardPageFactory(parent=home, title="Before")

    def send_text(text):
        body = streamfield([("text", text)])
        form = EMPTY_STANDARD_PAGE | {"title": "After", "slug": "leaf", "summary": "A leaf", "body": body}
        data = nested_form_data(form) | {"action-publish": "action-publish"}
        return admin_client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)

    return send_text


@pytest.mark.parametrize(
    "texts", [DAMAGED, *([content_state(kind, value) for value in BROKEN_IDS] for kind in KINDS)], ids=["", *KINDS]
)
def test_a_damaged_text_is_refused(send, texts):
    for text in texts:
        response = send(text)
        assert response.status_code == 400, text[:200]
        assert "nothing was saved" in response.content.decode()
    assert not StandardPage.objects.filter(title="After").exists()


@pytest.mark.parametrize("kind", KINDS)
def test_a_text_that_refers_to_something_deleted_is_saved_and_edited(send, admin_client, kind):
    assert send(content_state(kind, 999)).status_code == 302

    page = StandardPage.objects.get(title="After")
    assert admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


def test_a_damaged_text_outside_a_stream_is_refused(home, admin_client):
    url = reverse("wagtailadmin_pages:edit", args=[ContactPageFactory(parent=home).pk])

    for text in DAMAGED:
        response = admin_client.post(url, {"title": "After", "thank_you": text})
        assert response.status_code == 400, text[:200]
