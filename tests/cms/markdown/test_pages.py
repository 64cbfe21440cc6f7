"""Each page has a Markdown version, which is as public as the page. llms.txt lists them."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from cms.images.models import ContentImage
from cms.testing.bodies import stored, text
from cms.testing.factories import ClaimFactory, ConsentFactory, ImageFactory
from cms.testing.review import sign_off
from cms.testing.sites import name_practice
from tests.articles.factories import (
    ArticleIndexPageFactory,
    ArticlePageFactory,
    CitationFactory,
    ProcedureIndexPageFactory,
    ProcedurePageFactory,
    cite,
)
from tests.cms.test_visibility import enter, protect
from tests.gallery.factories import CasePageFactory, GalleryIndexPageFactory, GalleryPageFactory
from tests.home.factories import ContactPageFactory, StandardPageFactory
from tests.testimonials.factories import StoryIndexPageFactory, StoryPageFactory

pytestmark = pytest.mark.django_db


def markdown_of(client, page):
    answer = client.get(f"{page.url}index.md")
    assert answer.status_code == 200
    return answer.content.decode()


# Content of the Markdown


def test_the_markdown_of_a_procedure_has_its_review_its_citations_and_its_source(home, client):
    name_practice(home.get_site())
    page = ProcedurePageFactory(parent=ProcedureIndexPageFactory(parent=home), title="Facelift")
    work = CitationFactory(title="A study of sleep")
    page.body = text(f"<p>It helps.{cite(work)}</p>")
    page.save_revision().publish()
    signed = sign_off(page)

    markdown = markdown_of(client, page)

    assert "# Facelift\n" in markdown
    assert "It helps.\\[1\\]" in markdown
    assert re.search(r"^1\. .*A study of sleep", markdown, re.MULTILINE)
    assert f"**Medically reviewed by:** {signed.reviewer}" in markdown
    assert markdown.endswith(f"In an emergency, call 911.\n\nThe Bay Practice · <{page.full_url}>\n")


def test_the_form_of_a_page_is_no_part_of_its_markdown(home, client):
    markdown = markdown_of(client, ContactPageFactory(parent=home))

    assert "# Contact us" in markdown
    assert "Your e-mail" not in markdown
    assert "I accept" not in markdown


def test_it_says_which_page_it_is_a_version_of(home, client):
    page = StandardPageFactory(parent=home)

    answer = client.get(f"{page.url}index.md")

    assert answer["Link"] == f'<{page.full_url}>; rel="canonical"'
    assert not answer.cookies


def test_a_list_leads_to_the_pages_that_it_lists(home, client):
    index = ArticleIndexPageFactory(parent=home)
    article = ArticlePageFactory(parent=index, title="Sleep [well]")

    assert f"[Sleep \\[well\\]]({article.full_url})" in markdown_of(client, index)


# Content that the Markdown leaves out


def test_a_claim_is_in_it_until_it_ends(home, client):
    page = StandardPageFactory(parent=home)
    claim = ClaimFactory(text="Nine of ten slept well.")
    page.body = stored([("claim", claim.pk)])
    page.save_revision().publish()
    assert "Nine of ten slept well." in markdown_of(client, page)

    with time_machine.travel(timezone.now() + timedelta(days=400)):
        assert "Nine of ten" not in markdown_of(client, page)


def test_photographs_are_in_it_while_their_consent_lasts_and_not_behind_a_warning(home, client):
    page = StandardPageFactory(parent=home)
    image = ImageFactory()
    chosen = {"image": image.pk, "alt_text": "A scar", "decorative": False}
    page.body = stored([("image", {"image": chosen, "caption": "Rhytidectomy"})])
    page.save_revision().publish()
    assert re.search(r"!\[A scar\]\(http://localhost/images/[\w.-]+\)\n\nRhytidectomy", markdown_of(client, page))

    ContentImage.objects.update(sensitive=True)
    assert "![A scar]" not in markdown_of(client, page)

    ContentImage.objects.update(sensitive=False, shows_patient=True, consent=ConsentFactory(on_website=False))
    markdown = markdown_of(client, page)
    assert "scar" not in markdown
    assert "Rhytidectomy" not in markdown


@pytest.mark.parametrize("make", [StoryPageFactory, CasePageFactory])
def test_a_page_about_a_patient_has_none_after_the_consent(make, home, client):
    if make is StoryPageFactory:
        page = make(parent=StoryIndexPageFactory(parent=home))
    else:
        page = make(parent=GalleryPageFactory(parent=GalleryIndexPageFactory(parent=home)))
    answer = client.get(f"{page.url}index.md")
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-cache")

    with time_machine.travel(timezone.now()):
        page.consent.expires_on = timezone.localdate() - timedelta(days=1)
        page.consent.save()

    for part in ("index.md", "share.png"):
        assert client.get(f"{page.url}{part}").status_code == 404


def test_a_page_behind_a_password_has_none_until_the_visitor_gave_it(home, client):
    page = StandardPageFactory(parent=home, title="For members")
    restriction = protect(page)
    for part in ("index.md", "share.png"):
        answer = client.get(f"{page.url}{part}")
        assert answer.status_code == 404
        assert "For members" not in answer.content.decode()

    enter(client, restriction)

    answer = client.get(f"{page.url}index.md")
    assert "# For members" in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("address", ["/nothing/index.md", "/index.md/", "/api/index.md", "/search/index.md"])
def test_where_there_is_no_page_there_is_no_markdown(address, home, client):
    assert client.get(address, follow=True).status_code == 404


# llms.txt


def test_llms_txt_lists_the_public_pages_by_section(home, client):
    name_practice(Site.objects.get(is_default_site=True))
    alone = StandardPageFactory(parent=home, title="Your visit", summary="What to bring.")
    index = ArticleIndexPageFactory(parent=home, title="Articles")
    article = ArticlePageFactory(parent=index, title="Sleep")

    answer = client.get("/llms.txt")

    said = answer.content.decode()
    assert said.startswith("# The Bay Practice\n\n> Plain answers\n\nIn an emergency, call 911.\n\n## Pages\n")
    assert f"- [Your visit]({alone.full_url}index.md): What to bring." in said
    section = said.partition("## Articles\n\n")[2]
    assert f"]({index.full_url}index.md)" in section
    assert f"- [Sleep]({article.full_url}index.md)" in section
    assert {f"page-{article.pk}", "pages"} <= set(answer["Surrogate-Key"].split())
    for address in re.findall(r"\]\(http://localhost(/[^)]*)\)", said):
        assert client.get(address).status_code == 200


def test_llms_txt_names_no_page_that_is_hidden_and_is_the_same_for_everyone(home, client):
    index = ArticleIndexPageFactory(parent=home, slug="members-alone")
    ArticlePageFactory(parent=index, slug="of-members")
    ArticlePageFactory(parent=ArticleIndexPageFactory(parent=home), slug="a-draft", live=False)
    expiring = StandardPageFactory(parent=home, slug="soon-over", expire_at=timezone.now() + timedelta(hours=1))
    enter(client, protect(index))
    PageViewRestriction.objects.create(page=StandardPageFactory(parent=home, slug="login"), restriction_type="login")

    said = client.get("/llms.txt").content.decode()

    assert expiring.slug in said
    for slug in ("members-alone", "of-members", "a-draft", "/login/"):
        assert slug not in said
    with time_machine.travel(expiring.expire_at + timedelta(seconds=1)):
        assert expiring.slug not in client.get("/llms.txt").content.decode()
