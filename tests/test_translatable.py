"""Every text that visitors and staff read can be translated.

Not checked: example values of block previews and defaults of fields, which are content; messages of system checks and
management commands, which administrators read in English, as Django's own.
"""

import ast
import re
from functools import cache
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path

import pytest
from django import forms
from django.apps import apps
from django.conf import settings
from django.template.base import Lexer, TokenType
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.module_loading import module_has_submodule
from modelcluster.fields import ParentalKey
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup
from wagtail.fields import StreamField

from cms.plugins.conventions import related_content
from cms.plugins.registry import registry

ROOT = Path(settings.BASE_DIR)
NOT_READ = {"settings", "testing"}
"""Packages whose messages only administrators and developers read."""
PACKAGES = [
    *sorted(f"cms.{path.parent.name}" for path in ROOT.glob("cms/*/__init__.py") if path.parent.name not in NOT_READ),
    *(plugin.name for plugin in registry),
]
TEMPLATES = sorted({*ROOT.glob("templates/**/*.html"), *ROOT.glob("cms/**/templates/**/*.html")})

EXCEPTIONS = {
    "templates/allauth/layouts/base.html: login": "a class of Wagtail's styles",
    'templates/components/meta.html: "website"': "a word of the Open Graph protocol",
    'templates/wagtailadmin/panels/multiple_chooser_panel.html: "-CHOOSER_WIDGET"': "the end of an id",
}
"""Reasons why a text stays untranslated, by the line that the tests report."""

NOT_IN_THE_ADMIN = {
    "cms_backup.PendingTombstone",
    "cms_consent.Withdrawal",  # a template of its own shows it
    "cms_images.Rendition",
    "cms_plugins.SchemaSnapshot",
    "cms_preview.PreviewDraft",
}
"""Models without a form or list, so that nobody reads the names of their fields."""

LETTERS = re.compile(r"[^\W\d_]")


def is_fixed(text):
    """Return whether `text` has words that were not marked for translation."""
    return isinstance(text, str) and not isinstance(text, Promise) and bool(LETTERS.search(text))


def reported(findings):
    return sorted({f"{place}: {text}" for place, text in findings} - EXCEPTIONS.keys())


# Templates

VISIBLE_ATTRIBUTES = {"alt", "title", "aria-label", "aria-description", "aria-valuetext", "label", "placeholder"}
TRANSLATE = {"translate", "trans"}
BLOCK_TRANSLATE = {"blocktranslate", "blocktrans"}
FIXED_ARGUMENT = re.compile(
    r"""(?:\|(?:default|default_if_none|yesno|pluralize|add|join):|\b(?:label|title|heading|alt)=)("[^"]*"|'[^']*')"""
)


class VisibleText(HTMLParser):
    """Collects the text and the visible attributes of HTML."""

    def __init__(self):
        super().__init__()
        self.found = []
        self.hidden_in = None

    def handle_starttag(self, tag, attrs):
        if tag in ("style", "script"):
            self.hidden_in = tag
        self.found += [f'{name}="{value}"' for name, value in attrs if name in VISIBLE_ATTRIBUTES and is_fixed(value)]

    def handle_endtag(self, tag):
        if tag == self.hidden_in:
            self.hidden_in = None

    def handle_data(self, data):
        if not self.hidden_in and is_fixed(data):
            self.found.append(" ".join(data.split()))


