"""What a token shows that everyone does not get, and what it is limited to."""

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction, Site

from articles.models import ArticlePage, ProcedurePage
from cms.api.tokens.models import Scope
from cms.consent.withdrawal import withdraw
from cms.context.channels import Channel
from cms.context.request import use_context
from cms.testing.bodies import text
from cms.testing.factories import ConsentFactory, ImageFactory
from cms.testing.queries import count_queries
from cms.visibility import Audience, public_images, public_pages
from testimonials.models import StoryPage
from tests.cms.api.factories import ApiTokenFactory, bearer
from tests.home.factories import HomePageFactory, StandardPageFactory

pytestmark = pytest.mark.django_db
RESTRICTIONS = ["login", "groups", "password"]


@pytest.fixture
def private_token():
    return ApiTokenFactory(scopes=[Scope.READ_PRIVATE])


def restrict(page, kind="login"):
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind, password="open")
    restriction.groups.set(Group.objects.all()[:1])
    return page


def titles(client, query="", token=None):
    answer = client.get(f"/api/v2/pages/{query}", headers=bearer(token) if token else {})
    assert answer.status_code == 200, answer.content
    return {item["title"] for item in answer.json()["items"]}


def status(client, page, token=None):
    return client.get(f"/api/v2/pages/{page.pk}/", headers=bearer(token) if token else {}).status_code


# Private pages


def test_an_app_shows_the_images_of_private_pages_by_a_signature_and_as_long_as_the_consent_holds(
    home, client, private_token
):
    consent = ConsentFactory()
    image = ImageFactory(shows_patient=True, consent=consent)
    page = restrict(StandardPageFactory(parent=home, listing_image=image))
    answer = client.get(f"/api/v2/pages/{page.pk}/", headers=bearer(private_token)).json()
    address = answer["listing_image"]["renditions"]["card"][0]["url"].removeprefix(settings.BASE_URL)

    assert client.get(address)["Cache-Control"] == "private, no-store"
    assert client.get(address.partition("?")[0]).status_code == 404

    withdraw(consent, reason="The patient withdrew.")
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("kind", RESTRICTIONS)
def test_a_private_page_is_listed_found_searched_and_given_with_the_scope(kind, home, client, private_token):
    page = restrict(StandardPageFactory(parent=home, title="For families", slug="for-families"), kind)
    below = StandardPageFactory(parent=page, title="Below it")

    found = client.get("/api/v2/pages/find/?html_path=/for-families/", headers=bearer(private_token), follow=True)

    assert {"For families", "Below it"} <= titles(client, token=private_token)
    assert titles(client, "?type=home.StandardPage", private_token) == {"For families", "Below it"}
    assert titles(client, "?search=families", private_token) == {"For families"}
    assert titles(client, f"?child_of={page.pk}", private_token) == {"Below it"}
    assert found.json()["title"] == "For families"
    assert status(client, below, private_token) == 200
    assert (
        client.get(f"/api/v2/pages/{below.pk}/", headers=bearer(private_token)).json()["meta"]["parent"]["id"]
        == page.pk
    )


@pytest.mark.parametrize("kind", RESTRICTIONS)
@pytest.mark.parametrize("scopes", [None, [Scope.READ_PUBLIC], [Scope.READ_PUBLIC, Scope.SUBMIT_FORMS, Scope.WRITE]])
def test_a_private_page_is_not_there_without_the_scope(kind, scopes, home, client):
    token = ApiTokenFactory(scopes=scopes) if scopes else None
    page = restrict(StandardPageFactory(parent=home, title="For families", slug="for-families"), kind)
    headers = bearer(token) if token else {}

    assert "For families" not in titles(client, token=token)
    assert titles(client, "?search=families", token) == set()
    assert titles(client, "?type=home.StandardPage&slug=for-families", token) == set()
    assert client.get("/api/v2/pages/find/?html_path=/for-families/", headers=headers).status_code == 404
    assert client.get(f"/api/v2/pages/find/?id={page.pk}", headers=headers).status_code == 404
    assert client.get(f"/api/v2/pages/?child_of={page.pk}", headers=headers).status_code == 400
    assert status(client, page, token) == 404


