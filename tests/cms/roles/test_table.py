"""The table in `docs/staff/roles.md` is true: of each URL of the admin, of the menus, and of the API."""

import re
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.db import transaction
from django.test import Client
from django.urls import reverse
from wagtail.admin.menu import admin_menu, reports_menu, settings_menu

from cms.roles.declaration import Role
from tests.cms.roles.actions import ACTIONS, FOR_EVERYBODY, Request
from tests.cms.roles.admin_urls import address, admin_urls
from tests.cms.roles.world import make_world

pytestmark = [pytest.mark.django_db, pytest.mark.once]
CELLS = {"yes": True, "–": False}


def table():
    """Return the rows of the table: by action, whether each role may do it."""
    text = Path(site_settings.BASE_DIR, "docs/staff/roles.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in re.findall(r"^\|.*\|$", text, re.M)]
    (head,) = [index for index, row in enumerate(rows) if row[0] == "action"]
    roles = [Role(name.lower().replace(" ", "_")) for name in rows[head][1:]]
    return {row[0]: dict(zip(roles, map(CELLS.get, row[1:]), strict=True)) for row in rows[head + 2 :]}


TABLE = table()


@pytest.fixture
def world(home, settings):
    settings.TASKS_RUN_AT_ONCE = False
    settings.SECOND_FACTOR = True
    settings.ROOT_URLCONF = "tests.cms.api.urls_with_v3"
    return make_world(home)
