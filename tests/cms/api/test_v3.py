"""Wagtail's API v3: off, and where it is on, for tokens alone, pages alone, and by our one rule."""

import importlib
import json

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import Resolver404, clear_url_caches, resolve
from django.utils import timezone
from django.utils.translation import gettext_lazy
from wagtail.models import APIToken as WagtailToken
from wagtail.models import GroupPagePermission, Page, PageViewRestriction

import cms.urls
from cms.api.tokens.models import Scope
from cms.pages.blocks.lossless import FORM_TYPE
from cms.plugins.plugin import RelatedContent
from cms.testing.bodies import text
from cms.testing.factories import ConsentFactory, DocumentFactory, ImageFactory
from home.models import StandardPage
from testimonials.models import StoryPage
from tests.cms.api.factories import ApiTokenFactory, UserFactory, bearer
from tests.cms.bodies import every_block
from tests.factories import PAGE_TYPES
from tests.home.factories import StandardPageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PAGES = "/api/v3/pages/"
READABLE = [
    "",
    "openapi.json",
    "pages/",
    "pages/find/?html_path=/",
    "pages/1/",
    "docs/",
    "schema/",
    "whoami/",
    "nowhere/",
]


@pytest.fixture
def v3(settings):
    """Enable API v3."""
    settings.ROOT_URLCONF = "tests.cms.api.urls_with_v3"


@pytest.fixture
def reader():
    return ApiTokenFactory()


@pytest.fixture
def writer():
    """Return the token of a superuser."""
    return ApiTokenFactory(scopes=[Scope.READ_PUBLIC, Scope.WRITE], created_by=UserFactory(is_superuser=True))


def get(client, path, token):
    return client.get(f"/api/v3/{path}", headers=bearer(token))


def send(client, method, path, token, data=None):
    return getattr(client, method)(
        f"/api/v3/{path}", json.dumps(data or {}), content_type="application/json", headers=bearer(token)
    )


def titles(client, token, query=""):
    answer = get(client, f"pages/{query}", token)
    assert answer.status_code == 200, answer.content
    return {item["title"] for item in answer.json()["items"]}


# Off, and shut


def test_it_is_not_there_by_default(home, client, admin_client, reader):
    for path in READABLE:
        assert client.get(f"/api/v3/{path}").status_code == 404
        assert get(client, path, reader).status_code == 404
    assert admin_client.get(PAGES).status_code == 404


@pytest.mark.parametrize(("wanted", "there"), [(True, True), (False, False)])
def test_a_setting_turns_it_on(wanted, there, settings):
    settings.API_V3 = wanted
    try:
        importlib.reload(cms.urls)
        clear_url_caches()
        found = resolve(PAGES, "cms.urls").url_name == "list_pages"
    except Resolver404:
        found = False
    finally:
        settings.API_V3 = False
        importlib.reload(cms.urls)
        clear_url_caches()

    assert found == there


@pytest.mark.usefixtures("v3")
@pytest.mark.parametrize("path", READABLE)
@pytest.mark.parametrize("method", ["get", "head", "options", "post", "put", "patch", "delete"])
@pytest.mark.slow
def test_anonymous_is_always_a_401(path, method, home, client, admin_client):
    for one in (client, admin_client):  # a login is no token
        answer = getattr(one, method)(f"/api/v3/{path}")

        assert answer.status_code == 401
        assert answer["WWW-Authenticate"] == 'Bearer realm="api"'
        assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.usefixtures("v3")
def test_a_token_of_wagtail_s_own_is_none_here(home, client, admin_user):
    _token, secret = WagtailToken.create_token(user=admin_user, name="Wagtail's")

    answer = client.get(PAGES, headers={"authorization": f"Bearer {secret}"})

    assert answer.status_code == 401
    assert "invalid_token" in answer["WWW-Authenticate"]


@pytest.mark.usefixtures("v3")
def test_a_revoked_token_is_refused(home, client, reader):
    reader.revoke()

    assert get(client, "pages/", reader).status_code == 401