def fixed_texts(source):
    """Return the visible texts of the template `source` outside translate tags, and fixed arguments of filters."""
    html, found, translated = [], [], False
    for token in Lexer(source).tokenize():
        name = token.contents.split(maxsplit=1)[0] if token.token_type == TokenType.BLOCK else ""
        if name in BLOCK_TRANSLATE:
            translated = True
        elif name.removeprefix("end") in BLOCK_TRANSLATE:
            translated = False
        elif translated:
            continue
        elif token.token_type == TokenType.TEXT:
            html.append(token.contents)
        elif token.token_type == TokenType.VAR and html and html[-1].endswith(("<", "</")):
            html.append("div")  # the name of an element
        elif token.token_type == TokenType.VAR or (name and name not in TRANSLATE):
            found += [argument for argument in FIXED_ARGUMENT.findall(token.contents) if is_fixed(argument)]
    parser = VisibleText()
    parser.feed("".join(html))
    parser.close()
    return parser.found + found


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_template_has_no_fixed_text(path):
    place = str(path.relative_to(ROOT))
    assert not reported((place, text) for text in fixed_texts(path.read_text()))


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>Text</p>", ["Text"]),
        ('<img alt="Text" class="text">', ['alt="Text"']),
        ('{{ name|default:"Text" }}', ['"Text"']),
        ('{% include "a.html" with label="Text" %}', ['"Text"']),
        ('{% blocktranslate %}Text{% endblocktranslate %}<a title="{% translate "Text" %}">{{ name }}</a>', []),
        ('{{ name|default:_("Text") }}<style>p { color: red }</style>{# Text #} – 1', []),
    ],
)
def test_fixed_texts_are_found(source, found):
    assert fixed_texts(source) == found


@pytest.mark.parametrize("template", ["400.html", "404.html", "500.html"])
@pytest.mark.parametrize("language", ["en-us", "de"])
def test_page_names_the_active_language(template, language):
    with translation.override(language):
        assert f'<html lang="{language}">' in render_to_string(template)


# Python


def is_ours(module):
    return module.startswith("cms.") or module.split(".")[0] in {plugin.name for plugin in registry}


def texts_of_model(model):
    """Yield module, place and text of what `model` itself declares for people to read."""
    meta = model._meta
    if meta.label in NOT_IN_THE_ADMIN:
        return
    if is_ours(model.__module__):
        yield model.__module__, f"{meta.label}.Meta.verbose_name", meta.verbose_name
        if "verbose_name_plural" not in meta.original_attrs:
            yield model.__module__, f"{meta.label}.Meta.verbose_name_plural", f"{meta.verbose_name}s (by default)"
        for name in ("panels", "content_panels", "promote_panels", "settings_panels", "edit_handler"):
            for text in texts_of_panels(vars(model).get(name)):
                yield model.__module__, f"{meta.label}.{name}", text
    for field in (*meta.local_fields, *meta.local_many_to_many):
        module = declared_in(model, field).__module__
        if not is_ours(module) or not field.editable or field.auto_created or isinstance(field, ParentalKey):
            continue
        place = f"{meta.label}.{field.name}"
        yield module, f"{place}.verbose_name", field.verbose_name
        yield module, f"{place}.help_text", field.help_text
        for _value, label in field.flatchoices:
            yield module, f"{place}.choices", label
        if isinstance(field, StreamField):
            yield from texts_of_block(field.stream_block, module, place)


def declared_in(model, field):
    """Return the class that declares `field`: `model` or an abstract one above it."""
    for base in reversed(model.__mro__):
        meta = getattr(base, "_meta", None)
        if meta and meta.abstract and field.name in {one.name for one in meta.local_fields}:
            return base
    return model


def texts_of_panels(panels):
    for panel in panels if isinstance(panels, list | tuple) else [panels] if panels else ():
        yield from (getattr(panel, name, None) for name in ("heading", "label", "help_text"))
        yield from texts_of_panels(list(getattr(panel, "children", ())))


def texts_of_block(block, module, place):
    """Yield module, place and text of the blocks in `block`, which `module` declares."""
    children = getattr(block, "child_blocks", None) or {"": getattr(block, "child_block", None)}
    for name, child in children.items():
        if child is None:
            continue
        declaring = [one.__module__ for one in type(block).__mro__ if name in vars(one).get("declared_blocks", ())]
        own = type(child).__module__
        child_module = declaring[0] if declaring else own if is_ours(own) else module
        child_place = f"{place}.{name}" if name else place
        if is_ours(child_module):
            field = getattr(child, "field", None)
            yield child_module, f"{child_place}.label", child.label
            yield child_module, f"{child_place}.help_text", getattr(field, "help_text", None)
            for option in ("help_text", "group", "label_format"):
                yield child_module, f"{child_place}.{option}", getattr(child.meta, option, None)
            if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
                for _value, label in field.choices:
                    yield child_module, f"{child_place}.choices", label
        if is_ours(own):
            yield own, f"{type(child).__name__}.Meta.description", getattr(child.meta, "description", None)
        yield from texts_of_block(child, child_module, child_place)


