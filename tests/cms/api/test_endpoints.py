from datetime import UTC

import pytest
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction, Site

from articles.models import ArticlePage, ProcedurePage
from cms.testing.bodies import text
from cms.testing.factories import DocumentFactory, ImageFactory
from cms.testing.queries import count_queries
from home.models import StandardPage
from tests.home.factories import HomePageFactory, StandardPageFactory

pytestmark = pytest.mark.django_db


def shown_images(home, count):
    """Return images that public pages show."""
    images = ImageFactory.create_batch(count)
    for image in images:
        StandardPageFactory(parent=home, listing_image=image)
    return images


def test_pages_are_listed_and_found(home, client):
    page = StandardPageFactory(parent=home, title="Your visit", slug="your-visit")

    listed = client.get("/api/v2/pages/?type=home.StandardPage&fields=summary,body").json()
    found = client.get("/api/v2/pages/find/?html_path=/your-visit/")

    assert [item["title"] for item in listed["items"]] == ["Your visit"]
    assert found.status_code == 302
    assert f"/api/v2/pages/{page.pk}/" in found["Location"]


def test_a_page_of_another_site_is_found_by_its_path_there(home, client):
    elsewhere = HomePageFactory(parent=home.get_parent(), slug="elsewhere")
    Site.objects.create(hostname="elsewhere.example", root_page=elsewhere)
    ours = StandardPageFactory(parent=home, slug="your-visit")
    theirs = StandardPageFactory(parent=elsewhere, slug="your-visit")

    def found(query=""):
        return client.get(f"/api/v2/pages/find/?html_path=/your-visit/{query}", follow=True).json()["id"]

    assert found() == ours.pk
    assert found("&site=elsewhere.example") == theirs.pk


def test_pages_can_be_filtered_by_tag(page_of, client):
    page = page_of(ProcedurePage)
    page.tags.add("sleep")
    page.save()

    def titles(tag):
        answer = client.get(f"/api/v2/pages/?type=articles.ProcedurePage&tags={tag}").json()
        return [item["title"] for item in answer["items"]]

    assert titles("sleep") == [page.title]
    assert titles("wake") == []


def test_pages_can_be_searched(home, client):
    StandardPageFactory(parent=home, title="Anesthesia explained")

    answer = client.get("/api/v2/pages/?search=anesthesia").json()

    assert [item["title"] for item in answer["items"]] == ["Anesthesia explained"]


def test_rich_text_is_html_whose_links_lead_to_pages(home, client):
    target = StandardPageFactory(parent=home, slug="target")
    page = StandardPageFactory(parent=home)
    page.body = text(f'<p>See <a linktype="page" id="{target.pk}">there</a>.</p>')
    page.save_revision().publish()

    def body(query=""):
        return client.get(f"/api/v2/pages/{page.pk}/{query}").json()["body"][0]["value"]

    assert body() == f'<p>See <a href="http://localhost/target/" data-page-id="{target.pk}">there</a>.</p>'
    assert 'linktype="page"' in body("?rich_text_format=db_html")
    assert body("?rich_text_format=markdown").startswith("See [there](")


def test_images_show_renditions_and_never_the_original(home, client):
    image = shown_images(home, 1)[0]

    listed = client.get("/api/v2/images/?fields=*")
    detail = client.get(f"/api/v2/images/{image.pk}/")

    assert listed.json()["items"][0]["renditions"]["card"]
    for answer in (listed, detail):
        assert b"original_images" not in answer.content
        assert b"download_url" not in answer.content


def test_an_image_is_listed_once_a_public_page_shows_it_and_only_so_long(home, client):
    draft = StandardPageFactory(parent=home, live=False, listing_image=ImageFactory(description="In a draft"))
    ImageFactory(description="Used nowhere")
    (image,) = shown_images(home, 1)

    assert [item["id"] for item in client.get("/api/v2/images/").json()["items"]] == [image.pk]
    assert client.get(f"/api/v2/images/{draft.listing_image.pk}/").status_code == 404
    for page in StandardPage.objects.filter(live=True):
        page.unpublish()
    assert client.get("/api/v2/images/").json()["items"] == []


def test_the_title_of_an_image_which_may_have_been_a_file_name_is_not_told(home, client):
    image = ImageFactory(title="Jane Doe 1980", description="A leaf")
    StandardPageFactory(parent=home, listing_image=image)

    answer = client.get(f"/api/v2/images/{image.pk}/?fields=*")

    assert answer.json()["title"] == "A leaf"
    assert "Jane" not in answer.content.decode()
    assert client.get("/api/v2/images/?search=Jane").json()["items"] == []
    assert len(client.get("/api/v2/images/?search=leaf").json()["items"]) == 1
    assert client.get("/api/v2/images/?title=Jane%20Doe%201980").status_code == 400
    assert client.get("/api/v2/images/?order=title").status_code == 400


