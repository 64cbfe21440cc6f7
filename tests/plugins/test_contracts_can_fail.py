"""A content type that keeps none of its promises fails each test of its contract."""

import re

import pytest
from django.core.management import call_command

from cms.testing.contracts import ContentTypeContract, PageTypeContract, SnippetContract
from tests.plugins.place import ROOT

pytestmark = [pytest.mark.once, pytest.mark.slow]

APPS = """
from cms.plugins.plugin import ContentTypePlugin


class LeafletsPlugin(ContentTypePlugin):
    name = "bay_leaflets"
    label = "leaflets"
    verbose_name = "Leaflets"

    def problems(self):
        yield "It has one."
"""
BLOCKS = """
from wagtail import blocks


class NavigationBlock(blocks.CharBlock):
    def render(self, value, context=None):
        return f"<nav>{value}</nav>"

    class Meta:
        preview_value = "Words that are no Markdown"


body_blocks = {"silent": blocks.CharBlock(), "navigation": NavigationBlock()}
"""
API = """
from wagtail.api.v2.views import BaseAPIViewSet

from cms.api.v2.sites import SiteAPIViewSet

from .models import LeafletPage, Tip


class LeafletsAPIViewSet(SiteAPIViewSet):
    name = "leaflets"
    model = LeafletPage

    def represent(self, site) -> dict[str, int]:
        return {"count": "many"}


class TipsAPIViewSet(BaseAPIViewSet):
    model = Tip


endpoints = {"leaflets": LeafletsAPIViewSet, "tips": TipsAPIViewSet}
"""
MODELS = """
from django.db import models
from wagtail.api import APIField
from wagtail.models import DraftStateMixin, Page, RevisionMixin
from wagtail.search import index
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.consent.models import ConsentRequired
from cms.pages.models import ContentPage
from cms.review.pages import MedicalReview


class Tip(ConsentRequired, DraftStateMixin, RevisionMixin, index.Indexed, models.Model):
    words = models.TextField()
    edition = models.CharField(max_length=20, blank=True)

    required_coverage = {"story": True}
    search_fields = [index.SearchField("words")]
    api_fields = [APIField("words"), APIField("words_of_the_draft")]

    def words_of_the_draft(self) -> str:
        return self.get_latest_revision_as_object().words if self.latest_revision_id else ""


class TipViewSet(SnippetViewSet):
    model = Tip
    list_display = ["edition"]


register_snippet(TipViewSet)


class LeafletPage(MedicalReview, ConsentRequired, ContentPage):
    edition = models.CharField(max_length=20, blank=True)

    api_fields = [*ContentPage.api_fields, APIField("leaflets_there_are")]

    def leaflets_there_are(self) -> int:
        return Page.objects.filter(pk=self.pk).count()

    @property
    def preview_modes(self):
        return [("", "Usual"), ("none", "A mode without a template")]

    def get_preview_template(self, request, mode_name):
        return "leaflets/no_such_template.html" if mode_name else self.get_template(request)

    def route(self, request, path_components):
        from wagtail.url_routing import RouteResult

        return RouteResult(self)

    def save(self, *args, **kwargs):
        self.summary = self.summary[1:]
        super().save(*args, **kwargs)

    @classmethod
    def can_exist_under(cls, parent):
        return False
"""
TESTS = """

class TipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Tip

    words = "Words"
    consent = factory.SubFactory(ConsentFactory)

    @factory.post_generation
    def revised(tip, create, extracted, **kwargs):
        tip.save_revision(clean=False)


class TestTip(SnippetContract):
    factory = TipFactory
    endpoint = "tips"
"""
IMPORTS = """import factory
from bay_leaflets.models import Tip
from cms.testing.contracts import SnippetContract
from cms.testing.factories import ConsentFactory
"""
TEMPLATE = """
<title>Leaflet</title>
<img src="/leaf.png">
{{ page.get_latest_revision_as_object.title }}
{% for block in page.body %}{{ page.get_siblings.count }}{% endfor %}
"""


def promises(contract):
    return {name for name in dir(contract) if name.startswith("test_")}


def test_each_promise_that_is_broken_is_found(place, tmp_path):
    call_command("startcontenttype", "leaflets", page="LeafletPage", package=True, directory=tmp_path)
    package = tmp_path / "bay-leaflets"
    enabled = {"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": f"{package}:{ROOT}"}
    place.run(
        [place.python, "-c", "from flit_core.buildapi import *; prepare_metadata_for_build_wheel('.')"], cwd=package
    )
    (package / "bay_leaflets/migrations/0001_initial.py").unlink()
    broken = {"models.py": MODELS, "api.py": API, "apps.py": APPS, "blocks.py": BLOCKS}
    contracts = package / "tests/test_contracts.py"
    contracts.write_text(IMPORTS + contracts.read_text() + TESTS)
    broken |= {"templates/leaflets/leaflet_page.html": TEMPLATE}
    for name, text in broken.items():
        (package / "bay_leaflets" / name).write_text(text)
        if name == "models.py":  # with the tables that it needs, or nothing at all could be tested
            migrate = [place.python, "-m", "django", "makemigrations", "leaflets", "--pythonpath", "."]
            place.run(migrate, cwd=package, **enabled)
    (package / "bay_leaflets/models.py").write_text(MODELS.replace("max_length=20", "max_length=30"))

    said = place.pytest(package, "-rfE", "--tb=line", expected=1, **enabled)

    failed = set(re.findall(r"^(?:FAILED|ERROR) .*::(Test\w+::test_\w+)", said, re.MULTILINE))
    assert failed == {
        f"{name}::{promise}"
        for name, contract in (
            ("TestLeaflets", ContentTypeContract),
            ("TestLeafletPage", PageTypeContract),
            ("TestTip", SnippetContract),
        )
        for promise in promises(contract)
    }
