"""Publishing several pages at once, aliases among them, which have no versions of their own."""

import pytest
from django.urls import reverse

from tests.home.factories import StandardPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(home):
    page = StandardPageFactory(parent=home, title="Visit", live=False)
    page.save_revision()
    return page


def publish(client, *pages, **data):
    """Publish `pages` at once. Return the texts of the messages."""
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    query = "&".join(f"id={page.pk}" for page in pages)
    response = client.post(f"{address}?{query}&next=/admin/", data, follow=True)
    return [str(message) for message in response.context["messages"]]


@pytest.mark.parametrize("with_descendants", [False, True])
def test_aliases_are_refused_by_name_and_nothing_is_published(home, draft, admin_client, with_descendants):
    alias = StandardPageFactory(parent=home, title="Source").create_alias(parent=draft, update_slug="alias")
    alias.unpublish()

    if with_descendants:
        said = publish(admin_client, draft, include_descendants="on")
    else:
        said = publish(admin_client, draft, alias)

    assert said == ["Not published. An alias is published with the page that it mirrors. Leave out: “Source”."]
    draft.refresh_from_db()
    assert not draft.live


def test_pages_without_aliases_are_published(draft, admin_client):
    publish(admin_client, draft)

    draft.refresh_from_db()
    assert draft.live