@pytest.mark.usefixtures("v3")
def test_a_token_without_the_scope_is_refused(home, client):
    answer = get(client, "pages/", ApiTokenFactory(scopes=[Scope.SUBMIT_FORMS]))

    assert answer.status_code == 403
    assert "insufficient_scope" in answer["WWW-Authenticate"]
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.usefixtures("v3")
@pytest.mark.parametrize(
    "path",
    [
        "images/",
        "documents/",
        "redirects/",
        "sites/",
        "locales/",
        "schema/",
        "whoami/",
        "docs/",
        "pages/1/revisions/",
        "snippets/cms_consent.Consent/",
        "snippets/testimonials.Testimonial/",
    ],
)
def test_what_cannot_be_made_safe_is_not_there(path, home, client, writer):
    ImageFactory()
    DocumentFactory()
    ConsentFactory()

    assert get(client, path, writer).status_code == 404
    assert send(client, "post", path, writer).status_code == 404


@pytest.mark.usefixtures("v3")
def test_a_description_of_it_is_there_for_tokens(home, client, reader):
    answer = get(client, "openapi.json", reader)

    assert answer.status_code == 200
    assert set(answer.json()["paths"]) == {
        "/api/v3/pages/",
        "/api/v3/pages/find/",
        "/api/v3/pages/{page_id}/",
        "/api/v3/pages/{page_id}/actions/publish/",
        "/api/v3/pages/{page_id}/actions/unpublish/",
        "/api/v3/pages/{page_id}/actions/move/",
    }


# Reading


@pytest.mark.usefixtures("v3")
@pytest.mark.parametrize("model", PAGE_TYPES)
@pytest.mark.slow
def test_every_type_of_page_is_listed_and_given_without_originals_and_titles_of_pictures(
    model, page_of, client, reader
):
    page = page_of(model)
    page.body = every_block(page)
    page.listing_image = ImageFactory(title="Jane Doe 1980")
    page.save_revision().publish()

    detail = get(client, f"pages/{page.pk}/", reader)

    assert page.title in titles(client, reader, f"?type={model._meta.label}")
    assert detail.status_code == 200
    assert detail.json()["meta"]["type"] == model._meta.label
    assert detail.json()["listing_image"]["renditions"]["card"]
    assert "Jane Doe" not in detail.content.decode()
    assert "original_images" not in detail.content.decode()
    assert detail["Cache-Control"] == "private, no-store"


@pytest.mark.usefixtures("v3")
def test_a_page_has_its_related_content_under_a_translated_heading(home, client, reader, monkeypatch):
    offer = RelatedContent(gettext_lazy("Articles"), StandardPage.objects.order_by("pk"))
    monkeypatch.setattr("cms.pages.related._offers", lambda: [offer])
    StandardPageFactory(parent=home, about=home, title="Leaf")

    (group,) = get(client, f"pages/{home.pk}/", reader).json()["related"]

    assert (group["heading"], group["items"][0]["title"]) == ("Articles", "Leaf")


@pytest.mark.usefixtures("v3")
def test_a_page_is_found_searched_and_filtered(home, client, reader):
    page = StandardPageFactory(parent=home, title="Your visit", slug="your-visit")
    StandardPageFactory(parent=page, title="Below it")

    found = client.get(f"{PAGES}find/?html_path=/your-visit/", headers=bearer(reader), follow=True)

    assert found.json()["title"] == "Your visit"
    assert titles(client, reader, "?search=visit") == {"Your visit"}
    assert titles(client, reader, f"?child_of={page.pk}") == {"Below it"}
    assert titles(client, reader, "?slug=your-visit") == {"Your visit"}


@pytest.mark.usefixtures("v3")
@pytest.mark.parametrize(
    "query",
    [
        "?colour=red",
        "?limit=0",
        "?limit=101",
        "?offset=-1",
        "?offset=99999999999999999999999",
        "?order=random&order=title",
        "?type=auth.User",
        "?child_of=x",
        "?child_of=99999999",
        "?site=nowhere.example",
        "?site=a:b",
        "?order=password",
        "?locale=xx%00",
        "?title=%00",
        "?first_published_at=x",
        "?listing_image=x&type=home.StandardPage",
        "?body=x%00&type=home.StandardPage",
        "?version=draft",
    ],
)
def test_a_list_with_a_wrong_filter_is_refused_in_words(query, home, client, reader):
    answer = get(client, f"pages/{query}", reader)

    assert 400 <= answer.status_code < 500
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"]


