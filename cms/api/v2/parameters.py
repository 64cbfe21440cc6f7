"""Query parameters of the API: their OpenAPI descriptions, and their validation before any query."""

import re

from rest_framework.exceptions import NotFound
from wagtail.api.v2.utils import BadRequestError
from wagtail.models import Page, get_page_models

from cms.api.http.exceptions import did_you_mean

INTEGER = re.compile(r"[0-9]{1,18}", re.ASCII)
"""Valid primary keys. `int()` also accepts "1_000", " 7" and digits of other scripts."""
MAX_LENGTHS = {"search": 200, "fields": 2000, "order": 500, "type": 2000, "html_path": 2000}
MAX_FIELDS_DEPTH = 5
MAX_TAGS = 10


ID = {"type": "integer", "minimum": 0, "maximum": 10**18 - 1}
PAGE_ID = {"anyOf": [ID, {"const": "root"}]}


def parameter(name, schema, description, location="query"):
    """Return the OpenAPI description of one parameter."""
    required = {"required": True} if location == "path" else {}
    return {"name": name, "in": location, "description": description, "schema": schema} | required


PARAMETERS = {
    "limit": parameter("limit", {"type": "integer", "minimum": 0, "maximum": 100}, "Number of items. 20 by default."),
    "offset": parameter("offset", ID, "Number of items to skip."),
    "cursor": parameter(
        "cursor",
        {"type": "string", "maxLength": 2000},
        "Begins a list if it is empty, and goes on with it if it is `meta.next_cursor` of the last response.",
    ),
    "fields": parameter(
        "fields",
        {"type": "string"},
        "Fields to return: `*`, `title,listing_image(alt)`, `_,title`, `*,-body`. Same syntax as Wagtail’s API.",
    ),
    "order": parameter("order", {"type": "string"}, "Field to order by, such as `-first_published_at`, or `random`."),
    "search": parameter("search", {"type": "string", "maxLength": 200}, "Words to search for."),
    "search_operator": parameter("search_operator", {"enum": ["and", "or"]}, "Whether all words must occur, or any."),
    "rich_text_format": parameter(
        "rich_text_format",
        {"enum": ["html", "db_html", "markdown", "db_markdown"]},
        "Format of rich text. `html` by default.",
    ),
    "type": parameter("type", {"type": "string"}, "Page types, such as `articles.ArticlePage`, separated by commas."),
    "child_of": parameter("child_of", PAGE_ID, "Only children of this page."),
    "ancestor_of": parameter("ancestor_of", ID, "Only ancestors of this page."),
    "descendant_of": parameter("descendant_of", PAGE_ID, "Only descendants of this page."),
    "depth": parameter("depth", ID, "Only so many levels below the page, or below the root. All by default."),
    "translation_of": parameter("translation_of", PAGE_ID, "Only translations of this page."),
    "locale": parameter("locale", {"type": "string"}, "Only pages in this language."),
    "site": parameter("site", {"type": "string"}, "Hostname of the site, optionally with a port."),
    "html_path": parameter("html_path", {"type": "string"}, "Path of a page on the site, such as `/contact/`."),
    "id": parameter("id", ID, "Id of the object to find."),
}
"""Parameters of Wagtail's endpoints. Endpoints add filters by field."""


def is_integer(value):
    return INTEGER.fullmatch(value)


def is_page(value):
    return value == "root" or is_integer(value)


def is_shallow(value):
    depth = deepest = 0
    for character in value:
        depth += (character == "(") - (character == ")")
        deepest = max(deepest, depth)
    return deepest <= MAX_FIELDS_DEPTH


RULES = {
    **dict.fromkeys(
        ("limit", "offset", "id", "depth"), (is_integer, "{} must be a positive integer of at most 18 digits.")
    ),
    **dict.fromkeys(
        ("child_of", "ancestor_of", "descendant_of", "translation_of"),
        (is_page, "{} must be a positive integer: the id of a page, or “root”."),
    ),
    "fields": (is_shallow, f"{{}} error: brackets can be nested at most {MAX_FIELDS_DEPTH} deep."),
    "tags": (lambda value: value.count(",") < MAX_TAGS, f"{{}}: at most {MAX_TAGS} values."),
    "search_operator": (lambda value: value.lower() in ("", "and", "or"), "{} must be “and” or “or”."),
}
"""Validator and error message by parameter, for all endpoints."""


def check_parameters(parameters, view):
    """Raise BadRequestError if a parameter in `parameters`, the QueryDict of a request to `view`, is invalid.

    Raises NotFound if a request to a find view has no parameter to search by. Wagtail's filters validate the other
    parameters.
    """
    for name, value in parameters.items():
        max_length = MAX_LENGTHS.get(name)
        if max_length and len(value) > max_length:
            raise BadRequestError(f"{name} is too long: at most {max_length} characters.")
        is_valid, message = RULES.get(name, (bool, ""))
        if message and not is_valid(value):
            raise BadRequestError(message.format(name))
    if issubclass(getattr(view, "model", None) or object, Page):
        _check_types(parameters.get("type", ""))
    if getattr(view, "action", "") == "find_view" and not view.find_query_parameters & set(parameters):
        raise NotFound(f"Add a parameter to find by: {' or '.join(sorted(view.find_query_parameters))}.")


def _check_types(types):
    if not types:
        return
    known = {model._meta.label.lower(): model._meta.label for model in get_page_models()}
    unknown = [name for name in types.split(",") if name.lower() not in known]
    if unknown:
        names = ", ".join(f"“{name}”" for name in unknown)
        raise BadRequestError(f"type doesn't exist: {names}{did_you_mean(unknown, known.values())}")