def texts_of_form(form):
    for name, field in form.__dict__.get("declared_fields", {}).items():
        if not field.widget.is_hidden:
            place = f"{form.__name__}.{name}"
            yield form.__module__, f"{place}.label", name if field.label is None else field.label
            yield form.__module__, f"{place}.help_text", field.help_text


def texts_of_viewset(viewset):
    place = viewset.__name__
    yield viewset.__module__, f"{place}.menu_label", vars(viewset).get("menu_label")
    for column in vars(viewset).get("list_display", ()):
        yield viewset.__module__, f"{place}.list_display", getattr(column, "label", None)
    for text in texts_of_panels(vars(viewset).get("panels")):
        yield viewset.__module__, f"{place}.panels", text


def texts_of_app(config):
    """Yield module, place and text of the names of an app, and of the headings under which it offers content."""
    yield config.name, f"{config.label}.verbose_name", config.verbose_name
    if config in registry:
        yield config.name, f"{config.label}.summary", config.summary
        for offer in related_content(config):
            yield config.name, f"{config.label}.related_content", offer.heading


def subclasses(cls):
    for one in cls.__subclasses__():
        yield one
        yield from subclasses(one)


@cache
def declared_texts():
    """Return module, place and text of all that our packages declare for people to read."""
    hooks.search_for_hooks()
    import_module(settings.ROOT_URLCONF)
    found = []
    for config in apps.get_app_configs():
        if is_ours(config.name):
            found += texts_of_app(config)
            if module_has_submodule(config.module, "forms"):
                import_module(f"{config.name}.forms")  # a setting may name them, so that nothing imports them yet
    for model in apps.get_models():
        found += texts_of_model(model)
    for form in subclasses(forms.BaseForm):
        if is_ours(form.__module__) and not issubclass(form, forms.BaseModelForm):
            found += texts_of_form(form)
    for viewset in (*subclasses(ViewSet), *subclasses(ViewSetGroup)):
        if is_ours(viewset.__module__):
            found += texts_of_viewset(viewset)
    return found


def is_within(module, package):
    return module == package or module.startswith(f"{package}.")


@pytest.mark.parametrize("package", PACKAGES)
def test_package_declares_no_fixed_text(package):
    assert not reported(
        (place, text) for module, place, text in declared_texts() if is_within(module, package) and is_fixed(text)
    )


def fixed_messages(tree):
    """Yield line and text of each message in `tree`, a syntax tree, that is written as a literal."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        if called.endswith("ValidationError") or re.fullmatch(r"messages\.(success|info|warning|error)", called):
            for argument in (*node.args, *(keyword.value for keyword in node.keywords if keyword.arg == "message")):
                yield from ((node.lineno, text) for text in literals(argument) if " " in text and is_fixed(text))


def literals(node):
    """Yield the strings in `node`, without those that are passed to a function."""
    match node:
        case ast.Call():
            return
        case ast.Dict():
            for value in node.values:
                yield from literals(value)
        case ast.Constant(value=str()):
            yield node.value
        case ast.JoinedStr():
            yield ast.unparse(node)
        case _:
            for child in ast.iter_child_nodes(node):
                yield from literals(child)


@pytest.mark.parametrize("package", PACKAGES)
def test_package_raises_no_fixed_message(package):
    folder = ROOT.joinpath(*package.split("."))
    assert not reported(
        (f"{path.relative_to(ROOT)}:{line}", text)
        for path in sorted(folder.rglob("*.py"))
        if not {"migrations", "sample_content"} & set(path.relative_to(folder).parts)
        for line, text in fixed_messages(ast.parse(path.read_text()))
    )


def test_declared_texts_are_found():
    found = {place for _module, place, _text in declared_texts()}
    assert found > {
        "gallery.CasePage.pairs.pair.view.choices",
        "cms_sites.Practice.edit_handler",
        "CitationViewSet.menu_label",
        "articles.related_content",
    }