@pytest.mark.usefixtures("v3")
@pytest.mark.parametrize("words", ["%22", "a%22b", "(", "", "OR", "word+" * 1000])
def test_a_search_for_anything_is_answered(words, home, client, reader):
    assert get(client, f"pages/?search={words}", reader).status_code == 200


def hidden_pages(home):
    """Return pages that no token for reading what is public may see."""
    StandardPageFactory(parent=home, title="Canary draft", live=False, slug="canary-draft")
    private = StandardPageFactory(parent=home, title="Canary private", slug="canary-private")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    StandardPageFactory(parent=home, title="Canary gone").unpublish()
    return [page for page in Page.objects.all() if page.title.startswith("Canary")]


@pytest.mark.usefixtures("v3")
def test_drafts_and_private_pages_are_nowhere_also_for_the_token_of_a_superuser(page_of, home, client, writer):
    hidden = hidden_pages(home)
    page = StandardPageFactory(parent=home, title="As it is")
    links = "".join(f'<a linktype="page" id="{one.pk}">There</a> ' for one in hidden)
    page.body = text(f"<p>{links}</p>")
    page.save_revision().publish()
    page.title = "Canary change"
    page.save_revision()
    below = StandardPageFactory(parent=Page.objects.get(title="Canary draft"), title="Below a draft")
    alias = Page.objects.get(title="Canary draft").specific.create_alias(update_slug="alias")
    Page.objects.filter(pk=alias.pk).update(live=True, title="An alias")

    answers = [
        get(client, path, writer)
        for path in (
            "pages/",
            "pages/?search=canary",
            "pages/?type=home.StandardPage",
            f"pages/{page.pk}/",
            f"pages/{below.pk}/",
            f"pages/{alias.pk}/",
            "pages/find/?html_path=/canary-draft/",
            "pages/find/?html_path=/canary-private/",
            f"pages/?ancestor_of={hidden[0].pk}",
            f"pages/?translation_of={hidden[0].pk}",
            f"pages/{page.pk}/?version=draft",
            *(f"pages/{one.pk}/" for one in hidden),
        )
    ]

    for answer in answers:
        assert "anary" not in answer.content.decode().replace("canary-draft/below", ""), answer.request["PATH_INFO"]
    assert [answer.status_code for answer in answers[-len(hidden) :]] == [404] * len(hidden)


@pytest.mark.usefixtures("v3")
def test_private_pages_are_there_with_the_scope(home, client):
    hidden_pages(home)
    token = ApiTokenFactory(scopes=[Scope.READ_PRIVATE])

    assert titles(client, token, "?type=home.StandardPage") == {"Canary private"}


@pytest.mark.usefixtures("v3")
def test_a_limit_holds(home, client):
    StandardPageFactory(parent=home, title="Your visit")

    assert titles(client, ApiTokenFactory(page_types=["home.StandardPage"])) == {"Your visit"}
    assert titles(client, ApiTokenFactory(sites=[4711])) == set()


@pytest.mark.usefixtures("v3")
def test_consent_is_that_for_apps(page_of, client, writer):
    shown = page_of(StoryPage, title="For apps", consent=ConsentFactory(on_website=False))
    hidden = page_of(StoryPage, title="For the website", consent=ConsentFactory(on_apps=False))

    assert titles(client, writer, "?type=testimonials.StoryPage") == {"For apps"}
    assert get(client, f"pages/{shown.pk}/", writer).status_code == 200
    assert get(client, f"pages/{hidden.pk}/", writer).status_code == 404


@pytest.mark.usefixtures("v3")
def test_a_picture_without_consent_is_not_in_a_page(home, client, reader):
    image = ImageFactory(description="A scar", shows_patient=True, consent=ConsentFactory(on_apps=False))
    page = StandardPageFactory(parent=home, listing_image=image)

    assert get(client, f"pages/{page.pk}/", reader).json()["listing_image"] is None


# Writing


