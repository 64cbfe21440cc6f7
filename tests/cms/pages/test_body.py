"""What the body of a page accepts, and what it refuses in which words."""

import pytest
from wagtail.blocks import StreamBlockValidationError

from cms.pages.blocks import BodyBlock, contents
from cms.testing.bodies import stored
from cms.testing.factories import ImageFactory

block = BodyBlock()
pytestmark = pytest.mark.django_db


def body(*blocks):
    return block.to_python(stored(blocks))


def heading(text, level="h2"):
    return ("heading", {"text": text, "level": level})


def refusal(*blocks):
    """Return what is said about `blocks`, as one string."""
    with pytest.raises(StreamBlockValidationError) as refused:
        block.clean(body(*blocks))
    return str(refused.value.as_json_data())


def test_headings_that_go_down_by_one_level_at_a_time_are_accepted():
    value = body(heading("One"), heading("One a", "h3"), heading("Deeper", "h4"), heading("Two"))

    assert block.clean(value) == value


@pytest.mark.parametrize(
    ("levels", "wanted"),
    [(["h3"], "Make it “Section”"), (["h2", "h4"], "Make it “Sub-section”")],
)
def test_a_heading_that_skips_a_level_is_refused_with_the_level_that_fits(levels, wanted):
    assert wanted in refusal(*(heading(f"Heading {level}", level) for level in levels))


def test_headings_of_the_same_text_get_anchors_of_their_own():
    value = body(heading("Risks"), heading("Risks"), heading("Risks 2"), heading("…"))

    assert [one.anchor for one in contents(value)] == ["risks", "risks-2", "risks-2-2", "section"]


def notice(title, kind="information"):
    return ("notice", {"kind": kind, "title": title, "text": "<p>Text</p>"})


def test_sections_and_notices_are_in_the_list_of_contents():
    value = body(heading("One"), heading("One a", "h3"), notice("Call us"), notice("Get help", "urgent"))

    assert contents(value) == [("One", "one", False), ("Call us", "call-us", False), ("Get help", "get-help", True)]


def test_the_title_of_a_notice_is_a_heading_below_the_one_that_it_stands_under():
    value = body(notice("First"), heading("One"), notice("Second"), heading("One a", "h3"), notice("Third"))

    html = " ".join(str(value).split())

    for expected in ('<h2 class="notice__title" id="first">', '<h3 class="notice__title" id="second">'):
        assert expected in html
    assert '<h4 class="notice__title" id="third">' in html


def test_an_urgent_notice_links_the_number_for_emergencies(settings):
    settings.EMERGENCY_NUMBER = "112"

    assert 'href="tel:112"' in str(body(notice("Get help", "urgent")))
    assert "tel:" not in str(body(notice("Mind this", "warning")))


def test_an_image_needs_alt_text_or_a_mark_that_it_is_decorative():
    image = ImageFactory()

    def figure(**kwargs):
        value = {"image": image.pk, "alt_text": "", "decorative": False} | kwargs
        return ("image", {"image": value, "caption": ""})

    assert "alt text" in refusal(figure())
    assert block.clean(body(figure(alt_text="A leaf")))
    assert block.clean(body(figure(decorative=True)))


def call_to_action(**link):
    empty = {"label": "Go", "page": None, "url": ""}
    return ("call_to_action", {"title": "Ask", "text": "", "link": empty | link})


def test_a_link_has_to_lead_somewhere_and_not_to_two_places(home):
    assert "leads nowhere" in refusal(call_to_action())
    assert "not both" in refusal(call_to_action(page=home.pk, url="https://example.com/"))
    assert block.clean(body(call_to_action(page=home.pk)))
    assert block.clean(body(call_to_action(url="https://example.com/")))


@pytest.mark.parametrize(
    ("url", "player"),
    [
        (
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
            "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1",
        ),
        ("https://youtu.be/dQw4w9WgXcQ?t=3", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1"),
        ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1"),
    ],
)
def test_a_film_has_a_player_that_sets_no_tracking_cookie(url, player):
    value = body(("video", {"title": "A film", "url": url, "poster": None, "transcript": ""}))

    assert block.clean(value)[0].value.player_url == player


def test_an_optional_image_may_be_left_out():
    value = body(("video", {"title": "A film", "url": "https://vimeo.com/76979871", "poster": None}))

    assert value[0].value["poster"] is None


def test_an_address_that_is_no_film_is_refused():
    video = {"title": "A film", "url": "https://example.com/film", "poster": None, "transcript": ""}

    assert "YouTube or Vimeo" in refusal(("video", video))


def test_a_table_needs_a_caption():
    table = {"caption": "", "columns": [{"type": "text", "heading": "Day"}], "rows": [{"values": ["Monday"]}]}

    assert "caption" in refusal(("table", table))


def test_a_draft_may_leave_all_that_open():
    value = body(heading("Deep", "h4"), call_to_action())

    assert BodyBlock().clean_deferred(value)
