import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from articles.models import ArticlePage, ProcedurePage, ReferenceEntry, ReferencePage
from cms.testing.bodies import stored, text
from tests.articles.factories import CitationFactory, cite

pytestmark = pytest.mark.django_db


def refused(**fields):
    with pytest.raises(ValidationError) as refusal:
        CitationFactory.build(**fields).full_clean()
    ((field, sentences),) = refusal.value.message_dict.items()
    return field, sentences[0]


class TestIdentifiers:
    @pytest.mark.parametrize(
        "doi",
        [
            "10.1097/PRS.0b013e3181bf7f11",
            "10.1002/14651858.CD001760.pub2",
            "10.1002/(SICI)1097(19)17:1<1::AID>3.0",
        ],
    )
    def test_a_doi_is_accepted(self, doi):
        CitationFactory.build(doi=doi).full_clean()

    @pytest.mark.parametrize("doi", ["doi:10.1000/xyz", "https://doi.org/10.1000/xyz"])
    def test_a_doi_with_something_before_it_is_refused_with_the_doi_alone(self, doi):
        assert refused(doi=doi) == ("doi", "Give the DOI alone, without what stands before it: “10.1000/xyz”.")

    @pytest.mark.parametrize("doi", ["11.1000/xyz", "10.1000", "10.1/xyz", "no doi"])
    def test_what_is_no_doi_is_refused_with_the_reason(self, doi):
        field, sentence = refused(doi=doi)

        assert field == "doi"
        assert "begins with “10.”" in sentence

    @pytest.mark.parametrize("pmid", ["PMID 1", "0123", "123456789", "12a"])
    def test_what_is_no_pmid_is_refused_with_the_reason(self, pmid):
        field, sentence = refused(pmid=pmid)

        assert field == "pmid"
        assert "up to eight digits" in sentence or "at most 8 characters" in sentence

    def test_the_same_work_is_not_kept_twice(self):
        first = CitationFactory()

        assert refused(doi=first.doi) == ("__all__", "There is a citation with this DOI already.")

    def test_works_without_identifiers_do_not_get_in_each_others_way(self):
        CitationFactory(doi="", pmid="")
        CitationFactory.build(doi="", pmid="").full_clean()

    def test_an_author_has_a_family_and_a_given_name(self):
        field, sentence = refused(authors="Doe, Jane\n, Richard")

        assert field == "authors"
        assert sentence.startswith("Line 2 is not an author.")


class TestFormatting:
    def test_a_work_is_formatted_in_ama_style(self):
        work = CitationFactory(title="A study of leaves", doi="10.1000/leaves")

        assert work.as_text() == (
            "Doe JA, Roe R. A study of leaves. J Leaves. 2011;35(6):1160-1164. doi:10.1000/leaves"
        )
        assert "<i>J Leaves</i>" in work.as_html()

    def test_what_an_editor_typed_cannot_become_a_script(self):
        html = CitationFactory(title="Leaves <script>1</script>", journal_abbreviation="A & B").as_html()

        assert "<script" not in html
        assert "A &amp; B" in html

    def test_a_sign_that_is_no_markup_takes_nothing_away(self):
        work = CitationFactory(title="Leaves of <b and of <i>Ficus</i>", journal_abbreviation="J <X & Y")

        assert "Leaves of &lt;b and of <i>Ficus</i>" in work.as_html()
        assert "J &lt;X &amp; Y" in work.as_html()

    def test_an_organization_is_an_author(self):
        work = CitationFactory(authors="World Health Organization")

        assert work.as_text().startswith("World Health Organization. ")
        assert work.label == "World Health Organization 2011"

    def test_the_label_names_the_first_author(self):
        assert CitationFactory.build().label == "Doe et al. 2011"
        assert CitationFactory.build(authors="Doe, Jane").label == "Doe 2011"


