"""The private APIs of other packages that the project uses are listed, and behave as the project expects."""

import ast
import inspect
import re
from pathlib import Path

import pytest
from django import forms
from django.contrib.staticfiles import finders
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, models, transaction
from django.db.models.base import ModelBase
from django.db.models.sql.compiler import SQLCompiler
from django.forms.models import BaseModelForm
from django.http import HttpRequest
from django.test import RequestFactory
from rest_framework.fields import CharField
from rest_framework.request import Request
from treebeard.mp_tree import MP_Node
from wagtail.admin.widgets import BaseChooser
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.serializers import RichTextFieldSerializer
from wagtail.api.v2.views import BaseAPIViewSet
from wagtail.api.v3.schemas.generators.read import SchemaGenerator
from wagtail.documents import get_document_model
from wagtail.images.blocks import ImageBlock
from wagtail.images.models import Filter
from wagtail.models import Page, ReferenceIndex, Site
from wagtail.models.sites import SiteRootPath
from wagtail.rich_text import features
from wagtail.rich_text.feature_registry import FeatureRegistry

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("cms", "home", "articles", "gallery", "testimonials")
LIST = ROOT / "docs" / "private-apis.md"
DOCUMENTED = {"_meta", "_state", "_default_manager", "_base_manager", "_fields"}
"""Names with an underscore that are public: see Django's docs on `Model`, and Python's on `namedtuple`."""

CHECKS = {}


def private(name):
    """Register the decorated function as the check of the private API `name`."""

    def register(check):
        CHECKS[name] = check
        return check

    return register


def parameters(function):
    return list(inspect.signature(function).parameters)


@private("Site._find_for_request")
def _():
    source = inspect.getsource(Site.find_for_request)
    assert "Site._find_for_request(request)" in source


@private("Site.get_site_root_paths")
def _():
    assert SiteRootPath._fields == ("site_id", "root_path", "root_url", "language_code")
    assert "Site.get_site_root_paths()" in inspect.getsource(Page._get_site_root_paths)


@private("request._wagtail_route_for_request")
def _():
    request = RequestFactory().get("/")
    request._wagtail_route_for_request = route = object()
    assert Page.route_for_request(request, "") is route


@private("request._wagtail_site")
def _():
    request = RequestFactory().get("/")
    request._wagtail_site = site = Site()
    assert Site.find_for_request(request) is site


@private("HttpRequest._get_raw_host")
def _():
    request = HttpRequest()
    request.META["HTTP_HOST"] = "not-allowed.example:8000"
    assert request._get_raw_host() == "not-allowed.example:8000"


@private("MP_Node._cached_parent_obj")
def _():
    above = Page(path="0001", depth=1)
    page = Page(path="00010001", depth=2)
    page._cached_parent_obj = above
    assert page.get_parent() is above


@private("MP_Node._get_path")
def _():
    assert parameters(MP_Node._get_path) == ["path", "depth", "newstep"]
    assert Page._get_path("0001", 2, 11) == "0001000B"


@private("ReferenceIndex._extract_references_from_object")
def _():
    assert list(ReferenceIndex._extract_references_from_object(Page(title="Not saved"))) == []


@private("BaseAPIViewSet._get_serializer_class")
def _():
    expected = ["router", "model", "fields_config", "show_details", "nested"]
    assert parameters(BaseAPIViewSet._get_serializer_class) == expected


@private("WagtailAPIRouter._endpoints")
def _():
    router = WagtailAPIRouter("name")
    router.register_endpoint("pages", BaseAPIViewSet)
    assert router._endpoints == {"pages": BaseAPIViewSet}


@private("_wagtail_rich_text_format")
def _():
    assert '"_wagtail_rich_text_format": self.resolve_rich_text_format()' in inspect.getsource(BaseAPIViewSet)
    assert '"_wagtail_rich_text_format"' in inspect.getsource(RichTextFieldSerializer)


@private("SchemaGenerator._custom_serializer_schema")
def _():
    assert parameters(SchemaGenerator._custom_serializer_schema) == ["api_field"]


@private("Request._request")
def _():
    request = RequestFactory().get("/")
    assert Request(request)._request is request


@private("Field._kwargs")
def _():
    assert CharField(read_only=True)._kwargs == {"read_only": True}


@private("Field._context")
def _():
    field = CharField()
    field.bind("name", None)
    field._context = {"request": 1}
    assert field.context == {"request": 1}


@private("FieldFile._committed")
def _():
    upload = SimpleUploadedFile("note.pdf", b"")
    assert not get_document_model()(file=upload).file._committed
    assert get_document_model()(file="stored.pdf").file._committed


@private("BaseModelForm._post_clean")
def _():
    assert parameters(BaseModelForm._post_clean) == ["self"]
    assert "self._post_clean()" in inspect.getsource(forms.BaseForm.full_clean)


