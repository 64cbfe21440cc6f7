"""What Wagtail documents for its API v2, in the order in which it does.

https://docs.wagtail.org/en/stable/advanced_topics/api/v2/usage.html
"""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, Site

from articles.models import ArticlePage
from cms.api.v2.representing import _serializer
from cms.testing.bodies import text
from cms.testing.factories import DocumentFactory, ImageFactory
from cms.testing.review import sign_off
from tests.articles.factories import (
    ArticleIndexPageFactory,
    ArticlePageFactory,
    ProcedureIndexPageFactory,
    ProcedurePageFactory,
)
from tests.home.factories import ContactPageFactory, HomePageFactory, StandardPageFactory

pytestmark = pytest.mark.django_db
PAGES = "/api/v2/pages/"


@pytest.fixture
def ask(client):
    """Ask the API for a list or detail: `ask(path, status=200, **parameters)`."""

    def ask(path=PAGES, status=200, **parameters):
        response = client.get(path, parameters)
        assert response.status_code == status, response.content.decode()
        return response.json()

    return ask


@pytest.fixture
def titles(ask):
    """Return the titles of what is listed, in order."""
    return lambda path=PAGES, **parameters: [item["title"] for item in ask(path, **parameters)["items"]]


@pytest.fixture
def index(home):
    return ArticleIndexPageFactory(parent=home, title="Articles", slug="articles")


@pytest.fixture
def article(index, page_of):
    """Return an article with all fields that pages have in common."""
    about = StandardPageFactory(parent=index.get_parent(), title="The subject", summary="What it is.")
    return ArticlePageFactory(
        parent=index,
        title="Leaves",
        slug="leaves",
        summary="All about leaves.",
        date=date(2026, 1, 2),
        about=about,
        listing_image=ImageFactory(description="A green leaf"),
        body=text("<p>Words on leaves.</p>"),
    )


# Fetching content


def test_a_list_has_a_count_and_items_with_id_meta_and_title(home, ask):
    page = StandardPageFactory(parent=home, title="Your visit", slug="your-visit", first_published_at=timezone.now())

    answer = ask(slug="your-visit")

    assert list(answer) == ["meta", "items"]
    assert answer["meta"] == {"total_count": 1}
    (item,) = answer["items"]
    assert list(item) == ["id", "meta", "title"]
    first_published_at = item["meta"].pop("first_published_at")
    assert timezone.datetime.fromisoformat(first_published_at) == page.first_published_at
    assert item == {
        "id": page.pk,
        "meta": {
            "type": "home.StandardPage",
            "detail_url": f"http://localhost:8000/api/v2/pages/{page.pk}/",
            "html_url": "http://localhost/your-visit/",
            "slug": "your-visit",
        },
        "title": "Your visit",
    }


def test_the_fields_of_a_type_are_there_once_the_type_is_named(article, ask):
    answer = ask(type="articles.ArticlePage", fields="date,reading_time,body")

    assert answer["items"][0]["date"] == "2026-01-02"
    assert answer["items"][0]["reading_time"] == 1
    assert answer["items"][0]["body"][0]["value"] == "<p>Words on leaves.</p>"
    assert "unknown fields: date" in ask(status=400, fields="date")["message"]


def test_several_types_can_be_named(article, titles):
    assert set(titles(type="articles.ArticlePage,articles.ArticleIndexPage")) == {"Leaves", "Articles"}
    assert titles(type="articles.ArticleIndexPage") == ["Articles"]


@pytest.mark.parametrize("name", ["articles.NoSuchPage", "auth.User", "page"])
def test_a_type_that_is_no_page_is_refused(home, ask, name):
    ask(status=400, type=name)


# Pagination


