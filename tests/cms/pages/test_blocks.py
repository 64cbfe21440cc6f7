"""What holds for each block of the library."""

import pytest
from django.urls import reverse
from wagtail.blocks import ListBlock, StreamBlock, StructBlock

from cms.pages.blocks import BodyBlock
from cms.testing.bodies import stored, text
from cms.testing.factories import ClaimFactory, DocumentFactory, ImageFactory
from cms.testing.queries import count_queries
from home.blocks import CallOutBlock
from testimonials import blocks as testimonials_blocks
from tests.cms.bodies import every_block
from tests.home.factories import StandardPageFactory
from tests.testimonials.factories import TestimonialFactory

LIBRARY = [
    *(pytest.param(block, id=name) for name, block in BodyBlock().child_blocks.items()),
    pytest.param(CallOutBlock(), id="call_out"),
]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("block", LIBRARY)
def test_it_tells_staff_what_it_is_for(block):
    assert block.get_description()
    assert block.meta.icon != "placeholder"


@pytest.mark.parametrize("block", LIBRARY)
def test_it_shows_staff_a_preview(block, home, admin_client):
    ImageFactory()
    DocumentFactory()
    TestimonialFactory()
    ClaimFactory()

    response = admin_client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})

    assert block.is_previewable
    assert response.status_code == 200
    assert response.content.decode().partition("<main")[2].strip()


def test_the_number_of_queries_for_the_api_does_not_grow_with_the_blocks_of_a_page(home, client):
    page = StandardPageFactory(parent=home)
    counts = []
    for times in (2, 6):
        page.body = every_block(page, times)
        page.save_revision().publish()
        counts.append(count_queries(client, f"/api/v2/pages/{page.pk}/"))

    assert counts[0] == counts[1]


def test_links_to_drafts_wait_until_the_page_is_public(home, client):
    draft = StandardPageFactory(parent=home, title="Not yet", live=False)
    page = StandardPageFactory(parent=home)
    link = {"label": "Read on", "page": draft.pk, "url": ""}
    page.body = stored(
        [("cards", {"title": "", "pages": [draft.pk]}), ("call_to_action", {"title": "Go", "text": "", "link": link})]
    )
    page.save_revision().publish()

    html = client.get(page.url).content.decode()
    body = client.get(f"/api/v2/pages/{page.pk}/").json()["body"]

    assert "Not yet" not in html
    assert draft.slug not in html
    assert body[0]["value"]["pages"] == []
    assert body[1]["value"]["link"]["page"] is None
    assert body[1]["value"]["link"]["href"] == ""

    draft.save_revision().publish()

    assert "Not yet" in client.get(page.url).content.decode()
    assert client.get(f"/api/v2/pages/{page.pk}/").json()["body"][0]["value"]["pages"][0]["title"] == "Not yet"


def test_a_link_in_a_text_to_a_page_that_is_not_public_is_its_words_alone(home, client):
    draft = StandardPageFactory(parent=home, slug="secret-plan", live=False)
    page = StandardPageFactory(parent=home)
    page.body = text(f'<p>See <a linktype="page" id="{draft.pk}">our plan</a>.</p>')
    page.save_revision().publish()

    html = client.get(page.url).content.decode()

    assert "our plan" in html
    assert "secret-plan" not in html
    assert "secret-plan" not in client.get(f"/api/v2/pages/{page.pk}/").content.decode()


def test_an_image_in_the_api_has_renditions_and_no_original(home, client):
    page = StandardPageFactory(parent=home)
    image = ImageFactory()
    figure = {"image": image.pk, "alt_text": "A fern", "decorative": False}
    page.body = stored([("image", {"image": figure, "caption": "Drawn"})])
    page.save_revision().publish()

    answer = client.get(f"/api/v2/pages/{page.pk}/").content.decode()
    (block,) = client.get(f"/api/v2/pages/{page.pk}/").json()["body"]

    assert block["value"]["caption"] == "Drawn"
    assert block["value"]["image"]["alt"] == "A fern"
    assert {one["format"] for one in block["value"]["image"]["renditions"]["card"]} == {"avif", "webp", "jpeg"}
    assert "original_images" not in answer


def test_no_block_can_hold_more_than_the_library_checks(home):
    """Each struct, list and stream in the library is made of checked blocks: there is no raw HTML."""

    def kinds(block):
        yield type(block).__name__
        children = (
            [block.child_block]
            if isinstance(block, ListBlock)
            else block.child_blocks.values()
            if isinstance(block, StructBlock | StreamBlock)
            else []
        )
        for child in children:
            yield from kinds(child)

    assert "RawHTMLBlock" not in set(kinds(BodyBlock()))


def test_a_chooser_names_its_object_only_while_it_is_public():
    shown, hidden = TestimonialFactory(), TestimonialFactory(live=False)
    block = testimonials_blocks.TestimonialChooserBlock()

    assert block.get_api_representation(block.to_python(shown.pk)) == shown.pk
    assert block.get_api_representation(block.to_python(hidden.pk)) is None
    assert block.get_api_representation(None) is None
