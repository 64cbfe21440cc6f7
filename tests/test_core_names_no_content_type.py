"""The core's templates and modules work without any content type, so they name none."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

from cms.plugins.registry import registry

pytestmark = pytest.mark.once
ROOT = Path(settings.BASE_DIR)
LABELS = {plugin.label for plugin in registry}
NAME = rf"(?:{'|'.join(sorted(LABELS))})"
IN_TEMPLATE = re.compile(rf"(?<![\w/-]){NAME}[./](?=\w)")
"""A path or a dotted name that begins with the label of a content type. URLs begin with a slash."""
IN_MODULE = re.compile(rf"{NAME}(?:[./]\S+)?")
ALLOWED = {"cms/settings/base.py"}
"""The default of `CMS_CONTENT_TYPES`."""


def core_templates():
    for path in sorted([*ROOT.glob("templates/**/*.*"), *ROOT.glob("cms/**/templates/**/*.*")]):
        if not LABELS & set(path.relative_to(ROOT).parts):
            yield path


def core_modules():
    for path in sorted(ROOT.glob("cms/**/*.py")):
        if str(path.relative_to(ROOT)) not in ALLOWED:
            yield path


def named_in_template(text):
    return [match[0] for match in IN_TEMPLATE.finditer(text)]


def named_in_module(source):
    """Return the strings of `source` that name a content type. Prose, such as an example in a docstring, is none."""
    strings = (node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant))
    return [text for text in strings if isinstance(text, str) and IN_MODULE.fullmatch(text)]


def test_core_templates_name_no_content_type():
    templates = list(core_templates())

    assert ROOT / "templates/base.html" in templates
    assert not {
        str(path.relative_to(ROOT)): found for path in templates if (found := named_in_template(path.read_text()))
    }


def test_core_modules_name_no_content_type():
    assert not {
        str(path.relative_to(ROOT)): found for path in core_modules() if (found := named_in_module(path.read_text()))
    }


@pytest.mark.parametrize(
    "template",
    [
        "{% with practice=settings.home.Practice %}{% endwith %}",
        '{% include "articles/components/citations.html" %}',
        "{% static 'gallery/gallery.css' %}",
        '{"type": "articles.ProcedurePage"}',
    ],
)
def test_a_name_in_a_template_is_found(template):
    assert named_in_template(template)


@pytest.mark.parametrize(
    "source", ['apps.get_model("home", "HomePage")', 'model = "home.HomePage"', 'template = "gallery/case_page.html"']
)
def test_a_name_in_a_module_is_found(source):
    assert named_in_module(source)


def test_urls_and_prose_are_no_names():
    assert not named_in_template('<a href="/articles/questions/">At home. See the gallery</a>')
    assert not named_in_module('"""Labels such as articles.ArticlePage."""')