def test_limit_and_offset_cut_a_list_and_leave_the_count(home, ask):
    for number in range(25):
        StandardPageFactory(parent=home, title=f"Page {number:02}")

    default = ask(type="home.StandardPage", order="title")
    middle = ask(type="home.StandardPage", order="title", offset=20, limit=3)

    assert len(default["items"]) == 20
    assert [item["title"] for item in middle["items"]] == ["Page 20", "Page 21", "Page 22"]
    assert default["meta"]["total_count"] == middle["meta"]["total_count"] == 25
    assert ask(offset=100)["items"] == []


@pytest.mark.parametrize(
    "parameters", [{"limit": 101}, {"limit": -1}, {"limit": "x"}, {"offset": -1}, {"offset": "x"}]
)
def test_a_limit_or_offset_that_makes_no_sense_is_refused(home, ask, parameters):
    ask(status=400, **parameters)


# Ordering


def test_a_list_is_ordered_by_fields_forwards_or_backwards(home, titles):
    for slug, title in (("c", "Beech"), ("b", "Alder"), ("a", "Beech")):
        StandardPageFactory(parent=home, title=title, slug=slug)

    def slugs_in(order, ask=titles):
        return ask(type="home.StandardPage", order=order)

    assert slugs_in("title") == ["Alder", "Beech", "Beech"]
    assert slugs_in("-title") == ["Beech", "Beech", "Alder"]
    assert slugs_in("slug") == ["Beech", "Alder", "Beech"]


def test_a_list_is_ordered_by_several_fields(home, ask):
    for slug, title in (("c", "Beech"), ("b", "Alder"), ("a", "Beech")):
        StandardPageFactory(parent=home, title=title, slug=slug)

    items = ask(type="home.StandardPage", order="-title,slug")["items"]

    assert [item["meta"]["slug"] for item in items] == ["a", "c", "b"]


def test_a_list_in_random_order_has_the_same_items(home, titles):
    for number in range(5):
        StandardPageFactory(parent=home, title=f"Page {number}")

    assert sorted(titles(type="home.StandardPage", order="random")) == [f"Page {number}" for number in range(5)]


def test_random_order_goes_with_neither_offset_nor_other_fields(home, ask):
    ask(status=400, order="random", offset=1)
    ask(status=400, order="random,title")


def test_an_order_by_something_unknown_is_refused(home, ask):
    assert "colour" in ask(status=400, order="colour")["message"]


# Filtering


def test_any_field_is_a_filter_by_exact_match(article, titles):
    assert titles(slug="leaves") == ["Leaves"]
    assert titles(title="Leaves") == ["Leaves"]
    assert titles(title="Leav") == []
    assert titles(type="articles.ArticlePage", date="2026-01-02") == ["Leaves"]
    assert titles(type="articles.ArticlePage", date="2026-01-03") == []
    assert titles(id=article.pk) == ["Leaves"]


def test_booleans_are_true_and_false_or_one_and_zero(home, titles, ask):
    StandardPageFactory(parent=home, title="In menus", show_in_menus=True)
    StandardPageFactory(parent=home, title="Not in menus", show_in_menus=False)

    for value in ("true", "1"):
        assert titles(type="home.StandardPage", show_in_menus=value) == ["In menus"]
    for value in ("false", "0"):
        assert titles(type="home.StandardPage", show_in_menus=value) == ["Not in menus"]
    ask(status=400, show_in_menus="yes")


def test_something_unknown_is_no_filter(home, ask):
    assert "colour" in ask(status=400, colour="green")["message"]


def test_pages_with_all_of_several_tags_are_found(home, titles):
    for title, tags in (("One", ["oak"]), ("Both", ["oak", "elm"]), ("Neither", [])):
        page = StandardPageFactory(parent=home, title=title)
        page.tags.add(*tags)
        page.save()

    assert sorted(titles(type="home.StandardPage", tags="oak")) == ["Both", "One"]
    assert titles(type="home.StandardPage", tags="oak,elm") == ["Both"]
    assert titles(type="home.StandardPage", tags="ash") == []


# Filtering by tree position


