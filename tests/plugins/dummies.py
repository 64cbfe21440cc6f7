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
from wagtail import blocks

body_blocks = {{"{block}": blocks.CharBlock()}}
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


endpoints = {{"{name}": DummyAPIViewSet}}
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


def problems(code):
    return f"def problems(self):\n        {code}"


RAISES = "raise LookupError('nothing there')"


def blocks(name):
    return {"blocks.py": BLOCKS.format(block=name)}


def endpoint(name):
    return {"api.py": f"endpoints = {{'{name}': object}}"}


def migrations(first):
    return {"migrations/__init__.py": "", "migrations/0001_initial.py": first}


def good(name):
    """Return a content type that works: a page type, a block, an endpoint, hooks."""
    model = f"{name.capitalize()}Page"
    files = {"models.py": PAGE.format(model=model), "api.py": API.format(name=name, model=model)}
    files |= migrations(PAGE_MIGRATION.format(model=model)) | {"wagtail_hooks.py": HOOKS}
    return Dummy(name, files=files | blocks(f"{name}_block"))


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


endpoints = {"boughs": BoughsAPIViewSet, "bare": BareBoughsAPIViewSet}
"""

ODD = Dummy("odd", files={"models.py": ODD_MODELS, "api.py": ODD_API})
"""A plugin that follows only Wagtail's documentation: plain fields, and a page type that is not a `ContentPage`."""

KINDS = {
    "auto_now": "models.DateTimeField(auto_now=True)",
    "big": "models.BigIntegerField(default=5)",
    "positive_big": "models.PositiveBigIntegerField(default=5)",
    "integer": "models.IntegerField(default=5)",
    "small": "models.SmallIntegerField(null=True, blank=True)",
    "positive": "models.PositiveIntegerField(default=5)",
    "positive_small": "models.PositiveSmallIntegerField(default=5)",
    "number": "models.FloatField(default=1.5)",
    "price": "models.DecimalField(max_digits=5, decimal_places=2, default=Decimal('1.50'))",
    "no_price": "models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)",
    "yes": "models.BooleanField(default=True)",
    "perhaps": "models.BooleanField(null=True, blank=True)",
    "word": "models.CharField(max_length=20, default='word')",
    "words": "models.TextField(default='words')",
    "choice": "models.CharField(max_length=2, choices=[('s', 'Small'), ('l', 'Large')], default='s')",
    "grouped": "models.CharField(max_length=2, choices=[('Size', [('s', 'Small')]), ('l', 'Large')], default='s')",
    "count": "models.IntegerField(choices=[(1, 'One'), (2, 'Two')], default=1)",
    "zone": "models.CharField(max_length=60, choices=[(name, name) for name in ZONES], default='America/Chicago')",
    "mail": "models.EmailField(default='a@example.com')",
    "address": "models.URLField(default='https://example.com/')",
    "handle": "models.SlugField(default='handle')",
    "day": "models.DateField(default=date(2030, 1, 15))",
    "moment": "models.DateTimeField(default=datetime(2030, 1, 15, 18, tzinfo=UTC))",
    "hour": "models.TimeField(default=time(18))",
    "stay": "models.DurationField(default=timedelta(days=1, hours=2))",
    "key": "models.UUIDField(default=UUID('12345678123456781234567812345678'))",
    "ip": "models.GenericIPAddressField(default='10.0.0.1')",
    "facts": "models.JSONField(default=dict, blank=True)",
    "file": "models.FileField(default='leaf.pdf')",
    "picture_file": "models.ImageField(default='leaf.png')",
    "local_path": "models.FilePathField(path='/', default='/tmp')",
    "total": "models.GeneratedField(expression=F('big') + 1, output_field=models.IntegerField(), db_persist=True)",
    "raw": "models.BinaryField(default=b'raw')",
    "rich": "RichTextField(default='<p>Rich.</p>')",
    "stream": "StreamField([('word', blocks.CharBlock())], default=[{'type': 'word', 'value': 'A'}])",
    "poster": "models.ForeignKey(ContentImage, null=True, on_delete=models.SET_NULL, related_name='+')",
    "leaflet": "models.ForeignKey(ContentDocument, null=True, on_delete=models.SET_NULL, related_name='+')",
    "target": "models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name='+')",
    "leaf": "models.ForeignKey(Leaf, null=True, on_delete=models.SET_NULL, related_name='+')",
    "only": "models.OneToOneField(Leaf, null=True, on_delete=models.SET_NULL, related_name='only_of')",
    "by_name": "models.ForeignKey(Leaf, null=True, to_field='name', on_delete=models.SET_NULL, related_name='+')",
    "author": "models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name='+')",
    "kind": "models.ForeignKey(ContentType, null=True, on_delete=models.SET_NULL, related_name='+')",
    "notes": "GenericRelation('fields.Note')",
    "leaves": "ParentalManyToManyField(Leaf, related_name='+')",
    "friends": "models.ManyToManyField(Leaf, related_name='+')",
}
"""A field of each kind, by name."""

