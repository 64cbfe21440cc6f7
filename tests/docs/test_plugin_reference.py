"""Only what is documented is the contract of plugins: all that they are given is documented, and what is, exists."""

import re
from importlib import import_module
from inspect import isclass
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines

from cms.consent.models import ConsentRequired
from cms.pages import blocks
from cms.pages.models import ContentPage
from cms.plugins import api, management
from cms.plugins.plugin import ContentTypePlugin, RelatedContent, RelatedItems
from cms.review.pages import MedicalReview
from cms.testing import contracts, factories, fixtures
from demo.builder import SampleSite

DOCS = Path(settings.BASE_DIR) / "docs/plugins"
REFERENCE = (DOCS / "reference.md").read_text()
TESTING = (DOCS / "testing.md").read_text()
OF_THE_FRAMEWORK = {"default", "clean", "objects", "id", "pk", "Meta", "default_manager"}


def public(names):
    return {name for name in names if not name.startswith("_")} - OF_THE_FRAMEWORK


def declared_by(cls):
    """Return what a class itself declares: attributes, methods, fields."""
    made_by_django = {"DoesNotExist", "MultipleObjectsReturned", "NotUpdated"}
    made_by_wagtail = {"ajax_template", "is_creatable", "page_ptr"}
    fields = {field.name for field in cls._meta.local_fields} if hasattr(cls, "_meta") else set()
    accessors = {f"get_{name}_display" for name in fields} | {
        f"get_{which}_by_{name}" for name in fields for which in ("next", "previous")
    }
    keys = {f"{name}_id" for name in fields}
    return public({*vars(cls), *fields} - made_by_django - made_by_wagtail - accessors - keys)


def commands():
    return {path.stem for path in Path(management.__path__[0]).glob("commands/[a-z]*.py")}


def variables():
    return set(re.findall(r'"(CMS_\w+)"', (Path(settings.BASE_DIR) / "cms/settings/base.py").read_text()))


def hooks():
    core = Path(settings.BASE_DIR) / "cms"
    return {name for path in core.rglob("*.py") for name in re.findall(r'get_hooks\("(\w+)"\)', path.read_text())}


LIBRARIES = ("cms_pages", "cms_images", "metadata", "structured_data")


def tags():
    libraries = [engines["django"].engine.template_libraries[name] for name in LIBRARIES]
    return {name for library in libraries for name in {**library.tags, **library.filters}}


def blocks_of(*templates):
    text = "".join((Path(settings.BASE_DIR) / "templates" / template).read_text() for template in templates)
    return set(re.findall(r"{% block (\w+)", text))


def is_named_in(text, name):
    """Whether `name` stands in code in `text`: by itself, in a call, or in a tag."""
    return re.search(rf"`[^`\n]*\b{re.escape(name)}\b[^`\n]*`", text)


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(declared_by(ContentTypePlugin), id="a plugin"),
        pytest.param(declared_by(RelatedContent) | declared_by(RelatedItems), id="what it offers"),
        pytest.param(declared_by(ContentPage) | declared_by(MedicalReview), id="a page"),
        pytest.param(declared_by(ConsentRequired), id="patient content"),
        pytest.param(public(blocks.__all__), id="blocks"),
        pytest.param(set(api.__all__), id="names to import"),
        pytest.param(declared_by(SampleSite) | {"markers"}, id="sample content"),
        pytest.param(tags(), id="template tags"),
        pytest.param(
            blocks_of("base.html", "layouts/reading.html", "layouts/list.html"), id="blocks of base.html and layouts"
        ),
        pytest.param(hooks(), id="hooks"),
        pytest.param(commands(), id="commands"),
        pytest.param(variables(), id="variables"),
    ],
)
def test_the_reference_names_all_that_plugins_are_given(names):
    assert names
    assert not {name for name in names if not is_named_in(REFERENCE, name)}


def test_the_guide_to_tests_names_all_that_they_are_given():
    contract = {
        name
        for name in declared_by(contracts.PageTypeContract) - {"pytestmark", "model", "make"}
        if not name.startswith("test_")
    }
    given = {
        name
        for module in (factories, contracts)
        for name, value in vars(module).items()
        if isclass(value) and value.__module__ == module.__name__
    }
    fixture_names = {
        name
        for name, value in public_of(fixtures).items()
        if type(value).__name__ == "FixtureFunctionDefinition" and name != "browser_type_launch_args"
    }

    assert contract
    assert fixture_names
    assert not {name for name in contract | given | fixture_names if not is_named_in(TESTING, name)}


def public_of(module):
    return {name: value for name, value in vars(module).items() if not name.startswith("_")}


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda path: path.name)
def test_all_that_the_docs_name_exists(page):
    text = page.read_text()

    for path in set(re.findall(r"`(cms\.[\w.]+)", text)) - {"cms.plugins"}:
        module, _, name = path.rpartition(".")
        try:
            assert import_module(path)
        except ImportError:
            assert hasattr(import_module(module), name), path
    for template in set(re.findall(r"`((?:components|layouts)/\w+\.html)`", text)):
        assert (Path(settings.BASE_DIR) / "templates" / template).exists(), template
    for link in re.findall(r"\]\((?!http)([^)#]+)", text):
        assert (page.parent / link).exists(), link
