"""The policy of the admin, and Wagtail's inline scripts, which it refuses: all of them are replaced."""

import hashlib
import re
from pathlib import Path

import pytest
import wagtail.admin
from django.utils.safestring import SafeString
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminPageChooser, AdminTimeInput
from wagtail.admin.widgets.workflows import AdminTaskChooser

from cms.delivery.security_headers import PREVIEWS, admin_policy, site_policy
from tests.cms.roles.actions import ACTIONS
from tests.cms.roles.admin_urls import address
from tests.cms.roles.world import make_world

DATA = re.compile(r'<script[^>]* type="application/(?:ld\+)?json"[^>]*>.*?</script>', re.DOTALL)
INLINE = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>|<[^>]+\s(?:style|on[a-z]+)\s*=\s*[\"']", re.IGNORECASE)
ORIGINALS = {
    "widgets/date_input.html": "2557f7a4fd543d7cd6f192a97fdd0c12ebfad9a8d4ab2b7fe72a2f011cd049c8",
    "widgets/datetime_input.html": "479d8ddeaa73d2fdd33d584118d51b0c3ec4c2dc5b90a66b526874f9799d2676",
    "widgets/time_input.html": "536917c544a135631e8683866e8351bd491822a336c9a59639ab71338638e242",
    "panels/inline_panel.html": "195bb0b199edb062dcf41a5a92ecabf5bae52a6eac06823eb3cd12b799be4f89",
    "panels/multiple_chooser_panel.html": "673bc9b26ca95c0385e7ac8a5c81d2449e6e59df841f74fe89d5003f877a653d",
}
"""SHA-256 hashes of the templates of Wagtail in whose place or on top of which ours are."""


def directives(policy):
    return {name: sources for name, *sources in (part.split() for part in policy.split("; "))}


def test_the_policy_allows_scripts_of_this_host_only_and_inline_styles_as_elements():
    policy = directives(admin_policy())

    for name in ("default-src", "object-src", "base-uri", "style-src-attr"):
        assert policy[name] == ["'none'"]
    for name in ("script-src", "connect-src", "font-src", "form-action", "frame-ancestors"):
        assert policy[name] == ["'self'"]
    assert policy["style-src"] == ["'self'", "'unsafe-inline'"]
    assert policy["img-src"] == ["'self'", "data:", "blob:"]


def test_previews_on_front_ends_of_other_hosts_may_be_framed(settings):
    settings.FRONT_ENDS = ["https://www.practice.example"]
    admin_policy.cache_clear()
    assert directives(admin_policy())["frame-src"] == ["'self'", "https://www.practice.example"]
    admin_policy.cache_clear()


def test_previews_have_the_policy_of_the_site_and_editors_that_of_the_admin(admin_client, home):
    preview = admin_client.get(f"/admin/pages/{home.pk}/view_draft/")
    editor = admin_client.get(f"/admin/pages/{home.pk}/edit/")

    assert preview.status_code == editor.status_code == 200
    assert preview.headers["Content-Security-Policy"] == site_policy()
    assert editor.headers["Content-Security-Policy"] == admin_policy()
    assert not PREVIEWS.match("/admin/pages/preview-of-spring/")


@pytest.mark.once
@pytest.mark.slow
def test_no_page_of_the_admin_has_an_inline_script_handler_or_style_attribute(home, client, settings):
    settings.TASKS_RUN_AT_ONCE = False
    world = make_world(home)
    client.force_login(world.root)
    requests = {(r.name, r.on, r.query): r for requests in ACTIONS.values() for r in requests if r.data is None}
    found, seen = {}, 0
    for request in requests.values():
        if not request.name.endswith("_results"):
            url = address(world, request)
            response = client.get(url)
            if not response.streaming and response.headers.get("Content-Type", "").startswith("text/html"):
                seen += 1
                if inline := INLINE.findall(DATA.sub("", response.content.decode())):
                    found[url] = inline

    assert seen > 100
    assert found == {}


@pytest.mark.parametrize(
    ("widget", "call"),
    [
        (AdminDateInput(), "initDateChooser"),
        (AdminDateTimeInput(), "initDateTimeChooser"),
        (AdminTimeInput(), "initTimeChooser"),
        (AdminPageChooser(), "new PageChooser"),
        (AdminTaskChooser(), "createTaskChooser"),
    ],
)
@pytest.mark.django_db
def test_a_widget_starts_without_an_inline_script(widget, call):
    html = widget.render("name", None, {"id": "id_name"})

    assert isinstance(html, SafeString)
    assert f'<cms-start hidden call="{call}" arguments="[&quot;id_name&quot;' in html
    assert not INLINE.findall(html)


@pytest.mark.django_db
def test_a_chooser_with_another_script_is_refused_by_name():
    class OddChooser(AdminPageChooser):
        def render_js_init(self, id_, name, value_data):
            return "one(); two();"

    with pytest.raises(ValueError, match="OddChooser"):
        OddChooser().render("name", None, {"id": "id_name"})


@pytest.mark.parametrize("name", ORIGINALS)
def test_the_templates_of_wagtail_that_are_replaced_are_those_that_we_know(name):
    """If this fails after an upgrade, compare ours in `templates/wagtailadmin/` with the new ones."""
    original = Path(wagtail.admin.__file__).parent / "templates/wagtailadmin" / name
    assert hashlib.sha256(original.read_bytes()).hexdigest() == ORIGINALS[name]
