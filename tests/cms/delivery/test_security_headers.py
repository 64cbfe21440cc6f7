"""The Content-Security-Policy and the other security headers, on all kinds of responses."""

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory
from django.urls import reverse
from wagtail.models import Page, Site

from cms.delivery.error_pages import server_error
from cms.delivery.request_headers import refuse_unreadable_headers
from cms.delivery.response_cache.application import ResponseCache
from cms.delivery.security_headers import DATA_POLICY, add_security_headers, admin_policy, site_policy
from cms.plugins.plugin import PluginError
from cms.plugins.registry import registry
from cms.testing.factories import ImageFactory
from tests.home.factories import ContactPageFactory, HomePageFactory

POLICY = "Content-Security-Policy"


@pytest.fixture
def gallery():
    return next(plugin for plugin in registry if plugin.label == "gallery")


@pytest.fixture
def declared(gallery):
    """Return a function that lets a plugin declare sources."""
    site_policy.cache_clear()

    def declare(sources):
        gallery.csp_sources = sources

    yield declare
    del gallery.csp_sources
    site_policy.cache_clear()


def directives(policy):
    return {name: sources for name, *sources in (part.split() for part in policy.split("; "))}


def test_the_policy_of_pages_allows_this_host_and_the_frames_of_players_only():
    policy = directives(site_policy())

    assert policy.pop("default-src") == ["'none'"]
    assert policy.pop("base-uri") == policy.pop("object-src") == ["'none'"]
    assert policy.pop("frame-src") == ["https://www.youtube-nocookie.com", "https://player.vimeo.com"]
    assert {source for sources in policy.values() for source in sources} == {"'self'"}
    assert {"script-src", "style-src", "form-action", "frame-ancestors"} <= policy.keys()


@pytest.mark.parametrize(
    ("address", "status", "policy"),
    [
        ("/", 200, "site"),
        ("/search/?q=words", 200, "site"),
        ("/no-such-page/", 404, "site"),
        ("/api/v2/pages/", 200, DATA_POLICY),
        ("/api/v2/pages/0/", 404, DATA_POLICY),
        ("/api/v2/openapi.json", 200, DATA_POLICY),
        ("/sitemap.xml", 200, DATA_POLICY),
        ("/robots.txt", 200, DATA_POLICY),
        ("/admin/login/", 200, "admin"),
    ],
)
def test_each_kind_of_response_has_its_policy(client, home, address, status, policy):
    response = client.get(address)

    assert response.status_code == status
    assert response.headers[POLICY] == {"site": site_policy(), "admin": admin_policy()}.get(policy, policy)
    assert "camera=()" in response.headers["Permissions-Policy"]
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    # For browsers without `frame-ancestors`. Wagtail allows frames of its own pages and previews.
    assert response.headers["X-Frame-Options"] in ("DENY", "SAMEORIGIN")


def test_a_redirect_and_a_refused_form_have_the_headers(client, home):
    page = ContactPageFactory(parent=home)

    assert client.get(page.url.rstrip("/")).headers["Permissions-Policy"]
    refused = client.post(page.url, headers={"Origin": "https://elsewhere.example"})
    assert refused.status_code == 403
    assert refused.headers[POLICY] == site_policy()
    wrong = client.post(page.url)
    assert wrong.status_code == 422
    assert wrong.headers[POLICY] == site_policy()


def test_the_page_of_an_unexpected_error_has_the_policy_and_a_stylesheet_of_its_own(client, home):
    response = add_security_headers(server_error(RequestFactory().get("/")), "/")

    assert response.status_code == 500
    assert response.headers[POLICY] == site_policy()
    assert b"<style" not in response.content
    assert b'href="/static/cms/css/error.css"' in response.content


def test_a_request_with_malformed_headers_gets_them_though_no_middleware_runs():
    started = []
    application = refuse_unreadable_headers(WSGIHandler())

    application(
        {"PATH_INFO": "/", "CONTENT_LENGTH": "much"}, lambda status, headers: started.extend([status, dict(headers)])
    )

    assert started[0].startswith("400")
    assert started[1][POLICY] == site_policy()
    assert started[1]["Referrer-Policy"] == "same-origin"


@pytest.mark.django_db
def test_the_documentation_of_the_api_may_set_styles_and_run_its_own_scripts_only(client):
    policy = directives(client.get(reverse("docs")).headers[POLICY])

    assert policy["script-src"] == ["'self'"]
    assert policy["style-src"] == ["'self'", "'unsafe-inline'"]
    assert policy["default-src"] == policy["frame-ancestors"] == ["'none'"]


@pytest.mark.django_db
def test_front_ends_of_other_hosts_may_show_images(admin_client, settings):
    image = ImageFactory()
    rendition = image.get_rendition("max-165x165")

    response = admin_client.get(reverse("rendition", args=[rendition.file.name.rpartition("/")[2]]))

    assert response.status_code == 200
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert directives(response.headers[POLICY])["default-src"] == ["'none'"]


def test_a_304_has_no_policy_of_another_kind(client, home):
    """A browser replaces the headers that it has stored by those of a 304."""
    etag = client.get("/").headers["ETag"]

    response = client.get("/", headers={"If-None-Match": etag})

    assert response.status_code == 304
    assert response.headers[POLICY] == site_policy()


@pytest.mark.usefixtures("committing_db")
def test_the_response_cache_sends_the_same_headers_again(settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    home = HomePageFactory(parent=Page.get_first_root_node(), slug="site-home")
    Site.objects.filter(is_default_site=True).update(root_page=home, hostname="testserver")
    cache = ResponseCache(WSGIHandler())

    def get(**headers):
        started = []
        b"".join(cache(RequestFactory().get("/", **headers).environ, lambda *start: started.extend(start[:2])))
        return started[0], {name: value for name, value in started[1] if name != "Cache-Status"}

    _status, first = get()
    status, again = get()
    not_modified, kept = get(HTTP_IF_NONE_MATCH=again["ETag"])

    assert first == again
    assert status == "200 OK"
    assert not_modified == "304 Not Modified"
    for name in (POLICY, "Permissions-Policy", "Cross-Origin-Resource-Policy", "Referrer-Policy"):
        assert first[name] == kept[name]


def test_a_plugin_adds_sources_at_one_place(declared):
    declared({"frame-src": ["https://maps.example.com"], "img-src": ["https://*.tiles.example.com/map/"]})

    policy = directives(site_policy())

    assert policy["frame-src"][-1] == "https://maps.example.com"
    assert policy["img-src"] == ["'self'", "https://*.tiles.example.com/map/"]


@pytest.mark.parametrize(
    "sources",
    [
        {"script-src": ["'unsafe-inline'"]},
        {"script-src": ["*"]},
        {"script-src": ["http://cdn.example.com"]},
        {"img-src": ["data:"]},
        {"img-src": ["https://*"]},
        {"frame-src": ["https://a.example; script-src *"]},
        {"default-src": ["https://cdn.example.com"]},
        {"frame-ancestors": ["https://elsewhere.example"]},
    ],
)
def test_a_plugin_cannot_open_the_policy_wide(declared, gallery, sources):
    declared(sources)

    with pytest.raises(PluginError, match="csp_sources"):
        gallery.ready()