class TestNumbers:
    """The numbers in the text and the list at the end agree."""

    @pytest.fixture
    def works(self):
        return CitationFactory.create_batch(3)

    def publish(self, page, body):
        page.body = body
        page.save_revision().publish()
        return type(page).objects.get(pk=page.pk)

    @pytest.mark.parametrize("model", [ProcedurePage, ArticlePage, ReferencePage])
    def test_works_are_numbered_in_the_order_in_which_the_text_cites_them(self, model, page_of, client, works):
        first, second, unused = works
        body = stored(
            [
                ("text", f"<p>One {cite(second)}.</p>"),
                ("questions", {"title": "", "items": [{"question": "Why?", "answer": f"<p>{cite(first)}</p>"}]}),
                ("text", f"<p>Again {cite(second)}, {cite(first)}.</p>"),
            ]
        )
        page = self.publish(page_of(model), body)

        html = client.get(page.url).content.decode()
        answer = client.get(f"/api/v2/pages/{page.pk}/").json()

        assert page.numbering.numbers == {second.pk: 1, first.pk: 2}
        assert html.count('href="#citation-1"') == 2
        assert html.count('href="#citation-2"') == 2
        for place in ("cited-1-1", "cited-1-2", "cited-2-1", "cited-2-2"):
            assert html.index(f'<sup class="citation" id="{place}">') < html.index(f'href="#{place}"')
        assert html.index('id="citation-1"') < html.index(second.title) < html.index('id="citation-2"')
        assert unused.title not in html
        assert [(one["number"], one["id"]) for one in answer["citations"]] == [(1, second.pk), (2, first.pk)]
        assert f'data-citation="{second.pk}" aria-label="Reference 1">1</a>' in answer["body"][0]["value"]
        assert ">2</a>" in answer["body"][1]["value"]["items"][0]["answer"]

    def test_a_work_that_is_gone_leaves_no_hole_in_the_numbers(self, page_of, client, works):
        gone, kept, _ = works
        page = self.publish(page_of(ArticlePage), text(f"<p>A {cite(gone)} B {cite(kept)}</p>"))
        gone.delete()

        html = client.get(page.url).content.decode()
        answer = client.get(f"/api/v2/pages/{page.pk}/").json()

        assert ArticlePage.objects.get(pk=page.pk).numbering.numbers == {kept.pk: 1}
        assert gone.label not in html
        assert answer["body"][0]["value"].startswith("<p>A  B <sup")

    def test_only_rich_text_cites(self, page_of, works):
        title = f"How to write {cite(works[0])}"
        page = self.publish(page_of(ArticlePage), stored([("heading", {"text": title, "level": "h2"})]))

        assert page.numbering.citations == []

    def test_a_page_that_cites_nothing_has_no_list(self, page_of, client):
        page = self.publish(page_of(ArticlePage), text("<p>Plain.</p>"))

        assert "citation-1" not in client.get(page.url).content.decode()
        assert client.get(f"/api/v2/pages/{page.pk}/").json()["citations"] == []

    def test_elsewhere_a_citation_is_a_link_to_the_work(self, home, client, works):
        from tests.home.factories import StandardPageFactory

        work = works[0]
        page = self.publish(StandardPageFactory(parent=home), text(f"<p>See {cite(work)}.</p>"))

        assert f'href="https://doi.org/{work.doi}">[Doe et al. 2011]</a>' in client.get(page.url).content.decode()

    def test_a_citation_knows_the_pages_that_cite_it(self, page_of, admin_client, works):
        page = self.publish(page_of(ArticlePage), text(f"<p>{cite(works[0])}</p>"))

        usage = admin_client.get(reverse("wagtailsnippets_articles_citation:usage", args=[works[0].pk]))

        assert page.title in usage.content.decode()


def test_a_reference_page_lists_its_works_with_notes_in_the_order_of_staff(page_of, client):
    first, second = CitationFactory.create_batch(2)
    page = page_of(ReferencePage)
    page.entries = [
        ReferenceEntry(citation=second, note="Read this first.", sort_order=0),
        ReferenceEntry(citation=first, sort_order=1),
    ]
    page.save_revision().publish()

    html = client.get(page.url).content.decode()
    entries = client.get(f"/api/v2/pages/{page.pk}/").json()["entries"]

    assert html.index(second.title) < html.index("Read this first.") < html.index(first.title)
    assert [entry["citation"]["id"] for entry in entries] == [second.pk, first.pk]
    assert entries[0]["note"] == "Read this first."


def test_the_editors_marker_survives_a_round_trip_through_the_rich_text_editor():
    from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

    work = CitationFactory()
    converter = ContentstateConverter(features=["citation"])
    stored_html = f"<p>As shown {cite(work)}.</p>"

    back = converter.to_database_format(converter.from_database_format(stored_html))

    assert cite(work) in back.replace(' data-block-key="', ' x="')
