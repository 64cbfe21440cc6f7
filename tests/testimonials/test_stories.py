import pytest
from django.test import RequestFactory

from articles.models import ProcedurePage
from cms.testing.bodies import stored, text
from home.models import StandardPage
from testimonials.models import StoryIndexPage, StoryPage
from tests.testimonials.factories import StoryPageFactory, TestimonialFactory

pytestmark = pytest.mark.django_db


def html_of(client, page):
    return " ".join(client.get(page.url).content.decode().split())


@pytest.fixture
def story(page_of):
    page = page_of(StoryPage, relation="partner", teller="K.")
    page.body = text("<p>It began in winter.</p>")
    page.content_notes = stored([("note", "Describes pain"), ("note", "Mentions a loss")])
    page.save_revision().publish()
    return page


def test_a_story_says_who_tells_it(story, client):
    assert "Told by a patient’s partner, K." in html_of(client, story)


def test_what_may_distress_a_reader_stands_before_the_story_with_a_way_past_it(story, client):
    html = html_of(client, story)

    assert html.index("Before you read") < html.index("Describes pain") < html.index("Mentions a loss")
    assert html.index("Mentions a loss") < html.index("It began in winter.") < html.index('id="after-the-story"')
    assert 'href="#after-the-story"' in html


def test_a_story_without_content_notes_has_no_such_notice(story, client):
    story.content_notes = []
    story.save_revision().publish()

    assert "Before you read" not in html_of(client, story)


def test_what_to_expect_in_general_stands_beside_the_story_with_its_basis(story, client):
    html = html_of(client, story)

    for words in ("What to expect in general", "Most people need some months.", "Our own records of 2011"):
        assert html.index("Mentions a loss") < html.index(words) < html.index("It began in winter.")


def test_a_story_leads_to_what_it_is_about_while_that_is_public(story, page_of, client):
    procedure = page_of(ProcedurePage, title="Facelift")
    story.about = procedure
    story.save_revision().publish()

    assert f'href="{procedure.url}"' in html_of(client, story)
    procedure.unpublish()
    assert "Facelift" not in html_of(client, story)


def test_the_list_shows_stories_and_says_so_where_there_are_none(page_of, client):
    index = page_of(StoryIndexPage)

    assert "There are no stories here" in html_of(client, index)
    StoryPageFactory(parent=index, title="A winter")
    assert "A winter" in html_of(client, index)


class TestTestimonials:
    def test_a_page_shows_those_that_staff_chose_in_their_order(self, page_of, client):
        page = page_of(StandardPage)
        chosen = [
            TestimonialFactory(quote=quote, attribution=name) for quote, name in (("Zed.", "R."), ("Alpha.", ""))
        ]
        value = {"title": "In their words", "testimonials": [one.pk for one in chosen]}
        page.body = stored([("testimonials", value)])
        page.save_revision().publish()

        html = html_of(client, page)

        assert html.index("In their words") < html.index("Zed.") < html.index("R.<") < html.index("Alpha.")

    def test_a_block_of_which_none_may_be_shown_leaves_no_heading_behind(self, page_of, client):
        page = page_of(StandardPage)
        one = TestimonialFactory()
        page.body = stored([("testimonials", {"title": "In their words", "testimonials": [one.pk]})])
        page.save_revision().publish()
        type(one.consent).objects.update(on_website=False)

        assert "In their words" not in html_of(client, page)

    def test_a_procedure_shows_those_about_it(self, page_of, client):
        procedure = page_of(ProcedurePage)
        TestimonialFactory(quote="About this.", about=procedure)
        TestimonialFactory(quote="About nothing.")

        html = html_of(client, procedure)

        assert "About this." in html
        assert "About nothing." not in html

    def test_staff_see_one_in_a_preview_before_it_is_published(self):
        one = TestimonialFactory(quote="Not yet.", live=False)

        preview = one.make_preview_request(RequestFactory().get("/"), one.default_preview_mode)

        assert "Not yet." in preview.content.decode()


def test_the_card_of_a_story_says_what_may_distress_a_reader(story, client):
    html = html_of(client, story.get_parent())

    assert "Before you read:" in html
    assert "Describes pain; Mentions a loss" in html
