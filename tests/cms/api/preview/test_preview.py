"""Previews by a front end that lives elsewhere."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Site
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, streamfield

from cms.api.preview.models import MAX_DRAFTS_PER_PAGE, PreviewDraft
from cms.testing.bodies import text
from cms.testing.factories import ConsentFactory, ImageFactory
from home.models import StandardPage
from tests.cms.bodies import every_block
from tests.factories import PAGE_TYPES
from tests.gallery.factories import pairs
from tests.home.factories import StandardPageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ENDPOINT = "/api/v2/page_preview/"
IS_WRONG = "This preview has expired, or its URL is incomplete. Open it again from the editor."


@pytest.fixture(autouse=True)
def front_end(settings):
    settings.FRONTEND_URL = "https://www.example.com"
    settings.CORS_ALLOWED_ORIGINS = [settings.FRONTEND_URL]
    return settings.FRONTEND_URL


@pytest.fixture
def visit(home):
    """Return a published page."""
    return StandardPageFactory(parent=home, title="Your visit")


def view_draft(admin_client, page):
    """Press “View draft”. Returns the address to which that leads, and its parameters."""
    return address(admin_client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])))


def address(response):
    assert response.status_code == 302, response.content
    url = urlsplit(response["Location"])
    return url, {name: value for name, (value,) in parse_qs(url.query).items()}


def form_of(admin_client, url, **changes):
    """Return what the editor at `url` would send, with changes."""
    html = admin_client.get(url).content.decode()
    sent = querydict_from_html(html, form_id="page-edit-form").dict()
    return sent | nested_form_data({"body": streamfield([])}) | changes  # the body's inputs are made by a script


def preview_panel(admin_client, page, **changes):
    """Type `changes` into the editor while the preview panel is open. Returns what `view_draft` does."""
    form = form_of(admin_client, reverse("wagtailadmin_pages:edit", args=[page.pk]), **changes)
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert admin_client.post(preview, form).json() == {"is_valid": True, "is_available": True}
    return address(admin_client.get(preview, {"in_preview_panel": "true"}))


def test_without_a_front_end_our_own_templates_show_the_draft(settings, visit, admin_client):
    settings.FRONTEND_URL = ""
    visit.title = "Not yet published"
    visit.save_revision()

    response = admin_client.get(reverse("wagtailadmin_pages:view_draft", args=[visit.pk]))

    assert "Not yet published" in response.content.decode()
    assert not PreviewDraft.objects.exists()


def test_view_draft_opens_the_front_end_with_the_parameters_of_wagtail_headless_preview(visit, admin_client):
    url, parameters = view_draft(admin_client, visit)

    assert url.geturl().startswith("https://www.example.com/preview/?content_type=home.standardpage&token=")
    assert set(parameters) == {"content_type", "token"}


def test_the_way_to_the_front_end_tells_no_cache_and_no_other_site_of_it(visit, admin_client):
    response = admin_client.get(reverse("wagtailadmin_pages:view_draft", args=[visit.pk]))

    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"


def test_a_site_can_have_a_front_end_of_its_own(settings, visit, admin_client):
    other = StandardPageFactory(parent=Page.get_first_root_node())
    Site.objects.create(hostname="other.example", root_page=other)
    settings.FRONTEND_URLS = {"other.example": "https://app.other.example"}
    settings.FRONTEND_PREVIEW_PATH = "/draft"

    url, _ = view_draft(admin_client, visit)
    other_url, _ = view_draft(admin_client, other)

    assert url.geturl().startswith("https://www.example.com/draft?")
    assert other_url.geturl().startswith("https://app.other.example/draft?")


def test_a_draft_is_read_with_its_token_and_no_cookie_in_the_shape_of_the_detail(visit, admin_client, client):
    published = client.get(f"/api/v2/pages/{visit.pk}/").json()
    visit.title = "Not yet published"
    visit.save_revision()
    _, parameters = view_draft(admin_client, visit)

    answer = client.get(ENDPOINT, parameters)

    assert answer.status_code == 200
    assert answer.json() == published | {"title": "Not yet published"}
    assert client.get(f"/api/v2/pages/{visit.pk}/").json() == published


def test_it_takes_fields_and_rich_text_format_as_the_detail_does(visit, admin_client, client):
    visit.body = text("<p>Bring a <b>list</b>.</p>")
    visit.save_revision()
    _, parameters = view_draft(admin_client, visit)

    answer = client.get(ENDPOINT, parameters | {"fields": "_,body", "rich_text_format": "markdown"}).json()

    assert set(answer) == {"body"}
    assert "**list**" in answer["body"][0]["value"]


def test_the_address_with_an_id_of_the_packages_documentation_works(visit, admin_client, client):
    _, parameters = view_draft(admin_client, visit)

    assert client.get(f"{ENDPOINT}1/", parameters).json() == client.get(ENDPOINT, parameters).json()


def test_the_panel_shows_what_is_typed_and_saves_nothing(visit, admin_client, client):
    _, parameters = preview_panel(admin_client, visit, title="Typed")

    assert client.get(ENDPOINT, parameters).json()["title"] == "Typed"
    assert parameters["in_preview_panel"] == "true"
    assert Page.objects.get(pk=visit.pk).title == "Your visit"
    assert not visit.revisions.exists()


def test_a_token_goes_on_showing_the_draft_for_which_it_was_made(visit, admin_client, client):
    _, first = preview_panel(admin_client, visit, title="Typed first")
    _, second = preview_panel(admin_client, visit, title="Typed second")

    assert client.get(ENDPOINT, first).json()["title"] == "Typed first"
    assert client.get(ENDPOINT, second).json()["title"] == "Typed second"


def test_a_mode_is_named_where_a_type_has_several(page_of, admin_client, client):
    page = page_of(next(param.values[0] for param in PAGE_TYPES if param.id == "home.ContactPage"))

    _, parameters = address(
        admin_client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]), {"mode": "landing"})
    )

    assert parameters["mode"] == "landing"
    assert client.get(ENDPOINT, parameters).status_code == 200


@pytest.mark.parametrize("model", PAGE_TYPES)
@pytest.mark.slow
def test_drafts_of_each_type_have_the_shape_of_the_detail(model, page_of, admin_client, client):
    page = page_of(model)
    page.body = every_block(page)
    page.listing_image = ImageFactory()
    page.tags.add("leaf")
    page.save_revision().publish()
    detail = client.get(f"/api/v2/pages/{page.pk}/?fields=*").json()

    _, parameters = view_draft(admin_client, page)

    assert client.get(ENDPOINT, parameters | {"fields": "*"}).json() == detail


@pytest.mark.parametrize("model", PAGE_TYPES)
@pytest.mark.slow
def test_pages_of_each_type_are_previewed_before_they_are_saved(model, page_of, admin_client, client, front_end):
    example = page_of(model)
    example.tags.add("leaf")
    example.save_revision().publish()
    detail = client.get(f"/api/v2/pages/{example.pk}/?fields=*").json()
    parent = example.get_parent()
    unsaved = model(
        title="New here",
        slug="new-here",
        locale=example.locale,
        body=every_block(example),
        depth=parent.depth + 1,
        path=parent.get_last_child()._inc_path(),
    )
    unsaved.set_url_path(parent)
    user = get_user_model().objects.get(username="admin")

    draft = PreviewDraft.store(unsaved, user)
    answer = client.get(
        ENDPOINT, {"content_type": model._meta.label_lower, "token": draft.token, "fields": "*"}
    ).json()

    assert answer["title"] == "New here"
    assert answer["id"] == 0
    assert answer["meta"]["type"] == model._meta.label
    assert set(answer) == set(detail)
    assert set(answer["meta"]) == set(detail["meta"])
    assert {block["type"] for block in answer["body"]} == set(model._meta.get_field("body").stream_block.child_blocks)


def test_the_form_of_a_new_page_is_previewed(home, admin_client, client):
    where = ["home", "standardpage", home.pk]
    form = form_of(admin_client, reverse("wagtailadmin_pages:add", args=where), title="New here", slug="new-here")
    preview = reverse("wagtailadmin_pages:preview_on_add", args=where)
    assert admin_client.post(preview, form).json()["is_valid"]

    _, parameters = address(admin_client.get(preview, {"in_preview_panel": "true"}))
    answer = client.get(ENDPOINT, parameters).json()

    assert answer["title"] == "New here"
    assert answer["meta"]["html_url"].endswith("/new-here/")
    assert answer["meta"]["parent"]["id"] == home.pk
    assert not StandardPage.objects.filter(slug="new-here").exists()


def test_a_preview_shows_what_no_consent_covers_yet_and_a_placeholder_for_its_pictures(page_of, admin_client, client):
    case_page = next(param.values[0] for param in PAGE_TYPES if param.id == "gallery.CasePage")
    consent = ConsentFactory(on_website=False, on_apps=False)
    before, after = ImageFactory.create_batch(2, shows_patient=True, consent=consent)
    page = page_of(case_page, live=False, consent=consent, pairs=pairs((before, after)))
    page.save_revision()

    _, parameters = view_draft(admin_client, page)
    answer = client.get(ENDPOINT, parameters).json()

    told = client.get(ENDPOINT, parameters).content.decode()
    url = re.search(r'"(http[^"]+/images/[^"]+preview=[^"]+)"', told).group(1)
    path, _, signature = url.partition("?")
    assert answer["pairs"]
    assert client.get(f"/api/v2/pages/{page.pk}/").status_code == 404
    assert client.get(path).status_code == 404
    shown = client.get(f"{path}?{signature}")
    assert shown["Content-Type"] == "image/svg+xml"
    type(consent).objects.update(on_website=True)
    shown = client.get(f"{path}?{signature}")
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/avif")
    assert shown["Cache-Control"] == "private, no-store"
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert client.get(f"{path}?{signature}").status_code == 404


def test_the_signature_of_one_picture_opens_no_other(page_of, admin_client, client):
    from cms.delivery.media.signatures import _signer

    one, other = ImageFactory.create_batch(2)
    names = [image.renditions.first().file.name.rpartition("/")[2] for image in (one, other)]
    signature = _signer.sign(f"{names[0]}:preview")

    assert client.get(f"/images/{names[0]}", {"preview": signature}).status_code == 200
    assert client.get(f"/images/{names[1]}", {"preview": signature}).status_code == 404


def test_a_picture_that_everybody_may_see_has_no_signature(visit, admin_client, client):
    visit.listing_image = ImageFactory()
    visit.save_revision().publish()
    _, parameters = view_draft(admin_client, visit)

    assert "preview=" not in client.get(ENDPOINT, parameters).content.decode()


@pytest.mark.parametrize("method", ["get", "head"])
def test_no_cache_keeps_a_draft_and_nobody_learns_its_address(visit, admin_client, client, method):
    _, parameters = view_draft(admin_client, visit)

    for url in (ENDPOINT, f"{ENDPOINT}userbar/"):
        for given in (parameters, parameters | {"token": "wrong"}, {}):
            answer = getattr(client, method)(url, given)

            assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", ")), (url, given)
            assert answer["Referrer-Policy"] == "no-referrer"
            assert answer["X-Robots-Tag"] == "noindex"
            assert "Set-Cookie" not in answer


def wrong_tokens(parameters):
    token = parameters["token"]
    yield parameters | {"token": "nonsense"}
    yield parameters | {"token": token + "x"}
    yield parameters | {"token": token.replace(token[0], "f" if token[0] != "f" else "e", 1)}
    yield parameters | {"token": "ä:ö:ü"}
    yield parameters | {"content_type": "home.homepage"}
    yield parameters | {"content_type": "auth.user"}
    yield parameters | {"content_type": "nonsense"}


def test_whatever_is_wrong_with_a_token_the_answer_is_the_same(visit, admin_client, client):
    _, parameters = view_draft(admin_client, visit)
    given = list(wrong_tokens(parameters))
    _, of_deleted = view_draft(admin_client, StandardPageFactory(parent=visit))
    StandardPage.objects.get(pk=visit.get_children().get().pk).delete()

    for url in (ENDPOINT, f"{ENDPOINT}userbar/"):
        for wrong in [*given, of_deleted]:
            answer = client.get(url, wrong)

            assert answer.status_code == 404, wrong
            assert answer.json()["message"] == IS_WRONG


def test_what_is_missing_is_named(visit, admin_client, client):
    for url in (ENDPOINT, f"{ENDPOINT}userbar/"):
        answer = client.get(url, {"content_type": "home.standardpage"})

        assert answer.status_code == 400
        assert "missing: token" in answer.json()["message"]


def test_a_token_ends_after_some_minutes(settings, visit, admin_client, client):
    settings.PREVIEW_MINUTES = 5
    _, parameters = view_draft(admin_client, visit)

    with time_machine.travel(timezone.now() + timedelta(minutes=4)):
        assert client.get(ENDPOINT, parameters).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert client.get(ENDPOINT, parameters).status_code == 404


def test_a_token_ends_with_the_account_of_the_person_who_opened_the_preview(visit, admin_client, admin_user, client):
    _, parameters = view_draft(admin_client, visit)

    admin_user.is_active = False
    admin_user.save()

    assert client.get(ENDPOINT, parameters).status_code == 404


def test_nobody_who_may_not_edit_a_page_gets_a_token(visit, client):
    response = client.get(reverse("wagtailadmin_pages:view_draft", args=[visit.pk]))

    assert "/admin/login/" in response["Location"]
    assert not PreviewDraft.objects.exists()


def test_reading_a_preview_writes_nothing(visit, admin_client, client):
    from tests.test_get_requests import writes

    _, parameters = view_draft(admin_client, visit)

    for url in (ENDPOINT, f"{ENDPOINT}userbar/"):
        assert writes(client, f"{url}?{urlencode(parameters)}") == (200, [])


@pytest.mark.parametrize("occasion", ["the next preview", "publishing"])
def test_drafts_are_deleted_when_they_have_expired(visit, admin_client, occasion):
    view_draft(admin_client, visit)
    (old,) = PreviewDraft.objects.all()

    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        if occasion == "publishing":
            visit.save_revision().publish()
        else:
            admin_client.force_login(get_user_model().objects.get(username="admin"))
            view_draft(admin_client, visit)

    assert not PreviewDraft.objects.filter(pk=old.pk).exists()


def test_one_person_keeps_so_many_drafts_of_a_page(visit, admin_user):
    others = PreviewDraft.store(StandardPageFactory(parent=visit), admin_user)
    drafts = [PreviewDraft.store(visit, admin_user) for _ in range(MAX_DRAFTS_PER_PAGE + 2)]

    kept = set(PreviewDraft.objects.values_list("pk", flat=True))

    assert kept == {others.pk, *(draft.pk for draft in drafts[2:])}


def test_scripts_of_the_front_end_may_read_it_and_those_of_others_may_not(visit, admin_client, client, front_end):
    _, parameters = view_draft(admin_client, visit)

    for url in (ENDPOINT, f"{ENDPOINT}userbar/"):
        allowed = client.get(url, parameters, headers={"Origin": front_end})
        refused = client.get(url, parameters, headers={"Origin": "https://evil.example"})

        assert allowed["Access-Control-Allow-Origin"] == front_end
        assert "Access-Control-Allow-Origin" not in refused


def test_the_user_bar_comes_with_absolute_addresses_and_what_the_person_may_do(visit, admin_client, client):
    _, parameters = view_draft(admin_client, visit)

    html = client.get(f"{ENDPOINT}userbar/", parameters).content.decode()

    assert "<wagtail-userbar>" in html
    assert f'href="//testserver/admin/pages/{visit.pk}/edit/"' in html
    assert '"allowedOrigins": ["\\u003Csame_origin\\u003E", "http://testserver"]' in html
    assert not re.findall(r'(?:href|src)="/(?!/)[^"]*"', html)


def test_in_the_panel_the_user_bar_is_hidden_and_checks(visit, admin_client, client):
    _, parameters = preview_panel(admin_client, visit)

    html = client.get(f"{ENDPOINT}userbar/", parameters).content.decode()

    assert "<aside hidden" in html
    assert "checker-axe-configuration" in html
    assert "/edit/" not in html


def test_the_checker_in_the_editor_talks_to_the_front_end(visit, admin_client, front_end):
    html = admin_client.get(reverse("wagtailadmin_pages:edit", args=[visit.pk])).content.decode()

    assert f'"allowedOrigins": ["\\u003Csame_origin\\u003E", "{front_end}"]' in html


def test_without_a_front_end_the_checker_talks_to_nobody_else(settings, visit, admin_client):
    settings.FRONTEND_URL = ""

    assert (
        "allowedOrigins" not in admin_client.get(reverse("wagtailadmin_pages:edit", args=[visit.pk])).content.decode()
    )
