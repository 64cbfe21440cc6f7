"""The addresses of all routes of the site, with valid and hostile values of their parameters."""

import re
from urllib.parse import quote

from django.contrib.auth.models import Group, User
from django.urls import get_resolver
from django.urls.resolvers import URLResolver
from django.utils.regex_helper import normalize
from wagtail.models import Page, Site

from cms.consent.models import Consent
from cms.documents.models import ContentDocument
from cms.images.models import ContentImage
from home.models import ContactPage

DESTRUCTIVE = re.compile(
    r"delete|unpublish|move|purge|erase|bulk|revoke|log_?out|users/|groups/|sites/|roles?/|restore|privacy"
)
"""Routes that could remove accounts and pages that the run needs: unsafe methods get only hostile values of them."""
HOSTILE = (
    *("0", "-1", "9" * 30, "1e5", "0x1", "1.0", "NaN", "true", "null", "٣", " ", "a b"),
    *("../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%00", "a%00b", "%", "%zz", "%ff%fe", "é", "\u202e", "💥"),
    *("' OR 1=1 --", '";--', "<script>alert(1)</script>", "{{7*7}}", "${7*7}", "%s%n", "\\", "a" * 3000, "a/" * 200),
    *(
        "__class__",
        "None",
        "undefined",
        "[]",
        "[0]",
        "0000-00-00",
        "9999-99-99",
        "11111111-1111-1111-1111-111111111111",
    ),
)


class Routes:
    """The routes of the URLconf. It reads the ids of objects once."""

    def __init__(self, content):
        self.templates = sorted(set(_templates(get_resolver())))
        self.pages = content.addresses()
        models = Page, ContentImage, ContentDocument, Consent, User, Group, Site
        self.forms = [
            *(f"/admin/pages/{page.pk}/edit/" for page in Page.objects.filter(depth__gt=1)),
            *(f"/admin/pages/add/home/{name}/{content.home.pk}/" for name in ("standardpage", "contactpage")),
            *(
                "/admin/images/add/",
                "/admin/images/multiple/add/",
                "/admin/documents/add/",
                "/admin/documents/multiple/add/",
            ),
            "/contact/",
            f"/api/v2/forms/{ContactPage.objects.get().pk}/",
        ]
        """Addresses that accept much. Their routes are often chosen."""
        self.ids = [
            str(pk) for model in models for pk in model.objects.order_by("pk").values_list("pk", flat=True)[:20]
        ]
        self.names = [*("home", "articles", "gallery", "testimonials", "wagtailcore", "wagtailimages", "cms_images")]
        self.names += [
            "standardpage",
            "articlepage",
            "casepage",
            "page",
            "contentimage",
            "consent",
            "delete",
            "publish",
        ]

    def address(self, random, *, is_safe):
        """Return an address by chance, encoded. `is_safe`: whether the method of the request is safe."""
        if random.random() < 0.2:
            return quote(random.choice(self.pages), safe="/?=&*,:") + _query(random)
        if random.random() < 0.1:
            return random.choice(self.forms)
        template, names = random.choice(self.templates)
        is_destructive = not is_safe and DESTRUCTIVE.search(template)
        values = {
            name: self._value(random, name, is_hostile=is_destructive or random.random() < 0.3) for name in names
        }
        address = "/" + template % values
        if is_destructive and not names:
            address += random.choice(HOSTILE[:5])
        if random.random() < 0.05:
            address = random.choice(
                [address.rstrip("/"), f"/{address}", address + "/", address.upper(), f"{address}."]
            )
        return address + _query(random)

    def _value(self, random, name, *, is_hostile):
        if is_hostile:
            return _encoded(random, random.choice(HOSTILE))
        is_name = re.search("name|app|model|slug|action|type|path|section|field", name) and "id" not in name
        return random.choice(self.names if is_name else self.ids)


def _templates(resolver, prefix=""):
    """Yield each route as a format string and the names of its parameters."""
    for pattern in resolver.url_patterns:
        expression = prefix + pattern.pattern.regex.pattern.lstrip("^").removesuffix(r"\Z").removesuffix("$")
        if isinstance(pattern, URLResolver):
            yield from _templates(pattern, expression)
        else:
            for template, names in normalize(expression):
                yield template, tuple(names)


def _encoded(random, value):
    """Encode a value for a path, unless it brings its own encoding."""
    return value if "%" in value else quote(value, safe=random.choice(["", "/"]))


def _query(random):
    if random.random() < 0.6:
        return ""
    keys = [
        "q",
        "search",
        "p",
        "page",
        "limit",
        "offset",
        "order",
        "ordering",
        "fields",
        "type",
        "id",
        "next",
        "locale",
    ]
    keys += [
        "child_of",
        "descendant_of",
        "html_path",
        "tags",
        "site",
        "w",
        "export",
        "token",
        "cursor",
        "collection_id",
    ]
    keys += ["return_url", "mode", "usage", "status", "order_by", "content_type", "object_id", "per_page", "version"]
    values = [
        *HOSTILE,
        "1",
        "2",
        "*",
        "-id",
        "title",
        "_,title",
        "xlsx",
        "csv",
        "articles.ArticlePage",
        "leaf",
        "all",
    ]
    pairs = [(random.choice(keys), random.choice(values)) for _ in range(random.choice([1, 1, 2, 3, 40]))]
    return "?" + "&".join(f"{key}={_encoded(random, value)}" for key, value in pairs)
