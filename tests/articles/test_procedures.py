import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from wagtail.models import ReferenceIndex

from articles.models import ArticleIndexPage, ArticlePage, ProcedureIndexPage, ProcedurePage
from cms.testing.bodies import stored, text
from cms.testing.factories import ClaimFactory, ImageFactory
from cms.testing.queries import count_queries
from tests.articles.factories import (
    ArticleIndexPageFactory,
    ArticlePageFactory,
    BodyAreaFactory,
    CitationFactory,
    ProcedureIndexPageFactory,
    ProcedurePageFactory,
    ReferencePageFactory,
    RegulatoryStatusFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def procedure(page_of):
    return page_of(ProcedurePage, title="Facelift")


class TestRegulation:
    def test_a_procedure_cannot_be_without_a_status(self, procedure):
        procedure.regulatory_status = None

        with pytest.raises(ValidationError) as refusal:
            procedure.full_clean()

        assert "regulatory_status" in refusal.value.message_dict

    @pytest.mark.parametrize(
        ("status", "words"), [("off_label", "off label"), ("investigational", "investigational")]
    )
    def test_a_change_of_the_record_is_the_notice_of_each_page_that_names_it_at_once(
        self, procedure, page_of, client, status, words
    ):
        record = procedure.regulatory_status
        article = page_of(ArticlePage, body=stored([("regulatory_status", record.pk)]))
        for page in (procedure, article):
            assert "notice--regulatory" not in client.get(page.url).content.decode()

        record.status = status
        record.number = "IND 109343"
        record.date = datetime.date(2010, 8, 11)
        record.note = "A study goes on."
        record.save()

        for page in (procedure, article):
            html = client.get(page.url).content.decode()
            notice = html[html.index("notice--regulatory") :]
            for expected in (words, record.product, "IND 109343", "August 11, 2010", "A study goes on."):
                assert expected in notice
        expected = {
            "id": record.pk,
            "product": record.product,
            "use": "sleep",
            "status": status,
            "number": "IND 109343",
            "date": "2010-08-11",
            "note": "A study goes on.",
        }
        assert client.get(f"/api/v2/pages/{procedure.pk}/").json()["regulatory_status"] == expected
        assert client.get(f"/api/v2/pages/{article.pk}/").json()["body"][0]["value"] == expected

    def test_where_a_record_is_used_lists_the_pages_and_it_is_not_deleted(self, procedure, page_of):
        record = procedure.regulatory_status
        article = page_of(ArticlePage, body=stored([("regulatory_status", record.pk)]))

        used_by = {user.pk for user, _references in ReferenceIndex.get_grouped_references_to(record)}

        assert used_by == {procedure.pk, article.pk}
        with pytest.raises(ProtectedError):
            record.delete()

    def test_a_product_has_one_status_for_a_use(self):
        record = RegulatoryStatusFactory()

        with pytest.raises(ValidationError, match="already"):
            RegulatoryStatusFactory.build(product=record.product, use=record.use).full_clean()

    def test_investigational_use_has_a_number_and_a_date(self):
        with pytest.raises(ValidationError) as refusal:
            RegulatoryStatusFactory.build(status="investigational").full_clean()

        assert set(refusal.value.message_dict) == {"number", "date"}


def test_outcome_claims_are_left_out_with_their_heading_once_they_have_ended(procedure, client):
    claim = ClaimFactory(text="Nine of ten were content.", basis=[("citation", CitationFactory())])
    procedure.outcomes = stored([("claim", claim.pk)])
    procedure.save_revision().publish()
    assert "Nine of ten were content." in client.get(procedure.url).content.decode()
    assert len(client.get(f"/api/v2/pages/{procedure.pk}/").json()["outcomes"]) == 1

    claim.withdraw(reason="It was wrong.")

    html = client.get(procedure.url).content.decode()
    assert "Nine of ten were content." not in html
    assert "what-is-claimed" not in html
    assert client.get(f"/api/v2/pages/{procedure.pk}/").json()["outcomes"] == []


class TestRelated:
    def test_a_procedure_shows_the_articles_and_the_literature_about_it(self, procedure, home, client):
        article = ArticlePageFactory(parent=ArticleIndexPageFactory(parent=home), about=procedure, title="On sleep")
        ArticlePageFactory(parent=article.get_parent(), title="On food")
        ReferencePageFactory(parent=home, about=procedure, title="What was written")

        html = client.get(procedure.url).content.decode()
        groups = client.get(f"/api/v2/pages/{procedure.pk}/").json()["related"]

        assert "On sleep" in html
        assert "What was written" in html
        assert "On food" not in html
        assert [[page["title"] for page in group["items"]] for group in groups] == [
            ["On sleep"],
            ["What was written"],
        ]

    def test_a_draft_about_it_is_not_shown(self, procedure, home, client):
        ArticlePageFactory(parent=ArticleIndexPageFactory(parent=home), about=procedure, title="On sleep", live=False)

        assert "On sleep" not in client.get(procedure.url).content.decode()

    def test_pages_that_staff_chose_are_shown_in_their_order(self, procedure, client):
        siblings = [ProcedurePageFactory(parent=procedure.get_parent(), title=title) for title in ("Zed", "Alpha")]
        procedure.related_pages = stored([("page", one.pk) for one in siblings])
        procedure.save_revision().publish()

        html = client.get(procedure.url).content.decode()

        assert html.index("Zed") < html.index("Alpha")

    def test_showing_more_of_it_costs_no_more_queries(self, procedure, home, client):
        index = ArticleIndexPageFactory(parent=home)
        counts = []
        for _ in range(2):
            for _ in range(2):
                ArticlePageFactory(parent=index, about=procedure, listing_image=ImageFactory())
                sibling = ProcedurePageFactory(parent=procedure.get_parent(), listing_image=ImageFactory())
                chosen = [("page", child.value.pk) for child in procedure.related_pages]
                procedure.related_pages = stored([*chosen, ("page", sibling.pk)])
            procedure.save_revision().publish()
            counts.append(count_queries(client, procedure.url))

        assert counts[0] == counts[1]


class TestLists:
    @pytest.mark.parametrize(
        ("index_factory", "factory"),
        [(ProcedureIndexPageFactory, ProcedurePageFactory), (ArticleIndexPageFactory, ArticlePageFactory)],
    )
    def test_a_list_costs_the_same_for_few_and_for_many(self, home, client, index_factory, factory):
        index = index_factory(parent=home)
        counts = []
        for _ in range(2):
            for _ in range(3):
                factory(parent=index, listing_image=ImageFactory())
            counts.append(count_queries(client, index.url))

        assert counts[0] == counts[1]

    def test_procedures_are_listed_by_body_area_and_drafts_are_not(self, home, client):
        index = ProcedureIndexPageFactory(parent=home)
        second, first = BodyAreaFactory(name="Body", sort_order=2), BodyAreaFactory(name="Face", sort_order=1)
        for title, area, live in (("Liposuction", second, True), ("Facelift", first, True), ("Peel", first, False)):
            ProcedurePageFactory(parent=index, title=title, body_area=area, live=live)

        html = client.get(index.url).content.decode()

        assert html.index("Face</h2") < html.index("Facelift") < html.index("Body</h2") < html.index("Liposuction")
        assert "Peel" not in html

    def test_articles_are_listed_newest_first_over_several_pages(self, home, client):
        index = ArticleIndexPageFactory(parent=home)
        for day in range(1, 15):
            ArticlePageFactory(parent=index, title=f"Article of day {day:02}", date=datetime.date(2026, 1, day))

        first, second = (client.get(f"{index.url}?page={number}").content.decode() for number in (1, 2))

        assert first.index("day 14") < first.index("day 03")
        assert "day 02" not in first
        assert second.index("day 02") < second.index("day 01")


def test_an_article_says_how_long_it_takes_to_read(page_of):
    article = page_of(ArticlePage)
    article.body = text(f"<p>{'word ' * 500}</p>")

    assert article.reading_time == 3
    article.body = []
    assert article.reading_time == 1


def test_pages_stand_where_they_belong():
    assert ProcedurePage.allowed_parent_page_models() == [ProcedureIndexPage]
    assert ArticlePage.allowed_parent_page_models() == [ArticleIndexPage]
    assert not ProcedurePage.allowed_subpage_models()
