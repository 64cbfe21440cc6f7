"""Pages that use claims: in a block, within a text, on the site and in the API, until the claim ends."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.utils import timezone
from wagtail.models import ReferenceIndex

from cms.claims.models import Claim
from cms.publishing.rules import PublishingRefusedError
from cms.testing.bodies import stored, text
from cms.testing.factories import ClaimFactory
from cms.testing.queries import assert_as_many_queries, queries_of
from home.models import StandardPage
from tests.articles.factories import CitationFactory, cite
from tests.home.factories import StandardPageFactory

pytestmark = pytest.mark.django_db
WORDS = "Nine of ten patients slept well."


def embed(claim):
    return f'<embed embedtype="claim" id="{claim.pk}"/>'


def body_of(claim):
    """Return a body that uses `claim` in each way, with words of its own beside it."""
    in_text = f"<p>Words before it. {embed(claim)} Words after it.</p>"
    return stored(
        [
            ("text", in_text),
            ("notice", {"kind": "warning", "title": "Mind this", "text": in_text}),
            ("questions", {"title": "", "items": [{"question": "How?", "answer": in_text}]}),
            ("claim", claim.pk),
        ]
    )


@pytest.fixture
def claim():
    return ClaimFactory(text=WORDS)


@pytest.fixture
def sleeping(home, claim):
    return StandardPageFactory(parent=home, title="Sleep", slug="sleep", body=body_of(claim))


def addresses(page):
    return [
        page.url,
        f"/api/v2/pages/{page.pk}/",
        f"/api/v2/pages/{page.pk}/?rich_text_format=markdown",
        "/api/v2/pages/?type=home.StandardPage&fields=*",
    ]


def shows(client, page):
    """Return whether the answers show the claim: all of them, or none."""
    showing = {address: WORDS in client.get(address).content.decode() for address in addresses(page)}
    assert len(set(showing.values())) == 1, showing
    return all(showing.values())


def expire(claim):
    Claim.objects.filter(pk=claim.pk).update(expires_on=timezone.localdate() - timedelta(days=1))


def withdraw(claim):
    claim.withdraw(reason="It was wrong.")


def unpublish(claim):
    claim.unpublish()


def delete(claim):
    claim.delete()


ENDINGS = [expire, withdraw, unpublish, delete]


class TestShown:
    def test_a_block_says_as_of_when_out_of_how_many_and_on_what_ground(self, sleeping, client):
        html = BeautifulSoup(client.get(sleeping.url).content, "html.parser")

        (figure,) = html.select("figure.claim")
        assert figure.blockquote.text.strip() == WORDS
        ground = " ".join(figure.figcaption.text.split())
        assert "Out of 120 patients" in ground
        assert "Basis All patients of one year." in ground
        assert figure.time["datetime"] == (timezone.localdate() - timedelta(days=100)).isoformat()

    def test_within_a_text_it_is_a_sentence_with_its_ground_behind_it(self, sleeping, client):
        html = BeautifulSoup(client.get(sleeping.url).content, "html.parser")

        sentences = [" ".join(found.text.split()) for found in html.select(".claim-in-text")]
        assert len(sentences) == 3
        assert all(sentence.startswith(f"{WORDS} (As of ") for sentence in sentences)
        assert all(sentence.endswith(", 120 patients, own records)") for sentence in sentences)

    def test_the_api_gives_a_block_its_parts_and_a_text_the_sentence(self, sleeping, claim, client):
        body = client.get(f"/api/v2/pages/{sleeping.pk}/").json()["body"]

        assert body[-1]["value"] == {
            "id": claim.pk,
            "text": WORDS,
            "as_of": claim.as_of.isoformat(),
            "basis": {
                "type": "own_records",
                "label": "own records",
                "text": "All patients of one year.",
                "url": "",
            },
            "denominator": {"number": 120, "of": "patients"},
        }
        assert f'data-claim="{claim.pk}"' in body[0]["value"]
        markdown = client.get(f"/api/v2/pages/{sleeping.pk}/?rich_text_format=markdown").json()["body"][0]["value"]
        assert markdown.startswith(f"Words before it. {WORDS} (As of ")
        as_stored = client.get(f"/api/v2/pages/{sleeping.pk}/?rich_text_format=db_html").json()["body"][0]["value"]
        assert embed(claim) in as_stored

    def test_a_cited_work_is_linked(self, home, client):
        work = CitationFactory()
        claim = ClaimFactory(text=WORDS, basis=[("citation", work)], denominator=None)
        page = StandardPageFactory(parent=home, body=body_of(claim))

        html = BeautifulSoup(client.get(page.url).content, "html.parser")

        assert html.select_one(".claim a")["href"] == work.link
        assert html.select_one(".claim-in-text a").text == work.label

    def test_a_change_of_the_record_is_shown_at_once_and_a_draft_is_not(self, sleeping, claim, client):
        claim.text = "Eight of ten did."
        revision = claim.save_revision()
        assert shows(client, sleeping)

        revision.publish()

        assert not shows(client, sleeping)
        assert client.get(sleeping.url).content.decode().count("Eight of ten did.") == 4

    def test_more_claims_cost_no_more_queries(self, home, client):
        page = StandardPageFactory(parent=home)
        queries = []
        for number in (1, 4):
            claims = [ClaimFactory(basis=[("citation", CitationFactory())]) for _ in range(number)]
            page.body = [block for claim in claims for block in body_of(claim)]
            page.save_revision().publish()
            queries.append([queries_of(client, address) for address in addresses(page)])

        for few, many in zip(*queries, strict=True):
            assert_as_many_queries(few, many)


class TestEnded:
    @pytest.mark.parametrize("end", ENDINGS)
    def test_it_is_nowhere_from_then_on_and_the_words_beside_it_stay(self, sleeping, claim, client, end):
        assert shows(client, sleeping)

        end(claim)

        assert not shows(client, sleeping)
        html = client.get(sleeping.url).content.decode()
        assert "Words before it.  Words after it." in html
        assert "block--claim" not in html
        body = client.get(f"/api/v2/pages/{sleeping.pk}/").json()["body"]
        assert [block["type"] for block in body] == ["text", "notice", "questions"]
        as_stored = client.get(f"/api/v2/pages/{sleeping.pk}/?rich_text_format=db_html").content.decode()
        assert "embed" not in as_stored

    @pytest.mark.parametrize("end", ENDINGS)
    def test_what_is_stored_is_kept(self, sleeping, claim, end):
        stored_before = StandardPage.objects.get(pk=sleeping.pk).body.get_prep_value()

        end(claim)
        sleeping = StandardPage.objects.get(pk=sleeping.pk)
        sleeping.save()

        assert StandardPage.objects.get(pk=sleeping.pk).body.get_prep_value() == stored_before

    def test_no_preview_shows_it(self, sleeping, claim, rf):
        withdraw(claim)

        assert WORDS not in sleeping.make_preview_request(rf.get("/")).content.decode()

    def test_it_ends_at_midnight(self, sleeping, claim, client):
        last_day = timezone.localdate() + timedelta(days=3)
        Claim.objects.update(expires_on=last_day)
        midnight = timezone.make_aware(
            timezone.datetime.combine(last_day + timedelta(days=1), timezone.datetime.min.time())
        )

        with time_machine.travel(midnight - timedelta(seconds=1), tick=False):
            assert shows(client, sleeping)
        with time_machine.travel(midnight, tick=False):
            assert not shows(client, sleeping)

    def test_a_claim_whose_work_was_deleted_is_not_shown(self, home, client):
        work = CitationFactory()
        page = StandardPageFactory(parent=home, body=body_of(ClaimFactory(text=WORDS, basis=[("citation", work)])))
        assert shows(client, page)

        work.delete()

        assert not shows(client, page)


def test_caches_ask_before_they_use_an_answer_that_shows_a_claim(sleeping, claim, client):
    for address in addresses(sleeping):
        answer = client.get(address)
        assert answer["Cache-Control"] == "no-cache", address
        assert {f"claim-{claim.pk}", "claims", "all"} & set(answer["Surrogate-Key"].split()), address


def test_a_search_finds_no_page_by_the_words_of_a_claim(home, client):
    page = StandardPageFactory(parent=home, title="Rest", body=body_of(ClaimFactory(text="Quokkas were counted.")))

    for address in ("/search/?q=quokkas", "/api/v2/pages/?search=quokkas"):
        assert "Rest" not in client.get(address).content.decode(), address
    assert page.title in client.get("/search/?q=rest").content.decode()


def test_where_it_is_used_lists_blocks_and_texts(home, claim):
    pages = {
        StandardPageFactory(parent=home, body=stored([("claim", claim.pk)])),
        StandardPageFactory(parent=home, body=text(f"<p>{embed(claim)}</p>")),
    }
    StandardPageFactory(parent=home, body=text("<p>Words.</p>"))

    assert {user.pk for user, _references in ReferenceIndex.get_grouped_references_to(claim)} == {
        page.pk for page in pages
    }


def test_a_text_with_a_citation_and_a_claim_numbers_the_citation(page_of, claim, client):
    from articles.models import ArticlePage

    article = page_of(ArticlePage, body=text(f"<p>{embed(claim)} {cite(CitationFactory())}</p>"))

    html = BeautifulSoup(client.get(article.url).content, "html.parser")
    assert html.select_one("sup.citation").text == "1"
    assert WORDS in html.text


class TestPublishing:
    @pytest.mark.parametrize("body", [lambda claim: stored([("claim", claim.pk)]), lambda claim: text(embed(claim))])
    @pytest.mark.parametrize(("end", "sentence"), [(expire, "expired on"), (withdraw, "was withdrawn on")])
    def test_a_page_with_an_ended_claim_is_not_published_and_its_draft_is_kept(
        self, home, claim, body, end, sentence
    ):
        page = StandardPageFactory(parent=home)
        end(claim)
        page.body = body(claim)

        revision = page.save_revision()
        with pytest.raises(PublishingRefusedError, match=sentence):
            revision.publish()

        assert page.get_latest_revision_as_object().body.get_prep_value()

    def test_a_schedule_is_refused_if_the_claim_ends_before(self, home, claim):
        page = StandardPageFactory(parent=home, body=body_of(claim))
        later = timezone.now() + timedelta(days=400)

        ((field, sentence),) = page.publishing_problems(later)

        assert field == "body"
        assert "before this would be shown" in sentence

    def test_a_page_with_the_draft_of_a_claim_is_published_and_shows_it_later(self, home, claim, client):
        unpublish(claim)
        page = StandardPageFactory(parent=home, body=body_of(claim))
        page.save_revision().publish()
        assert not shows(client, page)

        claim.save_revision().publish()

        assert shows(client, page)