@private("SQLCompiler")
def _():
    compiler = Page.objects.values_list("pk").query.get_compiler("default")
    assert isinstance(compiler, SQLCompiler)
    sql, parameters_of_query = compiler.as_sql()
    assert sql.startswith("SELECT")
    assert parameters_of_query == ()
    ((expression, _sql, _alias),) = compiler.select
    assert compiler.get_converters([expression]) == {}


@private("ModelBase")
def _():
    members = {"__module__": __name__, "Meta": type("Meta", (), {"abstract": True})}
    assert ModelBase("Made", (models.Model,), members)._meta.abstract


@private("features.default_features")
def _():
    assert isinstance(features.default_features, list)
    assert FeatureRegistry().default_features == []
    assert features.get_default_features() is features.default_features


@private("Filter.get_willow_image")
def _():
    assert parameters(Filter.get_willow_image) == ["self", "image", "source"]
    assert "self.get_willow_image(" in inspect.getsource(Filter.run)


@private("StreamBlock._createChild")
def _():
    script = Path(finders.find("wagtailadmin/js/telepath/blocks.js")).read_text(encoding="utf-8")
    assert "_createChild" in script


@private("BaseChooser.render")
def _():
    # `cms.delivery.inline_scripts` has replaced the method, so its source is read from the module.
    source = inspect.getsource(inspect.getmodule(BaseChooser)).partition("    def render(")[2]
    assert 'out = f"{widget_html}<script>{js}</script>"' in source
    assert "js = self.render_js_init(id_, name, value_data)" in source
    assert "widget_html = self.render_html(name, value_data, attrs)" in source


@private("ImageBlock._image_to_struct_value")
def _():
    assert ImageBlock()._image_to_struct_value(None) == {"image": None, "alt_text": None, "decorative": None}


@private("BaseDatabaseWrapper.run_on_commit")
def _():
    def callback():
        pass

    with transaction.atomic():
        with transaction.atomic():
            transaction.on_commit(callback)
            assert connection.run_on_commit[-1][1] is callback
            transaction.set_rollback(True)
        assert callback not in [entry[1] for entry in connection.run_on_commit]


@private("BaseDatabaseWrapper._nodb_cursor")
def _():
    assert parameters(connection._nodb_cursor) == []


@pytest.mark.parametrize("name", CHECKS)
@pytest.mark.django_db
def test_private_api_behaves_as_expected(name):
    CHECKS[name]()


def listed():
    return re.findall(r"^\| `([^`]+)` \|", LIST.read_text(encoding="utf-8"), re.MULTILINE)


def test_every_name_of_the_list_is_checked():
    assert sorted(listed()) == sorted(CHECKS)
    assert len(listed()) <= 26


def modules():
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if not {"migrations", "scaffold"} & set(path.parts):
                yield path, ast.parse(path.read_text(encoding="utf-8"))


def is_private(name):
    return name.startswith("_") and not name.endswith("__") and name not in DOCUMENTED


def own_names(trees):
    """Return the names that the project defines: functions, classes, and attributes of `self`."""
    for tree in trees:
        for node in ast.walk(tree):
            match node:
                case ast.FunctionDef() | ast.ClassDef():
                    yield node.name
                case ast.Name(ctx=ast.Store()):
                    yield node.id
                case ast.Attribute(value=ast.Name(id="self"), ctx=ast.Store()):
                    yield node.attr
                case ast.keyword(arg=str()):
                    yield node.arg


def uses(tree):
    """Yield (line, name, whether it is of `self`) for each private name that `tree` uses of an object."""
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id="self" | "cls")) if is_private(node.attr):
                yield node.lineno, node.attr, True
            case ast.Attribute() if is_private(node.attr):
                yield node.lineno, node.attr, False
            case ast.ImportFrom():
                for alias in node.names:
                    if is_private(alias.name):
                        yield node.lineno, alias.name, False
            case ast.Constant(value=str()) if node.value.startswith("_wagtail"):
                yield node.lineno, node.value, False


def test_no_private_name_is_used_that_is_not_listed():
    found = dict(modules())
    ours = set(own_names(found.values()))
    allowed = {name.rpartition(".")[2] for name in listed()}
    unlisted = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path, tree in found.items()
        for line, name, of_self in uses(tree)
        if name not in allowed and not (of_self and name in ours)
    ]
    assert not unlisted, "List these in docs/private-apis.md, or use a public API:\n" + "\n".join(unlisted)


@pytest.mark.parametrize("line", ["page._private", "from wagtail.models import _private", 'x["_wagtail_private"]'])
def test_the_search_finds_private_names(line):
    assert list(uses(ast.parse(line)))