def test_children_ancestors_and_descendants_of_a_page_are_found(home, index, article, titles):
    assert set(titles(child_of=home.pk)) == {"Articles", "The subject"}
    assert titles(child_of=index.pk) == ["Leaves"]
    assert set(titles(descendant_of=home.pk)) == {"Articles", "Leaves", "The subject"}
    assert titles(ancestor_of=article.pk) == [home.title, "Articles"]
    assert titles(ancestor_of=article.pk, type="articles.ArticleIndexPage") == ["Articles"]


def test_root_is_the_home_page_of_the_site(home, index, titles):
    assert titles(child_of="root") == ["Articles"]
    assert titles(descendant_of="root") == ["Articles"]


@pytest.mark.parametrize("relation", ["child_of", "ancestor_of", "descendant_of", "translation_of"])
def test_a_relation_to_no_page_or_to_none_that_is_public_is_refused(home, ask, relation):
    draft = StandardPageFactory(parent=home, live=False)

    assert ask(status=400, **{relation: draft.pk}) == ask(status=400, **{relation: draft.pk + 1000})
    ask(status=400, **{relation: "x"})
    ask(status=400, **{relation: -1})


def test_children_and_descendants_cannot_be_asked_for_together(home, index, ask):
    ask(status=400, child_of=home.pk, descendant_of=home.pk)


# Filtering by site


@pytest.fixture
def other_home(home):
    root = Page.get_first_root_node()
    other = HomePageFactory(parent=root, title="Other practice", slug="other")
    Site.objects.create(hostname="other.example", port=80, root_page=other)
    return other


def test_a_list_holds_the_pages_of_the_site_that_was_asked_or_of_the_one_that_is_named(home, other_home, titles):
    StandardPageFactory(parent=home, title="Here")
    StandardPageFactory(parent=other_home, title="There")

    assert titles(type="home.StandardPage") == ["Here"]
    assert titles(type="home.StandardPage", site="other.example") == ["There"]
    assert titles(site="other.example", child_of="root") == ["There"]


def test_sites_with_the_same_name_are_told_apart_by_their_port(other_home, titles, ask):
    third = HomePageFactory(parent=Page.get_first_root_node(), title="Third practice", slug="third")
    Site.objects.create(hostname="other.example", port=8080, root_page=third)

    assert titles(site="other.example:8080") == ["Third practice"]
    assert titles(site="other.example:80") == ["Other practice"]
    ask(status=400, site="other.example")


def test_a_site_that_there_is_not_is_not_found(home, ask):
    ask(status=404, site="nowhere.example")


# Search


@pytest.fixture
def searched(home):
    for title, summary, tag in (
        ("James Joyce", "Wrote a long day.", "novels"),
        ("James Watt", "Made steam work.", "engines"),
        ("Joyce Carol", "Wrote many.", "novels"),
    ):
        page = StandardPageFactory(parent=home, title=title, summary=summary)
        page.tags.add(tag)
        page.save()


def test_a_search_wants_all_words_or_with_the_operator_any(searched, titles):
    assert titles(search="james joyce") == ["James Joyce"]
    assert titles(search="James Joyce", search_operator="and") == ["James Joyce"]
    assert set(titles(search="james joyce", search_operator="or")) == {"James Joyce", "James Watt", "Joyce Carol"}
    assert titles(search="steam") == ["James Watt"]
    assert titles(search="nothing") == []


def test_a_search_puts_the_best_match_first_unless_an_order_is_asked_for(searched, titles):
    assert titles(search="james joyce", search_operator="or")[0] == "James Joyce"
    found = titles(search="james joyce", search_operator="or", order="-title")
    assert found == ["Joyce Carol", "James Watt", "James Joyce"]


