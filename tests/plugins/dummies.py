"""Small packages that offer a content type each. All but one are broken, each in a way of its own.

To Python, a folder with the module and its `*.dist-info` beside it is an installed package, so none is built.
"""

from dataclasses import dataclass, field

APPS = """
from cms.plugins.plugin import ContentTypePlugin, RelatedContent


class Plugin(ContentTypePlugin):
    name = "dummy_{name}"
    label = "{name}"
    verbose_name = "Dummy {name}"
    summary = "A dummy."
    requires_core = ">=1.0,<2"
    {more}
"""

PAGE = """
from cms.pages.models import ContentPage


class {model}(ContentPage):
    pass
"""

BLOCKS = """
    def body_blocks(self):
        from wagtail import blocks

        return {{"{block}": blocks.CharBlock()}}
"""

ENDPOINTS = """
    def api_endpoints(self):
        from .api import DummyAPIViewSet

        return {{"{endpoint}": DummyAPIViewSet}}
"""

API = """
from cms.api.v2.sites import SiteAPIViewSet

from .models import {model}


class DummyAPIViewSet(SiteAPIViewSet):
    \"\"\"How many there are.\"\"\"

    name = "{name}"
    model = {model}

    def represent(self, site) -> dict[str, int]:
        return {{"count": {model}.objects.count()}}
"""

PAGE_MIGRATION = """
from django.db import migrations

from cms.pages.models import ContentPage


class Migration(migrations.Migration):
    dependencies = [("cms_images", "0001_initial"), ("cms_pages", "0001_initial")]
    operations = [
        migrations.CreateModel(
            "{model}",
            [(one.name, one.clone()) for one in ContentPage._meta.local_fields],
            bases=("wagtailcore.page",),
        )
    ]
"""

MIGRATION = """
from django.db import migrations


def run(apps, schema_editor):
    {run}


class Migration(migrations.Migration):
    dependencies = [{after}]
    operations = [migrations.RunPython(run)]
"""

HOOKS = """
from wagtail import hooks


@hooks.register("insert_global_admin_css")
def css():
    return ""
"""


@dataclass(frozen=True)
class Dummy:
    """A package, and what is said of it."""

    name: str
    says: str = ""
    """What stands in the sentence."""
    more: str = ""
    """What its plugin declares beside the usual."""
    files: dict = field(default_factory=dict)
    """Its other files, or other than usual."""
    variables: dict = field(default_factory=dict)
    beside: tuple = ()
    """Other packages that are installed with it, and enabled before it."""
    package: str = ""

    def install(self, folder):
        """Put it into `folder`, which belongs into PYTHONPATH. Return the names of what is there to be enabled."""
        package = self.package or f"dummy_{self.name}"
        files = {"__init__.py": "", "apps.py": APPS.format(name=self.name, more=self.more)} | self.files
        for path, text in files.items():
            (folder / package / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / package / path).write_text(text, encoding="utf-8")
        info = folder / f"{package}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
        (info / "top_level.txt").write_text(package)
        (info / "entry_points.txt").write_text(f"[cms.plugins]\n{self.name} = {package}\n")
        return [*(name for other in self.beside for name in other.install(folder)), self.name]

    def __str__(self):
        return self.name


def ready(code):
    return f"def ready(self):\n        {code}"


def raises(method):
    return f"def {method}(self):\n        raise LookupError('nothing there')"


def offers_api(name):
    return f"def api_endpoints(self):\n        return {{'{name}': object}}"


def migrations(first):
    return {"migrations/__init__.py": "", "migrations/0001_initial.py": first}


def good(name):
    """Return a content type that works: a page type, a block, an endpoint, hooks."""
    model = f"{name.capitalize()}Page"
    files = {"models.py": PAGE.format(model=model), "api.py": API.format(name=name, model=model)}
    more = BLOCKS.format(block=f"{name}_block") + ENDPOINTS.format(endpoint=name)
    files |= migrations(PAGE_MIGRATION.format(model=model)) | {"wagtail_hooks.py": HOOKS}
    return Dummy(name, more=more, files=files)


