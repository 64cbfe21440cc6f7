"""Checks what a query string says, before anything is asked of the database."""

import re

from rest_framework.exceptions import NotFound
from wagtail.api.v2.utils import BadRequestError
from wagtail.models import Page, get_page_models

from cms.api.http.exceptions import did_you_mean

INTEGER = re.compile(r"[0-9]{1,18}", re.ASCII)
"""What both databases take as a key. Python takes more for an integer: "1_000", " 7", digits of other scripts."""
LONGEST = {"search": 200, "fields": 2000, "order": 500, "type": 2000, "html_path": 2000}
DEEPEST_FIELDS = 5
MOST_TAGS = 10


ID = {"type": "integer", "minimum": 0, "maximum": 10**18 - 1}
PAGE_ID = {"anyOf": [ID, {"const": "root"}]}


def parameter(name, schema, description, place="query"):
    """Return one parameter of an operation."""
    required = {"required": True} if place == "path" else {}
    return {"name": name, "in": place, "description": description, "schema": schema} | required


PARAMETERS = {
    "limit": parameter("limit", {"type": "integer", "minimum": 0, "maximum": 100}, "How many items. 20 by default."),
    "offset": parameter("offset", ID, "How many items to leave out at the beginning."),
    "fields": parameter(
        "fields",
        {"type": "string"},
        "Which fields to give: `*`, `title,listing_image(alt)`, `_,title`, `*,-body`. See Wagtail.",
    ),
    "order": parameter("order", {"type": "string"}, "Field to order by, such as `-first_published_at`, or `random`."),
    "search": parameter("search", {"type": "string", "maxLength": 200}, "Words to search for."),
    "search_operator": parameter("search_operator", {"enum": ["and", "or"]}, "Whether all words have to occur."),
    "rich_text_format": parameter(
        "rich_text_format",
        {"enum": ["html", "db_html", "markdown", "db_markdown"]},
        "How rich text is given. `html` by default.",
    ),
    "type": parameter(
        "type", {"type": "string"}, "Types of pages, such as `articles.ArticlePage`, separated by commas."
    ),
    "child_of": parameter("child_of", PAGE_ID, "Only children of this page."),
    "ancestor_of": parameter("ancestor_of", ID, "Only pages above this one."),
    "descendant_of": parameter("descendant_of", PAGE_ID, "Only pages below this one."),
    "translation_of": parameter("translation_of", PAGE_ID, "Only translations of this page."),
    "locale": parameter("locale", {"type": "string"}, "Only pages in this language."),
    "site": parameter("site", {"type": "string"}, "Host name of the site to ask about, with its port if need be."),
    "html_path": parameter("html_path", {"type": "string"}, "Path of a page on the site, such as `/contact/`."),
    "id": parameter("id", ID, "Id of what to find."),
}
"""The parameters that endpoints of Wagtail's have. Filters by field come to them."""


def is_integer(value):
    return INTEGER.fullmatch(value)


def is_page(value):
    return value == "root" or is_integer(value)


def is_shallow(value):
    depth = deepest = 0
    for character in value:
        depth += (character == "(") - (character == ")")
        deepest = max(deepest, depth)
    return deepest <= DEEPEST_FIELDS


RULES = {
    **dict.fromkeys(("limit", "offset", "id"), (is_integer, "{} must be a positive integer of at most 18 digits.")),
    **dict.fromkeys(
        ("child_of", "ancestor_of", "descendant_of", "translation_of"),
        (is_page, "{} must be a positive integer: the id of a page, or “root”."),
    ),
    "fields": (is_shallow, f"{{}} error: brackets may stand in at most {DEEPEST_FIELDS - 1} others."),
    "tags": (lambda value: value.count(",") < MOST_TAGS, f"{{}}: at most {MOST_TAGS} at once."),
    "search_operator": (lambda value: value.lower() in ("", "and", "or"), "{} must be “and” or “or”."),
}
"""What a parameter has to fulfil, wherever it is given, and the sentence that says so."""


def check_parameters(parameters, view):
    """Raise BadRequestError with a sentence for what no endpoint can make sense of.

    `parameters` is the QueryDict of a request to `view`. What only Wagtail's filters can judge is left to them.
    """
    for name, value in parameters.items():
        longest = LONGEST.get(name)
        if longest and len(value) > longest:
            raise BadRequestError(f"{name} is too long: at most {longest} characters.")
        fulfils, sentence = RULES.get(name, (bool, ""))
        if sentence and not fulfils(value):
            raise BadRequestError(sentence.format(name))
    if issubclass(getattr(view, "model", None) or object, Page):
        _check_types(parameters.get("type", ""))
    if getattr(view, "action", "") == "find_view" and not view.find_query_parameters & set(parameters):
        raise NotFound(f"Say what to find: {' or '.join(sorted(view.find_query_parameters))}.")


def _check_types(types):
    if not types:
        return
    known = {model._meta.label.lower(): model._meta.label for model in get_page_models()}
    unknown = [name for name in types.split(",") if name.lower() not in known]
    if unknown:
        named = ", ".join(f"“{name}”" for name in unknown)
        raise BadRequestError(f"type doesn't exist: {named}{did_you_mean(unknown, known.values())}")