@pytest.mark.usefixtures("v3")
def test_a_page_is_made_changed_published_moved_unpublished_and_deleted(home, client, writer):
    data = {
        "title": "By a program",
        "summary": "In short.",
        "body": [{"type": "quote", "value": {"text": "A sentence.", "attribution": "The practice"}}],
        "tags": ["sleep"],
        "meta": {"type": "home.StandardPage", "parent_id": home.pk},
    }

    made = send(client, "post", "pages/", writer, data)
    assert made.status_code == 201, made.content
    page = StandardPage.objects.get(title="By a program")
    assert not page.live

    assert send(client, "patch", f"pages/{page.pk}/", writer, {"title": "Changed"}).status_code == 200
    assert send(client, "post", f"pages/{page.pk}/actions/publish/", writer).status_code == 200
    page.refresh_from_db()
    assert (page.title, page.live, page.summary) == ("Changed", True, "In short.")
    assert page.body[0].value["text"] == "A sentence."
    assert [tag.name for tag in page.tags.all()] == ["sleep"]

    above = StandardPageFactory(parent=home)
    there = {"destination_id": above.pk, "position": "last-child"}
    assert send(client, "post", f"pages/{page.pk}/actions/move/", writer, there).status_code == 200
    assert Page.objects.get(pk=page.pk).get_parent().pk == above.pk

    assert send(client, "post", f"pages/{page.pk}/actions/unpublish/", writer).status_code == 200
    assert not Page.objects.get(pk=page.pk).live
    assert send(client, "delete", f"pages/{page.pk}/", writer).status_code == 204
    assert not Page.objects.filter(pk=page.pk).exists()


@pytest.mark.usefixtures("v3")
def test_an_answer_to_a_write_says_which_page_it_is_and_not_what_stands_in_it(home, client, writer):
    page = StandardPageFactory(parent=home, summary="Canary")

    answer = send(client, "patch", f"pages/{page.pk}/", writer, {"title": "Changed"})

    assert answer.status_code == 200
    assert set(answer.json()) == {"id", "title", "meta"}
    assert "Canary" not in answer.content.decode()


WRITES = [
    ("post", "pages/", {"title": "New", "meta": {"type": "home.StandardPage", "parent_id": "HOME"}}),
    ("patch", "pages/PAGE/", {"title": "Changed"}),
    ("delete", "pages/PAGE/", None),
    ("post", "pages/PAGE/actions/publish/", None),
    ("post", "pages/PAGE/actions/unpublish/", None),
    ("post", "pages/PAGE/actions/move/", {"destination_id": "HOME"}),
]


def state():
    return list(Page.objects.order_by("pk").values_list("pk", "path", "title", "live", "latest_revision_id"))


@pytest.mark.usefixtures("v3")
@pytest.mark.parametrize(("method", "path", "data"), WRITES)
@pytest.mark.parametrize(
    "token",
    [
        {"scopes": [Scope.READ_PRIVATE, Scope.PREVIEW, Scope.SUBMIT_FORMS]},
        {"scopes": list(Scope), "page_types": ["home.StandardPage"]},
        {"scopes": list(Scope), "created_by__is_active": False},
        {"scopes": list(Scope), "created_by": None},
        {"scopes": list(Scope), "created_by__is_superuser": False},
    ],
    ids=["without the scope", "limited", "of somebody who left", "of nobody", "of somebody who may not"],
)
def test_who_may_not_write_changes_nothing(token, method, path, data, home, client):
    page = StandardPageFactory(parent=home)
    owner = {name.partition("__")[2]: value for name, value in token.items() if name.startswith("created_by__")}
    given = {name: value for name, value in token.items() if not name.startswith("created_by__")}
    token = ApiTokenFactory(**{"created_by": UserFactory(**{"is_superuser": True} | owner)} | given)
    before = state()

    sent = json.loads(json.dumps(data).replace('"HOME"', str(home.pk)))
    answer = send(client, method, path.replace("PAGE", str(page.pk)), token, sent)

    assert answer.status_code == 403
    assert answer.json()["detail"]
    assert state() == before