def keeping(name):
    """Return a content type that works, with a JSON field and a file field."""
    dummy = good(name)
    facts, note = "models.JSONField(default=dict, blank=True)", "models.FileField(blank=True)"
    models = dummy.files["models.py"].replace("    pass", f"    facts = {facts}\n    note = {note}")
    columns = "ContentPage._meta.local_fields]"
    migration = dummy.files["migrations/0001_initial.py"]
    migration = migration.replace(columns, f'{columns} + [("facts", {facts}), ("note", {note})]')
    dummy.files["models.py"] = f"from django.db import models\n{models}"
    dummy.files["migrations/0001_initial.py"] = f"from django.db import models\n{migration}"
    return dummy


ODD_MODELS = """
from django.db import models
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.api import APIField
from cms.documents.models import ContentDocument
from wagtail.models import Orderable, Page
from wagtail.snippets.models import register_snippet

from cms.images.models import ContentImage
from cms.pages.models import ContentPage


@register_snippet
class Leaf(models.Model):
    name = models.CharField(max_length=20)
    picture = models.ForeignKey(ContentImage, null=True, on_delete=models.SET_NULL, related_name="+")
    twin = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")

    api_fields = [APIField("name"), APIField("picture"), APIField("twin")]


class Bough(models.Model):
    name = models.CharField(max_length=20)
    picture = models.ForeignKey(ContentImage, null=True, on_delete=models.SET_NULL, related_name="+")
    leaf = models.ForeignKey(Leaf, null=True, on_delete=models.SET_NULL, related_name="+")

    api_fields = [APIField("name"), APIField("picture"), APIField("leaf")]


class Common(models.Model):
    poster = models.ForeignKey(ContentImage, null=True, on_delete=models.SET_NULL, related_name="+")
    file = models.ForeignKey(ContentDocument, null=True, on_delete=models.SET_NULL, related_name="+")
    target = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="+")
    leaf = models.ForeignKey(Leaf, null=True, on_delete=models.SET_NULL, related_name="+")
    price = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    extra = models.JSONField(default=dict)

    common = [APIField(name) for name in ("poster", "file", "target", "leaf", "price", "extra")]

    class Meta:
        abstract = True


class PlainPage(Common, Page):
    api_fields = Common.common


class ShowPage(Common, ContentPage):
    leaves = ParentalManyToManyField(Leaf, blank=True, related_name="+")
    more = [APIField("links"), APIField("leaves"), APIField("shout")]
    api_fields = [*ContentPage.api_fields, *Common.common, *more]

    @property
    def shout(self):
        return {self.title.upper(): 1}


class Link(Orderable):
    page = ParentalKey(ShowPage, related_name="links")
    label = models.CharField(max_length=20)
    target = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="+")
    picture = models.ForeignKey(ContentImage, null=True, on_delete=models.SET_NULL, related_name="+")
    leaf = models.ForeignKey(Leaf, null=True, on_delete=models.SET_NULL, related_name="+")

    api_fields = [APIField("label"), APIField("target"), APIField("picture"), APIField("leaf")]
"""

ODD_API = """
from wagtail.api.v2.views import BaseAPIViewSet

from cms.api.v2.views import APIViewMixin

from .models import Bough


class BoughsAPIViewSet(APIViewMixin, BaseAPIViewSet):
    name = "boughs"
    model = Bough


class BareBoughsAPIViewSet(BaseAPIViewSet):
    name = "bare"
    model = Bough
"""

ODD = Dummy(
    "odd",
    more="""
    def api_endpoints(self):
        from .api import BareBoughsAPIViewSet, BoughsAPIViewSet

        return {"boughs": BoughsAPIViewSet, "bare": BareBoughsAPIViewSet}
""",
    files={"models.py": ODD_MODELS, "api.py": ODD_API},
)
"""It is made by Wagtail's documentation, and not by ours: plain fields, a page type that is no content page."""

