"""The policy of the admin refuses inline scripts, and no page of the admin has any."""

import inspect
import re
from pathlib import Path

import pytest
from django.forms.renderers import get_default_renderer
from django.http import StreamingHttpResponse
from django.urls import reverse
from wagtail.admin import widgets
from wagtail.admin.widgets.chooser import BaseChooser

from cms.delivery.inline_scripts import render_chooser
from cms.delivery.security_headers import PREVIEWS, admin_policy, site_policy
from tests.cms.roles.actions import ACTIONS
from tests.cms.roles.admin_urls import address
from tests.cms.roles.world import make_world

INLINE = re.compile(
    r"<script(?![^>]*\s(?:src=|type=.application/json))[^>]*>|<[^>]+\s(?:style|on[a-z]+)\s*=\s*[\"']", re.IGNORECASE
)


@pytest.mark.once
def test_no_page_of_the_admin_has_an_inline_script_or_a_style_attribute(home, client, settings):
    settings.TASKS_RUN_AT_ONCE = False
    world = make_world(home)
    client.force_login(world.root)
    found, seen = {}, 0
    for request in {(r.name, r.on, r.query): r for requests in ACTIONS.values() for r in requests}.values():
        if request.data is None and not request.name.endswith("_results"):
            url = address(world, request)
            response = client.get(url)
            if not response.streaming and response.headers.get("Content-Type", "").startswith("text/html"):
                seen += 1
                if inline := [tag for tag in INLINE.findall(response.content.decode())]:
                    found[url] = inline
    assert seen > 100
    assert found == {}
