"""Drafts for apps that have a token of their own, with the scope for it."""

import pytest
from wagtail.models import Page, PageViewRestriction, Site

from cms.api.tokens.models import Scope
from cms.testing.factories import ConsentFactory, ImageFactory
from cms.testing.schemas import assert_is
from gallery.models import CasePage
from tests.cms.api.factories import ApiTokenFactory, bearer
from tests.cms.bodies import every_block
from tests.factories import PAGE_TYPES
from tests.gallery.factories import pairs
from tests.home.factories import HomePageFactory, StandardPageFactory

pytestmark = pytest.mark.django_db


def ask(client, page, token=None, method="get", **parameters):
    headers = bearer(token or ApiTokenFactory(scopes=[Scope.PREVIEW]))
    return getattr(client, method)(f"/api/v2/page_preview/{page.pk}/", parameters, headers=headers)


@pytest.fixture
def visit(home):
    """Return a published page with a draft."""
    page = StandardPageFactory(parent=home, title="Your visit")
    page.title = "Your next visit"
    page.save_revision()
    return page


@pytest.mark.parametrize("model", PAGE_TYPES)
def test_the_draft_of_each_type_has_the_shape_of_the_detail(model, page_of, client):
    page = page_of(model)
    page.title = "Not yet published"
    page.body = every_block(page)
    page.save_revision()

    answer = ask(client, page).json()

    assert answer["title"] == "Not yet published"
    assert_is(answer, model.__name__)


def test_the_newest_draft_is_shown_and_what_is_published_where_there_is_none(home, visit, client):
    visit.title = "Your visit after that"
    visit.save_revision()

    assert ask(client, visit).json()["title"] == "Your visit after that"
    assert ask(client, home).json()["title"] == home.title
    assert client.get(f"/api/v2/pages/{visit.pk}/").json()["title"] == "Your visit"


def test_a_page_that_was_never_published_or_no_longer_is_has_a_draft(home, visit, client):
    visit.unpublish()
    new = StandardPageFactory(parent=home, title="New here", live=False)

    assert ask(client, visit).json()["title"] == "Your next visit"
    assert ask(client, new).json()["title"] == "New here"


def test_fields_and_formats_can_be_chosen(visit, client):
    assert ask(client, visit, fields="_,title").json() == {"title": "Your next visit"}
    assert ask(client, visit, rich_text_format="pdf").status_code == 400


@pytest.mark.parametrize("method", ["get", "head"])
def test_nothing_keeps_it(visit, client, method):
    for token in (None, ApiTokenFactory(), ApiTokenFactory(scopes=[Scope.PREVIEW], page_types=["home.HomePage"])):
        answer = ask(client, visit, token, method)

        assert answer["Cache-Control"] == "private, no-store"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("scopes", [[Scope.READ_PUBLIC], [Scope.READ_PRIVATE, Scope.SUBMIT_FORMS, Scope.WRITE]])
def test_without_the_scope_there_is_no_draft(scopes, visit, client):
    for page in (visit, Page(pk=987654)):
        answer = ask(client, page, ApiTokenFactory(scopes=scopes))

        assert answer.status_code == 403
        assert answer["WWW-Authenticate"].endswith('scope="preview"')


def test_without_a_token_there_is_no_draft_and_the_answer_says_what_to_send(visit, client):
    answer = client.get(f"/api/v2/page_preview/{visit.pk}/")

    assert answer.status_code == 400
    assert "send an API token with the scope preview" in answer.json()["message"]


def test_the_scope_reads_drafts_alone(visit, client):
    answer = client.get("/api/v2/pages/", headers=bearer(ApiTokenFactory(scopes=[Scope.PREVIEW])))

    assert answer.status_code == 403


def test_a_token_limited_to_types_or_sites_gets_no_other_drafts(home, visit, client):
    (site,) = Site.objects.all()
    elsewhere = HomePageFactory(parent=Page.get_first_root_node(), slug="elsewhere")
    other = Site.objects.create(hostname="other.example", root_page=elsewhere)

    def status(page, asked="", **limits):
        parameters = {"site": asked} if asked else {}
        return ask(client, page, ApiTokenFactory(scopes=[Scope.PREVIEW], **limits), **parameters).status_code

    assert status(visit, page_types=["home.StandardPage"]) == 200
    assert status(visit, page_types=["home.HomePage"]) == 404
    assert status(visit, page_types=["gone.Page"]) == 404
    assert status(visit, sites=[site.pk]) == 200
    assert status(visit, sites=[other.pk]) == 404
    assert status(elsewhere, asked="other.example", sites=[other.pk]) == 200
    assert status(elsewhere, asked="other.example", sites=[site.pk]) == 404


def test_drafts_of_private_pages_are_for_tokens_that_read_these(visit, client):
    PageViewRestriction.objects.create(page=visit, restriction_type="login")

    assert ask(client, visit).status_code == 404
    assert ask(client, visit, ApiTokenFactory(scopes=[Scope.PREVIEW, Scope.READ_PRIVATE])).status_code == 200


def test_a_draft_of_a_patient_is_shown_only_where_the_patient_allows_apps(page_of, client):
    draft = page_of(CasePage, live=False)

    def status(**consent):
        draft.consent = ConsentFactory(**consent)
        draft.save_revision()
        return ask(client, draft).status_code

    assert status() == 200
    assert status(on_apps=False) == 404
    assert status(expired=True) == 404
    assert status(covers_photographs=False) == 404


def test_a_withdrawn_consent_ends_the_draft_and_its_pictures(page_of, client):
    consent = ConsentFactory()
    before, after = ImageFactory.create_batch(2, shows_patient=True, consent=consent)
    page = page_of(CasePage, live=False, consent=consent, pairs=pairs((before, after)))
    page.save_revision()
    told = ask(client, page).content.decode()
    assert "preview=" not in told
    assert ask(client, page).json()["pairs"][0]["value"]["before"]

    type(consent).objects.filter(pk=consent.pk).update(on_apps=False)

    assert ask(client, page).status_code == 404


def test_a_draft_leads_to_nothing_that_is_not_public(home, visit, client):
    secret = StandardPageFactory(parent=home, title="Secret plan", live=False)
    visit.about = secret
    visit.save_revision()

    assert ask(client, visit).json()["about"] is None


def test_the_token_of_a_preview_goes_before_that_of_an_app(visit, client):
    headers = bearer(ApiTokenFactory(scopes=[Scope.PREVIEW]))
    wrong = {"content_type": "home.standardpage", "token": "wrong"}

    assert client.get(f"/api/v2/page_preview/{visit.pk}/", wrong, headers=headers).status_code == 404
