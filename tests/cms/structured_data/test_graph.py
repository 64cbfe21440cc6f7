"""The graph of a page says what search engines need, and nothing that the page does not show."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import Site

from articles.models import ReferenceEntry
from cms.images.models import ContentImage
from cms.testing.bodies import stored, text
from cms.testing.factories import ConsentFactory, ImageFactory
from cms.testing.review import make_reviewer, sign_off
from cms.testing.sites import name_practice
from cms.testing.structured_data import assert_sound, graph_in, nodes_of
from tests.articles.factories import (
    ArticleIndexPageFactory,
    ArticlePageFactory,
    CitationFactory,
    ProcedureIndexPageFactory,
    ProcedurePageFactory,
    ReferencePageFactory,
    cite,
)
from tests.gallery.factories import CasePageFactory, GalleryIndexPageFactory, GalleryPageFactory, pairs
from tests.home.factories import StandardPageFactory
from tests.testimonials.factories import StoryIndexPageFactory, StoryPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(home):
    return Site.objects.get(is_default_site=True)


def html_of(client, page, query=""):
    return client.get(f"{page.url}{query}").content.decode()


def graph_of(client, page, query=""):
    return graph_in(html_of(client, page, query))


def only(graph, kind):
    (node,) = nodes_of(graph, kind)
    return node


# The practice


def test_the_practice_is_a_clinic_with_address_phones_and_hours(site, home, client):
    name_practice(site)

    clinic = only(graph_of(client, home), "MedicalClinic")

    assert clinic["@id"] == f"{site.root_url}/#practice"
    assert clinic["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "1 Bay Street",
        "addressLocality": "Manchester",
        "addressRegion": "NH",
        "postalCode": "03104",
        "addressCountry": "USA",
    }
    assert clinic["telephone"] == ["603-555-0100"]
    assert clinic["medicalSpecialty"] == "https://schema.org/PlasticSurgery"
    week, weekend = clinic["openingHoursSpecification"]
    assert week["dayOfWeek"] == ["Monday", "Tuesday", "Wednesday", "Thursday"]
    assert (week["opens"], week["closes"]) == ("09:00", "17:30")
    assert weekend["dayOfWeek"] == ["Saturday", "Sunday"]
    assert (weekend["opens"], weekend["closes"]) == ("00:00", "00:00")


def test_a_draft_of_the_practice_is_not_in_it(site, home, client):
    practice = name_practice(site)
    practice.city = "Draftville"
    practice.save_revision()

    assert "Draftville" not in html_of(client, home)


def test_without_a_practice_there_is_a_web_page_alone(home, client):
    assert [node["@type"] for node in graph_of(client, home)] == ["WebPage"]


def test_the_site_says_how_it_is_searched(site, home, client):
    name_practice(site)

    action = only(graph_of(client, home), "WebSite")["potentialAction"]

    address = action["target"]["urlTemplate"].replace("{search_term_string}", "leaf")
    assert address == f"{site.root_url}/search/?q=leaf"
    assert client.get(address.removeprefix(site.root_url)).status_code == 200


def test_the_path_to_a_page_leads_from_the_home_page_to_itself(home, client):
    index = ArticleIndexPageFactory(parent=home, title="Articles")
    article = ArticlePageFactory(parent=index, title="Sleep")

    steps = only(graph_of(client, article), "BreadcrumbList")["itemListElement"]

    assert [(step["position"], step["name"], step["item"]) for step in steps] == [
        (1, "Home", home.full_url),
        (2, "Articles", index.full_url),
        (3, "Sleep", article.full_url),
    ]
    assert not nodes_of(graph_of(client, home), "BreadcrumbList")


# Reviews


@pytest.mark.parametrize("reviewer", ["A. Surgeon, MD", "B. Reader, MD"])
def test_a_review_is_in_it_as_the_page_shows_it(reviewer, site, home, client):
    name_practice(site)
    page = ProcedurePageFactory(parent=ProcedureIndexPageFactory(parent=home))
    name, _comma, credentials = reviewer.partition(", ")
    sign_off(page, make_reviewer(name=name, credentials=credentials))

    html = html_of(client, page)

    web_page = only(graph_in(html), "MedicalWebPage")
    assert web_page["lastReviewed"] == timezone.localdate().isoformat()
    surgeon, other = {"@id": f"{site.root_url}/#surgeon"}, {"@type": "Person", "name": reviewer}
    assert web_page["reviewedBy"] == (surgeon if reviewer.startswith("A.") else other)
    assert_sound(html)


def test_a_review_of_other_content_or_an_overdue_one_is_not_in_it(home, client):
    index = ProcedureIndexPageFactory(parent=home)
    changed, overdue = ProcedurePageFactory(parent=index), ProcedurePageFactory(parent=index)
    sign_off(changed)
    changed.title = "Another title"
    changed.save()
    sign_off(overdue, next_review_due=timezone.localdate() + timedelta(days=1))
    assert "lastReviewed" in only(graph_of(client, overdue), "MedicalWebPage")

    with time_machine.travel(timezone.now() + timedelta(days=2)):
        for page in (changed, overdue):
            assert not {"lastReviewed", "reviewedBy"} & set(only(graph_of(client, page), "MedicalWebPage"))


# Content types


def test_a_procedure_names_the_part_of_the_body_and_the_works_that_it_cites(home, client):
    page = ProcedurePageFactory(parent=ProcedureIndexPageFactory(parent=home), title="Facelift")
    work = CitationFactory(title="A study of sleep", authors="Doe, Jane A.\nThe Leaf Society")
    page.body = text(f"<p>It helps. {cite(work)}</p>")
    page.save_revision().publish()

    html = html_of(client, page)

    procedure = only(graph_in(html), "MedicalProcedure")
    assert (procedure["name"], procedure["bodyLocation"]) == ("Facelift", page.body_area.name)
    cited = only(graph_in(html), "ScholarlyArticle")
    assert cited["headline"] == "A study of sleep"
    assert cited["author"] == [
        {"@type": "Person", "name": "Doe JA"},
        {"@type": "Organization", "name": "The Leaf Society"},
    ]
    assert cited["url"] == work.link
    web_page = only(graph_in(html), "MedicalWebPage")
    assert web_page["about"] == {"@id": procedure["@id"]}
    assert web_page["citation"] == [{"@id": cited["@id"]}]
    assert_sound(html)


def test_an_article_has_its_date_and_its_authors(site, home, client):
    name_practice(site)
    page = ArticlePageFactory(
        parent=ArticleIndexPageFactory(parent=home),
        date=date(2026, 8, 5),
        authors=stored([("author", "A. Surgeon, MD"), ("author", "B. Writer")]),
        listing_image=ImageFactory(),
    )
    page.save_revision().publish()

    article = only(graph_of(client, page), "Article")

    assert article["datePublished"] == "2026-08-05"
    assert article["author"] == [{"@id": f"{site.root_url}/#surgeon"}, {"@type": "Person", "name": "B. Writer"}]
    assert article["image"] == [{"@id": f"{page.full_url}#image-{page.listing_image_id}"}]


def test_a_reference_page_mentions_the_works_that_it_lists(home, client):
    page = ReferencePageFactory(parent=home)
    works = [CitationFactory(), CitationFactory()]
    page.entries = [ReferenceEntry(citation=work) for work in works]
    page.save_revision().publish()

    html = html_of(client, page)

    assert [work["headline"] for work in nodes_of(graph_in(html), "ScholarlyArticle")] == [one.title for one in works]
    assert_sound(html)


def test_a_story_is_told_by_whom_the_page_names_and_has_no_rating(home, client):
    index = StoryIndexPageFactory(parent=home)
    named, unnamed = StoryPageFactory(parent=index, teller="K."), StoryPageFactory(parent=index)

    assert only(graph_of(client, named), "Article")["author"]["name"] == "K."
    assert only(graph_of(client, unnamed), "Article")["author"]["name"] == "A patient"
    assert not re.search('rating|review"', html_of(client, named).split("ld+json")[1], re.IGNORECASE)


def test_a_list_has_the_pages_of_the_list_that_are_public(home, client):
    index = ArticleIndexPageFactory(parent=home)
    shown = ArticlePageFactory(parent=index, title="Shown")
    ArticlePageFactory(parent=index, title="Hidden", live=False)

    items = only(graph_of(client, index), "CollectionPage")["mainEntity"]["itemListElement"]

    assert [(item["name"], item["url"]) for item in items] == [("Shown", shown.full_url)]


# Images of patients


@pytest.fixture
def case(home):
    album = GalleryPageFactory(parent=GalleryIndexPageFactory(parent=home))
    page = CasePageFactory(
        parent=album, pairs=pairs((ImageFactory(), ImageFactory()), (ImageFactory(), ImageFactory()))
    )
    page.save_revision().publish()
    return page


def image_ids(graph):
    return {int(node["@id"].rpartition("-")[2]) for node in nodes_of(graph, "ImageObject")}


def test_a_case_is_a_gallery_of_the_photographs_that_it_shows(case, client):
    graph = graph_of(client, case)

    gallery = only(graph, "ImageGallery")
    assert gallery["@type"] == ["MedicalWebPage", "ImageGallery"]
    assert image_ids(graph) == case.covered_image_ids()
    assert len(gallery["image"]) == 4
    for node in nodes_of(graph, "ImageObject"):
        address = node["contentUrl"].removeprefix(case.get_site().root_url)
        assert client.get(address).status_code == 200
        assert address in html_of(client, case).split("ld+json")[0]


def test_photographs_behind_a_content_warning_are_not_in_it_until_they_are_shown(case, client):
    covered = [picture.pk for picture in case.pairs[0].value.pictures]
    ContentImage.objects.filter(pk=covered[0]).update(sensitive=True)

    assert image_ids(graph_of(client, case)) == case.covered_image_ids() - set(covered)
    assert image_ids(graph_of(client, case, "?show=sensitive")) == case.covered_image_ids()


@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize("values", [{"sensitive": True}, {"consent": None}])
def test_an_album_names_no_half_of_a_pair_that_it_does_not_show(number, values, case, client):
    album = case.get_parent()
    pair = [picture.pk for picture in case.pairs[0].value.pictures]
    assert image_ids(graph_of(client, album)) == set(pair)

    ContentImage.objects.filter(pk=pair[number]).update(**values)

    assert image_ids(graph_of(client, album)) == set()


def test_a_photograph_whose_consent_ends_is_in_no_graph(case, home, client):
    page = StandardPageFactory(parent=home)
    patient, other = case.pairs[0].value["before"].pk, ImageFactory().pk
    images = [
        {"image": {"image": pk, "alt_text": "Leaf", "decorative": False}, "caption": ""} for pk in (patient, other)
    ]
    page.body = stored([("image", image) for image in images])
    page.save_revision().publish()
    assert image_ids(graph_of(client, page)) == {patient, other}

    case.consent.expires_on = timezone.localdate() - timedelta(days=1)
    case.consent.save()

    assert image_ids(graph_of(client, page)) == {other}


def test_a_photograph_whose_consent_is_for_apps_alone_is_in_no_graph(home, client):
    image = ImageFactory(shows_patient=True, consent=ConsentFactory(on_website=False))
    page = StandardPageFactory(parent=home, listing_image=image)

    assert image_ids(graph_of(client, page)) == set()


def test_the_image_of_a_card_belongs_to_another_page(home, client):
    index = ArticleIndexPageFactory(parent=home)
    ArticlePageFactory(parent=index, listing_image=ImageFactory())

    assert image_ids(graph_of(client, index)) == set()


# The script


def test_no_text_ends_the_script(home, client):
    title = "</script><script>alert(1)</script> <!-- & \u2028 end"
    page = StandardPageFactory(parent=home, title=title, slug="hostile")

    html = html_of(client, page)

    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert not set("<>&\u2028\u2029") & set(data)
    assert only(graph_in(html), "WebPage")["name"] == title
    assert "<script>alert" not in html


def test_a_page_that_is_not_public_is_named_nowhere_in_the_graph_of_another(home, client):
    index = ArticleIndexPageFactory(parent=home, title="Zqx hidden index")
    article = ArticlePageFactory(parent=index)
    index.live = False
    index.save()

    assert "Zqx hidden" not in html_of(client, article)