def test_cards_links_and_pictures_in_an_answer_follow_the_same_rule(page_of, home, client, private_token):
    secret = restrict(
        StandardPageFactory(
            parent=home, title="For families", slug="for-families", listing_image=ImageFactory(description="A door")
        )
    )
    page = StandardPageFactory(parent=home)
    page.body = text(f'<p><a linktype="page" id="{secret.pk}">There</a></p>')
    page.save_revision().publish()

    def answers(headers):
        detail = client.get(f"/api/v2/pages/{page.pk}/", headers=headers).content.decode()
        images = client.get("/api/v2/images/", headers=headers).content.decode()
        return "for-families" in detail, "A door" in images

    assert answers({}) == (False, False)
    assert answers(bearer(ApiTokenFactory())) == (False, False)
    assert answers(bearer(private_token)) == (True, True)
    assert answers({}) == (False, False), "what was found out for one reader was told to the next"


def test_a_redirect_to_a_private_page_is_told_with_the_scope(home, client, private_token):
    page = restrict(StandardPageFactory(parent=home))
    Redirect.objects.create(old_path="/old", redirect_page=page)

    assert client.get("/api/v2/redirects/find/?html_path=/old").status_code == 404
    assert client.get("/api/v2/redirects/find/?html_path=/old", headers=bearer(private_token)).status_code == 302


def test_no_scope_shows_what_is_not_published(home, client):
    token = ApiTokenFactory(scopes=list(Scope))
    draft = StandardPageFactory(parent=home, title="A draft", live=False)
    private_draft = restrict(StandardPageFactory(parent=home, title="A private draft", live=False))
    was = StandardPageFactory(parent=home, title="It was there")
    was.unpublish()
    changed = restrict(StandardPageFactory(parent=home, title="As it is"))
    changed.title = "As it will be"
    changed.save_revision()

    assert titles(client, "?type=home.StandardPage", token) == {"As it is"}
    assert [status(client, page, token) for page in (draft, private_draft, was)] == [404, 404, 404]


def test_no_scope_shows_what_a_consent_does_not_allow(page_of, client):
    token = ApiTokenFactory(scopes=list(Scope))
    shown = page_of(StoryPage, consent=ConsentFactory())
    for_the_website = page_of(StoryPage, consent=ConsentFactory(on_apps=False))
    ended = page_of(StoryPage, consent=ConsentFactory())
    type(ended.consent).objects.filter(pk=ended.consent.pk).update(withdrawn_at=timezone.now())
    for page in (shown, for_the_website, ended):
        restrict(page)

    assert titles(client, "?type=testimonials.StoryPage", token) == {shown.title}
    assert [status(client, page, token) for page in (for_the_website, ended)] == [404, 404]


def test_the_site_itself_shows_a_token_nothing(home, client, private_token):
    page = restrict(StandardPageFactory(parent=home, title="For families"))

    assert client.get(page.url, headers=bearer(private_token)).status_code == 302
    assert "For families" not in client.get("/search/?q=families", headers=bearer(private_token)).content.decode()


def test_a_list_with_private_pages_costs_the_same_for_few_and_for_many(home, client, private_token):
    client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {private_token.secret}"
    restrict(StandardPageFactory(parent=home))
    few = count_queries(client, "/api/v2/pages/?type=home.StandardPage")
    for _number in range(5):
        restrict(StandardPageFactory(parent=home))

    assert count_queries(client, "/api/v2/pages/?type=home.StandardPage") == few


# Limits


