"""Asks a site with very many page types for pages that are no content pages: `python -m tests.plugins.plain_types`.

The tables of “plain” and “many” are made here. Prints JSON: the answer by the name of the request.
"""

import json
from contextlib import nullcontext
from datetime import timedelta

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402
from wagtail.models import Page, PageViewRestriction  # noqa: E402
from wagtail.test.utils.form_data import nested_form_data, streamfield  # noqa: E402

from cms.api.tokens.models import Scope  # noqa: E402
from cms.testing.factories import ImageFactory  # noqa: E402
from cms.testing.schemas import assert_described  # noqa: E402
from home.models import StandardPage  # noqa: E402
from tests.cms.api.factories import ApiTokenFactory, bearer  # noqa: E402
from tests.plugins.odd_types import make_tables  # noqa: E402
from tests.plugins.visit import make_site  # noqa: E402

COUNT = 3


def make_pages():
    """Make pages of all types of “plain”, and one of many other types. Return pages by name."""
    from dummy_plain.models import HubPage, MovedPage, NoticePage, SurveyField, SurveyPage

    make_site()
    home = Page.objects.get(slug="practice")
    image = ImageFactory()
    for model in list(apps.get_app_config("many").get_models())[::10]:
        home.add_child(instance=model(title=model.__name__, summary="One of many", listing_image=image))

    def notice(title, **fields):
        body = [
            {"type": "heading", "value": "A heading"},
            {"type": "paragraph", "value": f'<p>Words, <a linktype="page" id="{home.pk}">linked</a></p>'},
            {"type": "image", "value": image.pk},
            {"type": "entries", "value": [{"label": "An entry", "page": home.pk}]},
        ]
        page = NoticePage(title=title, text="<p>Notice</p>", picture=image, about="a word", **fields)
        page.body = json.dumps(body)
        home.add_child(instance=page)
        page.tags.add("green", title)
        page.save()
        return page

    pages = {f"notice {number}": notice(f"Notice {number}") for number in range(COUNT)}
    notice("Draft", live=False)
    notice("Expired", expire_at=timezone.now() - timedelta(days=1))
    restriction = PageViewRestriction.PASSWORD
    PageViewRestriction.objects.create(page=notice("Restricted"), restriction_type=restriction, password="no")
    pages["moved"] = home.add_child(instance=MovedPage(title="Moved", target=pages["notice 0"]))
    pages["survey"] = home.add_child(instance=SurveyPage(title="Survey"))
    SurveyField.objects.create(page=pages["survey"], label="Name", field_type="singleline")
    pages["hub"] = home.add_child(instance=HubPage(title="Hub"))
    cards = [{"type": "cards", "value": {"title": "Read on", "pages": [page.pk for page in pages.values()]}}]
    pages["cards"] = home.add_child(instance=StandardPage(title="Cards", body=json.dumps(cards)))
    for page in pages.values():
        page.save_revision()
    return pages