def test_the_list_of_images_costs_the_same_for_few_and_for_many(home, client):
    shown_images(home, 2)
    few = count_queries(client, "/api/v2/images/?fields=renditions")
    shown_images(home, 5)

    assert count_queries(client, "/api/v2/images/?fields=renditions") == few


def test_documents_and_redirects_are_there(home, client):
    document = DocumentFactory(title="Leaflet")
    DocumentFactory(title="Linked nowhere")
    page = StandardPageFactory(parent=home)
    page.body = text(f'<p><a linktype="document" id="{document.pk}">a file</a></p>')
    page.save_revision().publish()
    Redirect.objects.create(old_path="/old", redirect_page=home)

    assert [one["title"] for one in client.get("/api/v2/documents/").json()["items"]] == ["Leaflet"]
    assert client.get("/api/v2/redirects/find/?html_path=/old").status_code == 302


def test_staff_see_no_more_than_the_public_and_the_answer_varies_on_no_cookie(home, admin_client):
    StandardPageFactory(parent=home, title="A draft", live=False)

    answer = admin_client.get("/api/v2/pages/")

    assert "A draft" not in answer.content.decode()
    assert "Cookie" not in answer.get("Vary", "")
    assert "Set-Cookie" not in answer


def test_a_redirect_to_a_page_that_is_not_public_is_not_told(home, client):
    draft = StandardPageFactory(parent=home, slug="secret-plan", live=False)
    Redirect.objects.create(old_path="/old", redirect_page=draft)

    assert client.get("/api/v2/redirects/").json()["items"] == []
    assert client.get("/api/v2/redirects/find/?html_path=/old").status_code == 404


def test_who_knows_the_password_of_a_page_does_not_get_it_from_the_api(home, client):
    page = StandardPageFactory(parent=home, title="For some")
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="password", password="open")
    gate = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, page.pk])
    client.post(gate, {"password": "open", "return_url": page.url})
    assert client.get(page.url).status_code == 200

    answer = client.get("/api/v2/pages/")

    assert "For some" not in answer.content.decode()
    assert client.get(f"/api/v2/pages/{page.pk}/").status_code == 404
    assert "Cookie" not in answer.get("Vary", "")


def test_a_browser_gets_json_like_everyone_and_no_cookie(home, client):
    answer = client.get("/api/v2/pages/", headers={"accept": "text/html,*/*;q=0.8"})

    assert answer["Content-Type"] == "application/json"
    assert not answer.cookies


def test_an_unknown_field_is_an_error_that_names_it(home, client):
    answer = client.get("/api/v2/pages/?fields=colour")

    assert answer.status_code == 400
    assert answer.json()["message"].startswith("unknown fields: colour. Possible values: about, alias_of, ")


def test_all_times_are_in_utc_and_end_with_z(page_of, client, settings):
    settings.TIME_ZONE = "America/New_York"
    page = page_of(ArticlePage)
    page.save_revision().publish()
    page.refresh_from_db()
    first, last = (
        moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
        for moment in (page.first_published_at, page.last_published_at)
    )

    lists = [client.get(f"/api/v2/pages/{query}").json()["items"] for query in ("", "?type=articles.ArticlePage")]
    detail = client.get(f"/api/v2/pages/{page.pk}/").json()
    tree = client.get("/api/v2/pages/tree/").content.decode()

    assert first in [item["meta"]["first_published_at"] for items in lists for item in items]
    assert detail["meta"]["first_published_at"] == first
    assert f'"last_published_at":"{last}"' in tree
    assert "+00:00" not in tree


def test_the_tree_can_be_limited_to_a_branch_and_to_levels(home, client):
    parts = {"above": StandardPageFactory(parent=home, slug="above"), "beside": StandardPageFactory(parent=home)}
    parts["below"] = StandardPageFactory(parent=parts["above"], slug="below")
    StandardPageFactory(parent=parts["below"], slug="deep")
    StandardPageFactory(parent=parts["above"], slug="unfinished", live=False)

    def slugs(query):
        def flat(branches):
            return [slug for branch in branches for slug in (branch["slug"], *flat(branch["children"]))]

        return flat(client.get(f"/api/v2/pages/tree/?{query}").json()["items"])

    assert slugs(f"descendant_of={parts['above'].pk}") == ["below", "deep"]
    assert slugs(f"descendant_of={parts['above'].pk}&depth=1") == ["below"]
    assert slugs("descendant_of=root&depth=1") == ["above", parts["beside"].slug]
    assert slugs("depth=1") == [home.slug, "above", parts["beside"].slug]
    assert slugs("depth=0") == [home.slug]
    assert [client.get(f"/api/v2/pages/tree/?{query}").status_code for query in ("descendant_of=x", "depth=-1")] == [
        400,
        400,
    ]
    assert client.get(f"/api/v2/pages/tree/?descendant_of={10**9}").status_code == 404