def test_a_search_goes_with_filters_tags_and_orders_of_all_kinds(searched, home, titles, ask):
    everywhere = {"search": "james joyce", "search_operator": "or"}

    for kind in ({}, {"type": "home.StandardPage"}, {"type": "home.StandardPage,home.HomePage"}):
        assert titles(**everywhere, **kind, tags="engines") == ["James Watt"]
        assert titles(**everywhere, **kind, summary="Wrote many.") == ["Joyce Carol"]
        assert titles(**everywhere, **kind, slug="james-watt") == ["James Watt"]
        assert titles(**everywhere, **kind, order="summary") == ["James Watt", "James Joyce", "Joyce Carol"]
        assert titles(**everywhere, **kind, child_of=home.pk, tags="novels", order="slug") == [
            "James Joyce",
            "Joyce Carol",
        ]
        assert ask(**everywhere, **kind, limit=1, offset=1)["meta"]["total_count"] == 3


def test_spellings_of_one_selection_share_a_serializer(article, ask):
    _serializer.cache_clear()
    for fields in ("summary,-slug", "-slug,summary", "slug,summary,-slug", "summary,summary,-slug"):
        ask(f"{PAGES}{article.pk}/", fields=fields)
    assert _serializer.cache_info().currsize == 1
    nested = [
        ask(f"{PAGES}{article.pk}/", fields=fields)
        for fields in (
            "_,about(title,url)",
            "_,about(url,title)",
            "_,about(id),about(title,url)",
        )
    ]
    assert nested[0] == nested[1] == nested[2]
    assert _serializer.cache_info().currsize == 2


# Internationalized sites


@pytest.fixture
def translated(article, settings):
    """Return the article in French, below aliases of its ancestors."""
    settings.WAGTAIL_I18N_ENABLED = True
    settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES = [("en", "English"), ("fr", "French")]
    _serializer.cache_clear()  # Settings do not change while a server runs, and here they do.
    french = Locale.objects.create(language_code="fr")
    copy = article.copy_for_translation(french, copy_parents=True)
    copy.title = "Feuilles"
    copy.save_revision().publish()
    yield copy
    _serializer.cache_clear()


def test_pages_of_one_locale_are_found(translated, titles, ask):
    assert titles(type="articles.ArticlePage", locale="fr") == ["Feuilles"]
    assert titles(type="articles.ArticlePage", locale="en") == ["Leaves"]
    ask(status=404, locale="xx")


def test_each_page_says_its_locale(translated, ask):
    for query in ({}, {"type": "articles.ArticlePage"}, {"fields": "*"}):
        locales = {item["id"]: item["meta"].get("locale") for item in ask(**query)["items"]}
        assert locales[translated.pk] == "fr", query
        assert set(locales.values()) == {"en", "fr"}, query
    assert ask(f"{PAGES}{translated.pk}/")["meta"]["locale"] == "fr"


def test_translations_of_a_page_are_found_without_the_page(article, translated, home, titles, ask):
    assert titles(translation_of=article.pk) == ["Feuilles"]
    assert titles(translation_of=translated.pk) == ["Leaves"]
    (item,) = ask(translation_of="root")["items"]
    assert item["meta"]["locale"] == "fr"
    assert titles(translation_of=article.pk, locale="fr") == ["Feuilles"]
    assert titles(translation_of=article.pk, locale="en") == []


def test_the_locale_is_shown_where_there_are_several(translated, ask):
    assert ask(f"{PAGES}{translated.pk}/")["meta"]["locale"] == "fr"
    assert ask(locale="fr", type="articles.ArticlePage")["items"][0]["meta"]["locale"] == "fr"


# Fields


def test_fields_are_added_to_those_that_are_there_in_any_case(article, ask):
    (item,) = ask(type="articles.ArticlePage", fields="summary,date")["items"]

    assert set(item) == {"id", "meta", "title", "summary", "date"}


def test_a_star_adds_all_fields(article, ask):
    (item,) = ask(type="articles.ArticlePage", fields="*")["items"]

    assert {field.name for field in ArticlePage.api_fields} <= set(item)
    assert {"show_in_menus", "seo_title", "search_description", "locale", "alias_of"} <= set(item["meta"])