PLAIN_MODELS = """
from django.db import models
from django.http import HttpResponse
from django.shortcuts import redirect
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.api import APIField
from wagtail.contrib.forms.models import AbstractEmailForm, AbstractFormField
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page
from wagtail.search import index

from cms.images.models import ContentImage


class NoticeTag(TaggedItemBase):
    content_object = ParentalKey("NoticePage", on_delete=models.CASCADE, related_name="own_tags")


class Entry(blocks.StructBlock):
    label = blocks.CharBlock()
    page = blocks.PageChooserBlock(required=False)


class NoticePage(Page):
    text = RichTextField(blank=True)
    picture = models.ForeignKey(ContentImage, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    about = models.CharField(max_length=40, blank=True)
    body = StreamField(
        [
            ("heading", blocks.CharBlock()),
            ("paragraph", blocks.RichTextBlock()),
            ("image", ImageChooserBlock()),
            ("entries", blocks.ListBlock(Entry())),
        ],
        blank=True,
    )
    tags = ClusterTaggableManager(through=NoticeTag, blank=True)

    content_panels = [*Page.content_panels, *map(FieldPanel, ["text", "picture", "about", "body", "tags"])]
    api_fields = [*map(APIField, ["text", "picture", "about", "body", "tags"])]
    search_fields = [*Page.search_fields, index.SearchField("text")]


class MovedPage(Page):
    target = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="+")

    content_panels = [*Page.content_panels, FieldPanel("target")]
    api_fields = [APIField("target")]
    preview_modes = []

    def serve(self, request):
        return redirect(self.target.get_url(request))


class SurveyField(AbstractFormField):
    page = ParentalKey("SurveyPage", on_delete=models.CASCADE, related_name="form_fields")


class SurveyPage(AbstractEmailForm):
    content_panels = [*AbstractEmailForm.content_panels, InlinePanel("form_fields")]
    api_fields = [APIField("form_fields")]


class HubPage(RoutablePageMixin, Page):
    @path("")
    def index(self, request):
        return HttpResponse("The hub")

    @path("feed/")
    def feed(self, request):
        return HttpResponse("The feed")
"""

PLAIN = Dummy(
    "plain",
    files={
        "models.py": PLAIN_MODELS,
        "templates/plain/notice_page.html": """{% extends "base.html" %}
{% load wagtailcore_tags %}
{% block content %}<h1>{{ page.title }}</h1>{{ page.text|richtext }}{% include_block page.body %}{% endblock %}
""",
        "templates/plain/survey_page.html": "<form method=post>{% csrf_token %}{{ form }}</form>",
        "templates/plain/survey_page_landing.html": "Thank you",
    },
)
"""Page types of Wagtail alone: with its tags, its streams and its forms, one that redirects, and one with routes."""

MANY_TYPES = 130
MANY = Dummy(
    "many",
    files={
        "models.py": "from cms.pages.models import ContentPage, MedicalReview\n"
        + "".join(
            f"class Many{number}Page({'MedicalReview, ' if number % 2 else ''}ContentPage):\n    pass\n"
            for number in range(MANY_TYPES)
        )
    },
)
"""More page types than SQLite joins tables, and than its functions take arguments."""

REFUSED = [
    Dummy("no_init", "cannot be imported: ZeroDivisionError", files={"__init__.py": "1 / 0"}),
    Dummy("no_apps", "No module named 'not_found'", files={"apps.py": "import not_found"}),
    Dummy("no_syntax", "cannot be imported: SyntaxError", files={"apps.py": "class"}),
    Dummy("models_first", "cannot be imported", files={"apps.py": "from wagtail.models import Page"}),
    Dummy("leaves", "cannot be imported: SystemExit", files={"apps.py": "raise SystemExit(0)"}),
    Dummy("no_plugin", "dummy_no_plugin.apps has no ContentTypePlugin", files={"apps.py": ""}),
    Dummy(
        "an_app",
        "dummy_an_app.apps has no ContentTypePlugin",
        files={
            "apps.py": "from django.apps import AppConfig\nclass An(AppConfig):\n    name = label = 'dummy_an_app'"
        },
    ),
    Dummy("two_plugins", "cannot be imported: RuntimeError", "pass\nclass Second(Plugin):\n    pass"),
    Dummy("renamed", "the label of its app is “other”", "label = 'other'"),
    Dummy("elsewhere", "the name of its app is “home”", "name = 'home'"),
    Dummy("auth", "Its label “auth” is taken by the core"),
    Dummy("wagtailcore", "Its label “wagtailcore” is reserved for the core"),
    Dummy("same_title", "Its verbose_name “Home” is taken by “home”", "verbose_name = 'Home'"),
    Dummy("gallery", "provided by the package dummy_gallery and by this project"),
    Dummy(
        "twice",
        "Uninstall all but one of them",
        beside=(Dummy("twice", package="another_twice"),),
    ),
    Dummy("future", "It works with plugin contract >=99", "requires_core = '>=99'"),
    Dummy("any_version", "is not a version range", "requires_core = 'any'"),
    Dummy("a_number", "Its requires_core = 1 is not a version range", "requires_core = 1"),
    Dummy("a_list", "Its requires_core = ['>=1'] is not a version range", "requires_core = ['>=1']"),
    Dummy("takes", "Its setting DEBUG has to begin with TAKES_", "required_settings = ['DEBUG']"),
    Dummy("one_text", "have to be a list", "required_settings = 'ONE_TEXT_KEY'"),
    Dummy("no_kind", "has the default None", "default_settings = {'NO_KIND_MOST': None}"),
    Dummy("no_names", "Its declarations cannot be read: TypeError", "required_settings = None"),
]
"""The site starts without them."""