def requests(pages):
    """Yield name, method, address and data of each request."""
    for path in (
        "notice-0",
        "moved",
        "survey",
        "hub",
        "hub/feed",
        "cards",
        "draft",
        "expired",
        "restricted",
        "search",
    ):
        yield f"site: {path}", "get", f"/{path}/", {"q": "Notice"} if path == "search" else {}
    yield "site: sitemap", "get", "/sitemap.xml", {}
    yield "site: submit", "post", "/survey/", {"name": "Somebody"}

    lists = {
        "all": {},
        "two": {"type": "plain.NoticePage,plain.SurveyPage"},
        **{name: {"type": f"plain.{name}"} for name in ("NoticePage", "MovedPage", "SurveyPage", "HubPage")},
        "tagged": {"type": "plain.NoticePage", "tags": "green", "order": "-id"},
        "about": {"type": "plain.NoticePage", "about": "a word"},
        "found": {"search": "Notice"},
        "typed and found": {"search": "Notice", "type": "plain.NoticePage"},
        "of many": {"summary": "One of many", "order": "-summary"},
    }
    for name, parameters in lists.items():
        for limit in (100, 1):
            request = {"fields": "*", "limit": limit} | parameters
            yield f"api: list of {name}, {limit} at most", "get", "/api/v2/pages/", request
    for path in ("tree/", "find/?html_path=/notice-0/"):
        yield f"api: {path}", "get", f"/api/v2/pages/{path}", {}
    yield "api: forms", "get", "/api/v2/forms/", {}
    yield "api: description", "get", "/api/v2/openapi.json", {}
    for name, page in pages.items():
        yield f"api: {name}", "get", f"/api/v2/pages/{page.pk}/", {"fields": "*"}
        yield f"token: draft of {name}", "get", f"/api/v2/page_preview/{page.pk}/", {}
        yield f"token: v3 {name}", "get", f"/api/v3/pages/{page.pk}/", {}
        if name in ("notice 1", "notice 2", "cards"):
            continue
        admin = f"/admin/pages/{page.pk}"
        for view in ("", "/edit", "/view_draft", "/copy", "/history", "/usage", "/delete"):
            yield f"admin: {name}{view}", "get", f"{admin}{view}/", {}
        model = f"{page._meta.app_label}/{page._meta.model_name}"
        yield f"admin: add {name}", "get", f"/admin/pages/add/{model}/{page.get_parent().pk}/", {}
    yield "token: v3", "get", "/api/v3/pages/", {"limit": 100}
    yield "token: v3 schema", "get", "/api/v3/openapi.json", {}
    for path in (
        "",
        "pages/2/",
        "choose-page/",
        "choose-page/search/?q=Notice",
        "pages/search/?q=Notice",
        "reports/aging-pages/",
    ):
        yield f"admin: {path}", "get", f"/admin/{path}", {}
    for path in (
        "reports/page-types-usage/",
        "reports/site-history/",
        "forms/",
        "reports/locked/",
        "reports/workflow/",
    ):
        yield f"admin: {path}", "get", f"/admin/{path}", {}
    yield "admin: submissions", "get", f"/admin/forms/submissions/{pages['survey'].pk}/", {}
    home = pages["hub"].get_parent().pk
    yield "admin: explorer", "get", f"/admin/pages/{home}/", {"ordering": "title"}

    notice = pages["notice 2"]
    form = nested_form_data(
        {
            "title": "Changed",
            "slug": "changed",
            "text": "null",
            "picture": "",
            "about": "",
            "tags": "green",
            "body": streamfield([("heading", "A heading")]),
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
        }
    )
    edit = f"/admin/pages/{notice.pk}/edit"
    yield "admin: preview", "post", f"{edit}/preview/", form
    yield "admin: see preview", "get", f"{edit}/preview/", {}
    yield "admin: publish", "post", f"{edit}/", form | {"action-publish": "Publish"}
    yield "site: published", "get", "/changed/", {}
    yield "admin: copied", "post", f"/admin/pages/{notice.pk}/copy/", {
        "new_title": "Copy", "new_slug": "copied", "new_parent_page": home, "publish_copies": "on"
    }  # fmt: skip
    yield "site: copied", "get", "/copied/", {}
    yield "admin: unpublished", "post", f"/admin/pages/{notice.pk}/unpublish/", {}
    yield "site: unpublished", "get", "/changed/", {}
    yield "admin: moved below", "post", f"/admin/pages/{notice.pk}/move/{pages['hub'].pk}/confirm/", {}
    yield "admin: deleted", "post", f"/admin/pages/{pages['hub'].pk}/delete/", {}
    yield "admin: all deleted", "post", f"/admin/pages/{home}/delete/", {"confirm_site_name": "Bay Street"}


class Asking:
    def __init__(self):
        user = get_user_model().objects.create_superuser("editor", "editor@example.com", "a long password")
        token = ApiTokenFactory(scopes=[Scope.READ_PUBLIC, Scope.PREVIEW])
        self.clients = {"site": Client(), "api": Client(), "admin": Client()}
        self.clients["token"] = Client(headers=bearer(token))
        self.clients["admin"].force_login(user)

    def ask(self, name, method, address, data):
        client = self.clients[name.partition(":")[0]]
        client.raise_request_exception = False
        # In a transaction, a list is made without the fragments of earlier responses.
        is_list = name.startswith("api: list")
        with transaction.atomic() if is_list else nullcontext(), CaptureQueriesContext(connection) as queries:
            answer = getattr(client, method)(address, data)
        is_json = "json" in answer.get("Content-Type", "")
        return {
            "status": answer.status_code,
            "location": answer.get("Location"),
            "keys": answer.get("Surrogate-Key"),
            "queries": len(queries),
            "json": answer.json() if is_json else None,
            "text": None if is_json else answer.content.decode(),
            "problem": problem(address, answer)
            if is_json and answer.status_code == 200 and is_short(answer)
            else None,
        }


def is_short(answer):
    """Return whether `answer` has few pages: each is compared with the schemas of all types."""
    return len(answer.json().get("items", ())) <= COUNT


def problem(address, answer):
    """Return how `answer` departs from the description of the API, or None."""
    path = "".join("{id}/" if part.isdecimal() else f"{part}/" for part in address.strip("/").split("/"))
    if not path.startswith(("api/v2/pages", "api/v2/page_preview", "api/v2/forms")):
        return None
    try:
        assert_described(answer.json(), f"/{path}")
    except AssertionError as error:
        return str(error)
    return None


if __name__ == "__main__":
    make_tables("plain")
    make_tables("many")
    pages = make_pages()
    asking = Asking()
    for name, *request in requests(pages):
        asking.ask(name, *request) if name.startswith("api: ") else None  # what is remembered between requests
    print(json.dumps({name: asking.ask(name, *request) for name, *request in requests(pages)}))  # noqa: T201