def test_fields_are_taken_away(article, ask):
    (item,) = ask(type="articles.ArticlePage", fields="-title,summary")["items"]
    assert set(item) == {"id", "meta", "summary"}

    (item,) = ask(type="articles.ArticlePage", fields="*,-body,-slug")["items"]
    assert "body" not in item
    assert "summary" in item
    assert "slug" not in item["meta"]


def test_an_underscore_takes_away_all_that_is_not_named(article, ask):
    assert ask(type="articles.ArticlePage", fields="_,title")["items"] == [{"title": "Leaves"}]
    assert ask(type="articles.ArticlePage", fields="_,slug")["items"] == [{"meta": {"slug": "leaves"}}]
    assert ask(type="articles.ArticlePage", fields="_")["items"] == [{}]


def test_of_an_image_or_a_card_what_is_named_is_nested(article, ask):
    """Cards and images have more fields of their own than Wagtail's related objects have; the rules are the same."""
    (item,) = ask(type="articles.ArticlePage", fields="_,listing_image(alt,width),about(summary)")["items"]

    assert set(item["listing_image"]) == {"id", "meta", "title", "alt", "width"}
    assert item["listing_image"]["alt"] == "A green leaf"
    assert set(item["about"]) == {"id", "meta", "title", "summary"}
    assert item["about"]["meta"]["type"] == "home.StandardPage"
    assert item["about"]["summary"] == "What it is."


def test_within_what_is_nested_fields_are_taken_away(article, ask):
    (item,) = ask(type="articles.ArticlePage", fields="_,listing_image(_,alt),about(*,-summary,-image)")["items"]
    assert item["listing_image"] == {"alt": "A green leaf"}
    assert set(item["about"]) == {"id", "meta", "type", "title", "url"}

    (item,) = ask(type="articles.ArticlePage", fields="_,listing_image(-title,credit)")["items"]
    assert set(item["listing_image"]) == {"id", "meta", "credit"}


def test_nesting_goes_on_within_what_is_nested(article, ask):
    article.about.listing_image = ImageFactory(description="A subject")
    article.about.save()

    (item,) = ask(type="articles.ArticlePage", fields="_,about(_,title,image(_,alt))")["items"]

    assert item["about"] == {"title": "The subject", "image": {"alt": "A subject"}}


def test_children_that_belong_to_a_page_show_all_their_fields_unless_told_otherwise(home, ask):
    page = ContactPageFactory(parent=home)

    (item,) = ask(type="home.ContactPage", fields="_,form_fields")["items"]
    first = item["form_fields"][0]
    assert set(first) >= {"id", "meta"}
    assert first["id"] == page.form_fields.first().pk

    (item,) = ask(type="home.ContactPage", fields="_,form_fields(_,id)")["items"]
    assert set(item["form_fields"][0]) == {"id"}


@pytest.mark.parametrize(
    "fields",
    [
        "colour",
        "listing_image(colour)",
        "about(colour)",
        "title(colour)",
        "summary,*",
        "*,summary",
        "_,-title",
        "summary,",
        "listing_image(alt",
        "-listing_image(alt)",
        "summary date",
    ],
)
def test_fields_that_there_are_not_or_that_make_no_sense_are_refused(article, ask, fields):
    ask(status=400, type="articles.ArticlePage", fields=fields)
    ask(f"{PAGES}{article.pk}/", status=400, fields=fields)


# Detail views


def test_a_detail_has_all_fields_and_the_page_above(article, index, ask):
    answer = ask(f"{PAGES}{article.pk}/")

    assert {field.name for field in ArticlePage.api_fields} <= set(answer)
    assert answer["title"] == "Leaves"
    parent = answer["meta"]["parent"]
    assert parent["id"] == index.pk
    assert parent["title"] == "Articles"
    assert parent["meta"] == {
        "type": "articles.ArticleIndexPage",
        "detail_url": f"http://localhost:8000/api/v2/pages/{index.pk}/",
        "html_url": "http://localhost/articles/",
    }