STOPPING = [
    Dummy("needs", "The variable NEEDS_KEY is not set", "required_settings = ['NEEDS_KEY']"),
    Dummy("most", "MOST_OF_IT", "default_settings = {'MOST_OF_IT': 5}", variables={"MOST_OF_IT": "many"}),
    Dummy("no_models", "its models cannot be loaded: ZeroDivisionError", files={"models.py": "1 / 0"}),
    Dummy(
        "takes_model",
        "its models cannot be loaded: RuntimeError: Conflicting 'homepage' models",
        files={"models.py": PAGE.format(model="HomePage") + "    class Meta:\n        app_label = 'home'"},
    ),
    Dummy(
        "no_hooks",
        "its wagtail_hooks cannot be loaded: ModuleNotFoundError",
        files={"wagtail_hooks.py": "import cms.no"},
    ),
    Dummy(
        "no_tags",
        "its templatetags cannot be loaded: NameError",
        files={"templatetags/__init__.py": "", "templatetags/no_tags.py": "register"},
    ),
    Dummy("not_ready", "its ready() failed: ZeroDivisionError", ready("super().ready()\n        1 / 0")),
    Dummy("alone", "its ready() failed: it does not call super().ready()", ready("pass")),
    Dummy(
        "translated",
        "Two content types have the verbose_name “Home”",
        "from django.utils.text import format_lazy\n    verbose_name = format_lazy('{name}', name='Home')",
    ),
    Dummy("no_blocks", "its body_blocks() cannot be used: LookupError: nothing there", raises("body_blocks")),
    Dummy("their_block", "taken by a block of “testimonials”", BLOCKS.format(block="testimonials")),
    Dummy("not_a_block", "which is no block", "def body_blocks(self):\n        return {'text_only': 'text'}"),
    Dummy("no_api", "its api_endpoints() cannot be used: LookupError: nothing there", raises("api_endpoints")),
    Dummy("taken_api", "of “dummy_taken_api” is already registered by “cms”", offers_api("practice")),
    Dummy("bare_api", "not a viewset with a `model`", offers_api("bare")),
]
"""They fail where nothing can go on without them: the start stops in a sentence."""

FAILING_REQUESTS = [
    Dummy("core_block", "the name “quote” is taken by a block of the core", BLOCKS.format(block="quote")),
    Dummy("core_api", "of “dummy_core_api” is already registered by “cms”", offers_api("pages")),
]
"""Each request would fail with them: a server stops at the start."""

FOUND = [
    Dummy("no_problems", "its problems() failed: LookupError: nothing there", raises("problems")),
    Dummy(
        "a_problem", "A_PROBLEM_KEY is too short.", "def problems(self):\n        yield 'A_PROBLEM_KEY is too short.'"
    ),
    Dummy("no_related", "its related_content() failed: LookupError: nothing there", raises("related_content")),
    Dummy(
        "no_migration",
        "its migrations cannot be loaded: ZeroDivisionError",
        files=migrations("1 / 0"),
    ),
]
"""What they have wrong is found by `manage.py check`, with whatever else is."""

SAME_PAGE = Dummy("same_page", files={"models.py": PAGE.format(model="ArticlePage")})
"""Its page type has the name of another, which is one to Django: the accessor on all pages is called the same."""

NOT_MIGRATING = [
    Dummy(
        "fails",
        "its migration 0001_initial failed: ZeroDivisionError",
        files=migrations(MIGRATION.format(run="1 / 0", after="")),
    ),
    Dummy(
        "waits",
        "reference nonexistent parent node ('home', '0999_later')",
        files=migrations(MIGRATION.format(run="pass", after="('home', '0999_later')")),
    ),
    Dummy("no_tables", "has models and no migrations", files={"models.py": PAGE.format(model="NoTablesPage")}),
]
"""They start, and `manage.py migrate` says whose migrations those are."""
