"""What people type leads where they expect: over the whole sample content."""

import pytest
from wagtail.models import Page

from tests.demo.loading import sample_content

pytestmark = [
    pytest.mark.slow,
    pytest.mark.each_database,
    pytest.mark.xdist_group("golden queries"),  # one site for them all
]
EXPECTED = {
    "face-lift": "facelift",
    "face lift": "facelift",
    "facelifts": "facelift",
    "faclift": "facelift",
    "eyelid surgry": "eyelid-surgery",
    "blepharoplasty": "eyelid-surgery",
    "blephroplasty": "eyelid-surgery",
    "eye bags": "eyelid-surgery",
    "lipo": "liposuction",
    "vaginismu": "botulinum-toxin-for-vaginismus",
    "Vaginismus": "botulinum-toxin-for-vaginismus",
    "painful sex": "botulinum-toxin-for-vaginismus",
    "boob job": "breast-enlargement",
    "mammaplasty": "breast-reduction",
    "price": "contact",
    "before and after": "before-and-after",
}
"""The slug of the first result, by query."""


@pytest.fixture(scope="module")
def _loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), sample_content(tmp_path_factory.mktemp("media")):
        yield


@pytest.fixture
def results(_loaded, django_db_blocker, client):
    """Return a function that searches the site, and returns the context of the page of results."""
    with django_db_blocker.unblock():
        yield lambda query: client.get("/search/", {"q": query}).context


@pytest.mark.parametrize("query", EXPECTED)
def test_a_query_leads_to_the_page_that_is_meant(query, results):
    assert results(query)["hits"][0]["page"].slug == EXPECTED[query]


def test_a_correction_is_named(results):
    assert results("eyelid surgry")["results"].corrected == "eyelid surgery"


def test_what_the_practice_does_not_offer_is_not_found_and_its_procedures_are_named_instead(results):
    context = results("nose job")

    assert not context["hits"]
    assert {"facelift", "eyelid-surgery"} <= {card.slug for card in context["cards"]}


def test_where_one_word_is_known_its_pages_are_shown_as_having_some_of_the_words(results):
    context = results("tummy tuck")

    assert not context["results"].has_all_words
    assert context["hits"][0]["page"].slug == "liposuction"


def test_each_procedure_is_found_by_its_title_and_by_each_name_that_it_is_also_called(results):
    from articles.models import ProcedurePage

    for page in ProcedurePage.objects.all():
        for name in [page.title, *page.also_called.split(", ")]:
            first = [hit["page"].pk for hit in results(name)["hits"][:3]]
            assert page.pk in first, (name, page.title, Page.objects.filter(pk__in=first))