def test_a_detail_shows_the_fields_that_are_asked_for(article, ask):
    answer = ask(f"{PAGES}{article.pk}/", fields="_,title,body")

    assert set(answer) == {"title", "body"}


def test_the_page_above_is_in_details_alone(article, ask):
    assert "parent" not in ask(type="articles.ArticlePage", fields="*")["items"][0]["meta"]
    ask(status=400, fields="parent")


def test_an_alias_names_its_original(home, ask):
    original = StandardPageFactory(parent=home, title="Original", slug="original")
    alias = original.create_alias(update_slug="alias")

    answer = ask(f"{PAGES}{alias.pk}/")

    assert answer["meta"]["alias_of"]["id"] == original.pk
    assert answer["meta"]["alias_of"]["meta"]["html_url"] == "http://localhost/original/"
    original.unpublish()
    Page.objects.filter(pk=alias.pk).update(live=True)
    assert ask(f"{PAGES}{alias.pk}/")["meta"]["alias_of"] is None


@pytest.mark.parametrize("endpoint", ["pages", "images", "documents", "redirects"])
def test_a_detail_that_there_is_not_is_not_found(home, ask, endpoint):
    ask(f"/api/v2/{endpoint}/99999/", status=404)


# Finding pages by HTML path


def test_a_page_is_found_by_its_path_and_what_else_was_asked_goes_along(article, client):
    found = client.get(f"{PAGES}find/", {"html_path": "/articles/leaves/", "fields": "_,date"})

    assert found.status_code == 302
    assert found["Location"] == f"http://localhost:8000/api/v2/pages/{article.pk}/?fields=_%2Cdate"
    assert client.get(found["Location"].removeprefix("http://localhost:8000")).json() == {"date": "2026-01-02"}


@pytest.mark.parametrize("path", ["/articles/leaves/", "articles/leaves", "/articles/leaves"])
def test_slashes_around_a_path_do_not_matter(article, client, path):
    found = client.get(f"{PAGES}find/", {"html_path": path})

    assert found["Location"].endswith(f"/{article.pk}/?")


def test_the_path_of_a_slash_is_the_home_page_and_an_id_finds_too(home, client):
    for parameters in ({"html_path": "/"}, {"id": home.pk}):
        found = client.get(f"{PAGES}find/", parameters)
        assert found.status_code == 302
        assert f"/api/v2/pages/{home.pk}/" in found["Location"]


def test_what_is_not_there_is_not_found(home, client):
    StandardPageFactory(parent=home, slug="draft", live=False)

    for parameters in ({"html_path": "/nowhere/"}, {"html_path": "/draft/"}, {"id": 99999}, {}):
        assert client.get(f"{PAGES}find/", parameters).status_code == 404


# Images, documents, redirects


def test_images_are_listed_with_their_tags_and_sizes(home, ask, titles):
    image = ImageFactory(description="A leaf")
    image.tags.add("green")
    StandardPageFactory(parent=home, listing_image=image)

    (item,) = ask("/api/v2/images/", fields="width,height")["items"]

    assert item["id"] == image.pk
    assert item["meta"] == {
        "type": "cms_images.ContentImage",
        "detail_url": f"http://localhost:8000/api/v2/images/{image.pk}/",
        "tags": ["green"],
    }
    assert (item["title"], item["width"], item["height"]) == ("A leaf", 60, 40)
    assert ask(f"/api/v2/images/{image.pk}/", fields="_,width") == {"width": 60}
    assert titles("/api/v2/images/", tags="green") == ["A leaf"]
    assert titles("/api/v2/images/", tags="red") == []
    assert titles("/api/v2/images/", width=60, order="-height", search="leaf") == ["A leaf"]
    assert titles("/api/v2/images/", search="leaf stone", search_operator="and") == []
    assert titles("/api/v2/images/", search="leaf stone", search_operator="or") == ["A leaf"]