@pytest.mark.usefixtures("v3")
def test_a_person_s_rights_are_those_of_their_token(home, client):
    editors = Group.objects.create(name="Editors of one page")
    mine, other = StandardPageFactory(parent=home), StandardPageFactory(parent=home)
    GroupPagePermission.objects.create(
        group=editors, page=mine, permission=Permission.objects.get(codename="change_page")
    )
    user = UserFactory()
    user.groups.add(editors)
    token = ApiTokenFactory(scopes=[Scope.WRITE], created_by=user)

    assert send(client, "patch", f"pages/{mine.pk}/", token, {"title": "Changed"}).status_code == 200
    assert send(client, "patch", f"pages/{other.pk}/", token, {"title": "Changed"}).status_code == 403
    assert send(client, "post", f"pages/{mine.pk}/actions/publish/", token).status_code == 403
    assert Page.objects.get(pk=mine.pk).get_latest_revision_as_object().title == "Changed"


@pytest.mark.usefixtures("v3")
def test_a_body_with_blocks_of_a_missing_type_is_not_written_over(home, client, writer):
    stored = [{"type": "poll", "value": {"question": "Do you sleep well?"}, "id": "poll"}]
    page = StandardPageFactory(parent=home, body=stored)
    body = [{"type": "quote", "value": {"text": "A sentence.", "attribution": ""}}]

    refused = send(client, "patch", f"pages/{page.pk}/", writer, {"body": body})
    assert refused.status_code == 422
    assert "“body” contains blocks of a missing type (poll), which would be lost" in refused.json()["detail"]
    assert send(client, "patch", f"pages/{page.pk}/", writer, {"title": "Changed"}).status_code == 200
    send(client, "post", f"pages/{page.pk}/actions/publish/", writer)
    page = StandardPage.objects.get(pk=page.pk)
    assert page.title == "Changed"
    assert page.body.get_prep_value() == stored

    for kind in ("poll", FORM_TYPE):
        made_up = {"body": [{"type": kind, "value": "x"}]}
        clean = StandardPageFactory(parent=home)
        assert send(client, "patch", f"pages/{clean.pk}/", writer, made_up).status_code == 422


@pytest.mark.usefixtures("v3")
def test_a_page_that_somebody_has_locked_is_not_changed(home, client, writer):
    page = StandardPageFactory(parent=home, locked=True, locked_by=UserFactory(), locked_at=timezone.now())
    before = state()

    assert send(client, "patch", f"pages/{page.pk}/", writer, {"title": "Changed"}).status_code == 403
    assert state() == before


@pytest.mark.usefixtures("v3")
def test_what_no_consent_allows_is_not_published_over_it_and_nothing_is_left_half_done(page_of, client, writer):
    page = page_of(StoryPage, consent=ConsentFactory(), live=False)
    type(page).objects.filter(pk=page.pk).update(consent=None)
    before = state()

    publish = send(client, "post", f"pages/{page.pk}/actions/publish/", writer)
    change = send(client, "patch", f"pages/{page.pk}/", writer, {"title": "Changed", "meta": {"action": "publish"}})

    assert [publish.status_code, change.status_code] == [422, 422]
    assert "consent" in publish.content.decode()
    assert state() == before


@pytest.mark.usefixtures("v3")
@pytest.mark.parametrize(
    "data",
    [
        None,
        {"title": ""},
        {"title": "New", "meta": {"type": "auth.User", "parent_id": "HOME"}},
        {"title": "New", "meta": {"type": "home.StandardPage", "parent_id": 0}},
        {"title": "New\x00", "meta": {"type": "home.StandardPage", "parent_id": "HOME"}},
        {"title": "New", "body": [{"type": "nothing"}], "meta": {"type": "home.StandardPage", "parent_id": "HOME"}},
        {"title": "New", "secret": "x", "meta": {"type": "home.StandardPage", "parent_id": "HOME"}},
        {"title": "New", "body": "text", "meta": {"type": "home.StandardPage", "parent_id": "HOME"}},
        {"title": "New", "listing_image": "x", "meta": {"type": "home.StandardPage", "parent_id": "HOME"}},
    ],
)
def test_bad_input_changes_nothing(data, home, client, writer):
    before = state()

    answer = send(client, "post", "pages/", writer, json.loads(json.dumps(data).replace('"HOME"', str(home.pk))))

    assert 400 <= answer.status_code < 500
    assert answer["Content-Type"] == "application/problem+json"
    assert state() == before
