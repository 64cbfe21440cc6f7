"""“Exit this page” is on stories, and on pages that staff flag. The practice says where it leads."""

import pytest

from cms.sites.models import Practice
from home.models import StandardPage
from testimonials.models import StoryPage

pytestmark = pytest.mark.django_db


def html_of(client, page):
    return client.get(page.url).content.decode()


def test_a_story_has_it_unless_staff_take_it_away(page_of, client):
    story = page_of(StoryPage)
    assert 'href="https://www.weather.gov/"' in html_of(client, story)

    story.quick_exit = False
    story.save_revision().publish()

    assert "data-exit" not in html_of(client, story)


def test_other_pages_have_it_if_staff_flag_them(page_of, client):
    page = page_of(StandardPage)
    assert "data-exit" not in html_of(client, page)

    page.quick_exit = True
    page.save_revision().publish()

    assert "Exit this page" in html_of(client, page)
    assert client.get(f"/api/v2/pages/{page.pk}/").json()["quick_exit"] is True


def test_the_practice_says_where_it_leads_on_the_site_and_in_the_api(page_of, client):
    story = page_of(StoryPage)
    practice = Practice.for_editing(story.get_site())
    practice.exit_url = "https://elsewhere.example/news/"
    practice.save_revision().publish()

    assert 'href="https://elsewhere.example/news/"' in html_of(client, story)
    assert client.get("/api/v2/practice/").json()["exit_url"] == "https://elsewhere.example/news/"