def test_documents_are_listed_with_their_address(home, ask, titles, client):
    document = DocumentFactory(title="Leaflet")
    document.tags.add("paper")
    StandardPageFactory(
        parent=home, body=text(f'<p><a linktype="document" id="{document.pk}">a file</a></p>')
    ).save_revision().publish()

    (item,) = ask("/api/v2/documents/")["items"]

    assert (item["id"], item["title"]) == (document.pk, "Leaflet")
    assert item["meta"]["type"] == "cms_documents.ContentDocument"
    assert (item["extension"], item["media_type"]) == ("pdf", "application/pdf")
    assert item["size"] == document.file_size
    assert item["meta"]["tags"] == ["paper"]
    assert item["meta"]["detail_url"] == f"http://localhost:8000/api/v2/documents/{document.pk}/"
    address = item["meta"]["download_url"].removeprefix("http://localhost:8000")
    assert b"".join(client.get(address).streaming_content).startswith(b"%PDF")
    assert ask(f"/api/v2/documents/{document.pk}/", fields="_,title") == {"title": "Leaflet"}
    assert titles("/api/v2/documents/", title="Leaflet", search="leaflet", order="title") == ["Leaflet"]


def test_redirects_are_listed_and_found(article, ask, client):
    redirect = Redirect.objects.create(old_path="/old", redirect_page=article)
    Redirect.objects.create(old_path="/away", redirect_link="https://example.org/")

    items = ask("/api/v2/redirects/", order="old_path")["items"]

    assert [(item["old_path"], item["location"]) for item in items] == [
        ("/away", "https://example.org/"),
        ("/old", "/articles/leaves/"),
    ]
    assert [item["id"] for item in ask("/api/v2/redirects/", old_path="/old")["items"]] == [redirect.pk]
    found = client.get("/api/v2/redirects/find/", {"html_path": "/old"})
    assert found.status_code == 302
    assert f"/api/v2/redirects/{redirect.pk}/" in found["Location"]
    assert client.get("/api/v2/redirects/find/", {"html_path": "/new"}).status_code == 404


# Rich text formats: https://docs.wagtail.org/en/stable/advanced_topics/api/v2/configuration.html


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("html", '<p>See <a href="http://localhost/target/" data-page-id="{id}"><b>there</b></a>.</p>'),
        ("db_html", '<p>See <a linktype="page" id="{id}"><b>there</b></a>.</p>'),
        ("markdown", "See [**there**](/target/)."),
        ("db_markdown", "See [**there**](wagtail://page?id={id})."),
    ],
)
def test_rich_text_comes_in_the_format_that_is_asked_for(home, ask, name, expected):
    target = StandardPageFactory(parent=home, slug="target")
    page = StandardPageFactory(
        parent=home, body=text(f'<p>See <a linktype="page" id="{target.pk}"><b>there</b></a>.</p>')
    )

    answer = ask(f"{PAGES}{page.pk}/", rich_text_format=name)

    assert answer["body"][0]["value"].strip() == expected.format(id=target.pk)


@pytest.mark.parametrize("name", ["html", "db_html", "markdown", "db_markdown"])
def test_in_no_format_a_link_tells_where_something_hidden_is_nor_shows_a_text_a_picture(home, ask, name):
    draft = StandardPageFactory(parent=home, slug="secret-plan", live=False)
    picture = ImageFactory(shows_patient=True)
    words = f'<p>See <a linktype="page" id="{draft.pk}">there</a>.</p>'
    words += f'<embed alt="A face" embedtype="image" format="left" id="{picture.pk}"/>'
    StandardPageFactory(parent=home, slug="page", body=text(words))
    ContactPageFactory(parent=home, slug="contact", thank_you=words)

    for found in (
        ask(slug="page", type="home.StandardPage", fields="body", rich_text_format=name),
        ask(slug="contact", type="home.ContactPage", fields="thank_you", rich_text_format=name),
    ):
        assert "See " in str(found)
        assert "there" in str(found)
        for told in ("secret-plan", "A face", "linktype", "wagtail://", "/images/"):
            assert told not in str(found)


