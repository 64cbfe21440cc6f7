"""docs/settings.md is made from the settings, and describes each variable."""

import ast
from pathlib import Path

import pytest
from django.conf import settings

from cms.settings import describe

pytestmark = pytest.mark.once


def test_the_page_of_settings_is_what_the_settings_declare():
    page = Path(settings.BASE_DIR) / "docs/settings.md"

    assert page.read_text() == describe.describe(), "Run: python -m cms.settings.describe > docs/settings.md"


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ('env("int", "A", 31_536_000)', describe.Variable("A", "number", "`31536000`", "")),
        (
            'env("list", "A", ["x", "y"], help="Why.")',
            describe.Variable("A", "list, separated by commas", "`x,y`", "Why."),
        ),
        ('env("str", "A", f"{BASE_DIR}/var")', describe.Variable("A", "text", "`{BASE_DIR}/var`", "")),
        ('env("bool", "A", False)', describe.Variable("A", "`true` or `false`", "`false`", "")),
        ('env_url("A", "")', describe.Variable("A", "URL (http or https)", "none", "")),
        ('env_url("A")', describe.Variable("A", "URL (http or https)", "required", "")),
    ],
)
def test_a_reading_is_described(call, expected):
    assert describe._variable(ast.parse(call, mode="eval").body) == expected