def test_a_token_limited_to_types_sees_pages_of_these_alone(page_of, client):
    article, procedure = page_of(ArticlePage), page_of(ProcedurePage, slug="facelift")
    token = ApiTokenFactory(page_types=["articles.ArticlePage"])
    path = procedure.url

    assert titles(client, token=token) == {article.title}
    assert titles(client, "?type=articles.ProcedurePage", token) == set()
    assert titles(client, "?search=page", token) <= {article.title}
    assert status(client, article, token) == 200
    assert status(client, procedure, token) == 404
    assert client.get(f"/api/v2/pages/find/?html_path={path}").status_code == 302
    assert client.get(f"/api/v2/pages/find/?html_path={path}", headers=bearer(token)).status_code == 404


def test_a_limit_holds_for_cards_links_and_pictures_too(home, page_of, client):
    procedure = page_of(ProcedurePage, slug="facelift", listing_image=ImageFactory(description="A door"))
    page = StandardPageFactory(parent=home)
    page.body = text(f'<p><a linktype="page" id="{procedure.pk}">There</a></p>')
    page.save_revision().publish()
    headers = bearer(ApiTokenFactory(page_types=["home.StandardPage"]))

    assert "facelift" in client.get(f"/api/v2/pages/{page.pk}/").content.decode()
    assert "facelift" not in client.get(f"/api/v2/pages/{page.pk}/", headers=headers).content.decode()
    assert len(client.get("/api/v2/images/").json()["items"]) == 1
    assert client.get("/api/v2/images/", headers=headers).json()["items"] == []


def test_a_limit_to_a_type_whose_plugin_is_gone_shows_nothing(home, client):
    assert titles(client, token=ApiTokenFactory(page_types=["gone.Page"])) == set()


@pytest.fixture
def sister(home):
    """Return the home page of a second site."""
    page = HomePageFactory(parent=home.get_parent(), title="Sister", slug="sister")
    Site.objects.create(hostname="sister.example.com", port=80, root_page=page)
    return page


def test_a_token_limited_to_a_site_sees_pages_of_this_alone(home, sister, client):
    ours, theirs = StandardPageFactory(parent=home, title="Ours"), StandardPageFactory(parent=sister, title="Theirs")
    token = ApiTokenFactory(sites=[sister.sites_rooted_here.get().pk])

    assert titles(client, "?site=sister.example.com", token) == {"Sister", "Theirs"}
    assert titles(client, token=token) == set()
    assert status(client, ours, token) == 404
    theirs_url = f"/api/v2/pages/{theirs.pk}/?site=sister.example.com"
    assert client.get(theirs_url, headers=bearer(token)).status_code == 200
    assert client.get(theirs_url, headers=bearer(ApiTokenFactory(sites=[4711]))).status_code == 404


def test_a_token_limited_to_a_site_sees_the_redirects_of_this_alone(home, sister, client):
    site = sister.sites_rooted_here.get()
    token = ApiTokenFactory(sites=[site.pk])
    Redirect.objects.create(old_path="/ours", redirect_page=home)
    Redirect.objects.create(old_path="/theirs", redirect_page=sister)
    Redirect.objects.create(old_path="/theirs-too", site=site, redirect_link="https://example.com/")
    Redirect.objects.create(
        old_path="/another", site=Site.objects.get(is_default_site=True), redirect_link="https://example.com/"
    )

    items = client.get("/api/v2/redirects/", headers=bearer(token)).json()["items"]

    assert {item["old_path"] for item in items} == {"/theirs", "/theirs-too"}


def test_when_a_site_is_gone_a_token_limited_to_it_sees_nothing(home, sister, client):
    site = sister.sites_rooted_here.get()
    token = ApiTokenFactory(sites=[site.pk])
    StandardPageFactory(parent=home)

    site.delete()

    assert titles(client, token=token) == set()


def test_outside_of_an_answer_everyone_reads(home):
    page = restrict(StandardPageFactory(parent=home, listing_image=ImageFactory()))

    assert page.page_ptr not in public_pages()
    with use_context(Channel.APPS, Audience(can_read_restricted=True)):
        assert page.page_ptr in public_pages()
        assert public_images().exists()
    assert page.page_ptr not in public_pages()
    assert not public_images().exists()