def test_a_format_that_there_is_not_is_refused(article, ask):
    assert "db_html" in ask(status=400, rich_text_format="pdf")["message"]
    ask(f"{PAGES}{article.pk}/", status=400, rich_text_format="pdf")


# Beyond what Wagtail documents: what all pages share is there without a type.


@pytest.fixture
def mixed(article, home):
    """Pages of three types that differ in what they share."""
    procedures = ProcedureIndexPageFactory(parent=home, title="Procedures", summary="")
    procedure = ProcedurePageFactory(parent=procedures, title="Pruning", summary="Cuts.", about=article.about)
    for page, day in ((article, 3), (procedure, 4)):
        page.tags.add("green", page.slug)
        page.save()
        sign_off(page, signed_on=date(2026, 1, day), next_review_due=date(2099, 1, 1))
    return article, procedure


def test_what_pages_share_can_be_asked_for_without_a_type(mixed, ask):
    fields = "_,summary,listing_image(_,alt),about(_,title),tags,reviewed_by,reviewed_on,next_review_due"

    items = ask(fields=fields, order="-summary", tags="green")["items"]

    assert items[1] == {
        "summary": "All about leaves.",
        "listing_image": {"alt": "A green leaf"},
        "about": {"title": "The subject"},
        "tags": ["green", "leaves"],
        "reviewed_by": "A Reviewer, MD",
        "reviewed_on": "2026-01-03",
        "next_review_due": "2099-01-01",
    }
    assert items[0] == {
        "summary": "Cuts.",
        "listing_image": None,
        "about": {"title": "The subject"},
        "tags": ["green", "pruning"],
        "reviewed_by": "A Reviewer, MD",
        "reviewed_on": "2026-01-04",
        "next_review_due": "2099-01-01",
    }


@pytest.mark.parametrize("kind", [None, "articles.ArticlePage,articles.ProcedurePage", "articles.ArticlePage"])
def test_what_pages_share_filters_them_whatever_their_type(mixed, titles, kind):
    article, _procedure = mixed
    kind = {"type": kind} if kind else {}

    for parameters in (
        {"summary": "All about leaves."},
        {"tags": "green,leaves"},
        {"listing_image": article.listing_image_id},
        {"about": article.about_id, "summary": "All about leaves."},
    ):
        assert titles(**kind, **parameters) == ["Leaves"], parameters
    assert titles(**kind, summary="Nothing") == []


@pytest.mark.parametrize(
    "parameters",
    [
        {"about": "x"},
        {"about": "x", "type": "articles.ArticlePage"},
    ],
)
def test_a_value_that_a_shared_field_cannot_have_is_refused(mixed, ask, parameters):
    assert next(iter(parameters)) in ask(status=400, **parameters)["message"]


def test_what_pages_share_orders_them_whatever_their_type(mixed, titles):
    assert titles(tags="green", order="-summary") == ["Pruning", "Leaves"]
    assert titles(tags="green", order="about,title") == ["Leaves", "Pruning"]
    assert titles(tags="green", search="leaves", order="-summary") == ["Leaves"]


def test_pages_about_a_page_or_with_an_image_that_is_not_public_are_not_told(mixed, titles):
    """Who guesses its id would learn that there is such a page."""
    article, _procedure = mixed
    assert set(titles(about=article.about_id)) == {"Leaves", "Pruning"}
    article.about.unpublish()

    for kind in ({}, {"type": "articles.ArticlePage"}):
        assert titles(**kind, about=article.about_id) == []


def test_a_field_of_one_type_is_no_filter_for_all(mixed, ask):
    soon = timezone.localdate() + timedelta(days=1)
    ask(status=400, date=soon.isoformat())
    ask(status=400, order="date")
    ask(status=400, reviewed_on="2026-01-03")
    ask(status=400, order="reviewed_on")
    ask(status=400, type="articles.ArticlePage", reviewed_on="2026-01-03")