FIELDS_MODELS = """
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import available_timezones

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F
from django.utils.functional import cached_property
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from typing_extensions import TypedDict
from wagtail import blocks
from wagtail.api import APIField
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page
from wagtail.snippets.models import register_snippet

from cms.plugins.api import ContentDocument, ContentImage, ContentPage

ZONES = sorted(available_timezones())


@register_snippet
class Leaf(models.Model):
    name = models.CharField(max_length=20, unique=True)
    picture = models.ForeignKey(ContentImage, null=True, on_delete=models.SET_NULL, related_name="+")

    api_fields = [APIField("name"), APIField("picture")]

    def __str__(self):
        return self.name


class Colour(TypedDict):
    name: str


class EveryPage(ContentPage):
    {fields}

    api_fields = [*ContentPage.api_fields, *(APIField(name) for name in {names})]

    @property
    def shout(self) -> str:
        return self.title.upper()

    def length(self) -> int:
        return len(self.title)

    @property
    def cost(self) -> Decimal:
        return self.price

    @cached_property
    def until(self) -> date | None:
        return self.day

    def palette(self) -> list[Colour]:
        return [{{"name": "green"}}]

    def silent(self):
        return self.title

    def wrong(self) -> "NoSuchType":
        return 1


class Link(Orderable):
    page = ParentalKey(EveryPage, related_name="links")
    label = models.CharField(max_length=20)
    price = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal("1.50"))
    leaf = models.ForeignKey(Leaf, null=True, on_delete=models.SET_NULL, related_name="+")

    api_fields = [APIField("label"), APIField("price"), APIField("leaf")]


class Printing(models.Model):
    page = models.ForeignKey(EveryPage, on_delete=models.CASCADE, related_name="printings")
    live = models.BooleanField(default=True)
    year = models.IntegerField(default=2030)

    api_fields = [APIField("year")]


class Poster(models.Model):
    page = models.OneToOneField(EveryPage, on_delete=models.CASCADE, related_name="poster_of")
    name = models.CharField(max_length=20, default="Poster")

    api_fields = [APIField("name")]


class Note(models.Model):
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveIntegerField()
    content_object = GenericForeignKey()
    name = models.CharField(max_length=20, default="Note")

    api_fields = [APIField("name")]


class Bare(Orderable):
    page = ParentalKey(EveryPage, related_name="bare")
    label = models.CharField(max_length=20)
"""

OTHERS = (
    *("shout", "length", "cost", "until", "palette", "silent", "wrong", "absent"),
    *("links", "bare", "printings", "poster_of"),
)
"""Properties and methods, a field that does not exist, and relations of other models."""

FIELDS = Dummy(
    "fields",
    files={
        "models.py": FIELDS_MODELS.format(
            fields="\n    ".join(f"{name} = {declared}" for name, declared in KINDS.items()), names=[*KINDS, *OTHERS]
        )
    },
)
"""A page type with a plain `APIField` on each kind of field."""
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

JOINED_TABLES, FUNCTION_ARGUMENTS = 64, 127
"""The limits of SQLite (https://www.sqlite.org/limits.html)."""


def many(count):
    """Return a content type with `count` page types."""
    classes = (
        f"class Many{number}Page({'MedicalReview, ' if number % 2 else ''}ContentPage):\n    pass\n"
        for number in range(count)
    )
    return Dummy(
        "many", files={"models.py": "from cms.plugins.api import ContentPage, MedicalReview\n" + "".join(classes)}
    )


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
    Dummy("no_blocks", "its blocks.py cannot be used: LookupError: nothing there", files={"blocks.py": RAISES}),
    Dummy("a_block", "its blocks.py cannot be used: TypeError", files={"blocks.py": "body_blocks = 5"}),
    Dummy("their_block", "taken by a block of “testimonials”", files=blocks("testimonials")),
    Dummy("not_a_block", "which is no block", files={"blocks.py": "body_blocks = {'text_only': 'text'}"}),
    Dummy("no_api", "its api.py cannot be used: LookupError: nothing there", files={"api.py": RAISES}),
    Dummy("taken_api", "of “dummy_taken_api” is already registered by “cms”", files=endpoint("practice")),
    Dummy("bare_api", "not a viewset with a `model`", files=endpoint("bare")),
]
"""They fail where nothing can go on without them: the start stops in a sentence."""

GENERIC = """
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.api import APIField

from cms.plugins.api import ContentPage


class AnyPage(ContentPage):
    kind = models.ForeignKey(ContentType, null=True, on_delete=models.SET_NULL, related_name="+")
    key = models.IntegerField(null=True)
    thing = GenericForeignKey("kind", "key")

    api_fields = [*ContentPage.api_fields, APIField("thing")]
"""
STOPPING.append(Dummy("any", "“thing” of any.AnyPage is a generic foreign key", files={"models.py": GENERIC}))

FAILING_REQUESTS = [
    Dummy("core_block", "the name “quote” is taken by a block of the core", files=blocks("quote")),
    Dummy("core_api", "of “dummy_core_api” is already registered by “cms”", files=endpoint("pages")),
]
"""Each request would fail with them: a server stops at the start."""

FOUND = [
    Dummy("no_problems", "its problems() failed: LookupError: nothing there", problems(RAISES)),
    Dummy("a_problem", "A_PROBLEM_KEY is too short.", problems("yield 'A_PROBLEM_KEY is too short.'")),
    Dummy("no_related", "its related.py cannot be used: LookupError: nothing there", files={"related.py": RAISES}),
    Dummy("no_function", "module 'dummy_no_function.related' has no attribute", files={"related.py": ""}),
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
