"""Whatever is asked, the answer is a 200, a redirect, or an error that says what is wrong."""

import os
from itertools import product
from urllib.parse import quote, urlencode

import pytest
from django.db import connection
from django.test import Client
from django.urls import resolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from articles.models import ProcedurePage
from cms.testing.factories import DocumentFactory, ImageFactory
from tests.cms.api.addresses import addresses

pytestmark = [pytest.mark.django_db, pytest.mark.once]
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "10"))
HUGE = "99999999999999999999"


@pytest.fixture
def something_of_each(page_of):
    """Create a page, an image, a document and a redirect, with tags. Returns the id for the URLs."""
    page = page_of(ProcedurePage, listing_image=ImageFactory())
    page.tags.add("sleep")
    page.save_revision().publish()
    DocumentFactory().tags.add("sleep")
    Redirect.objects.create(old_path="/old", redirect_page=page)
    return page.pk


def filled(address, key):
    return address.replace("{pk}", str(key)).replace("{", "").replace("}", "")


def is_a_helpful_problem(answer):
    """Assert that this is an error as all errors of the API are."""
    problem = answer.json()
    assert answer["Content-Type"] == "application/problem+json"
    assert "no-store" in answer["Cache-Control"]
    assert problem["status"] == answer.status_code
    assert problem["title"]
    assert problem["type"] == "about:blank"
    assert problem["detail"] == problem["message"]
    assert len(problem["detail"].split()) >= 3
    assert "Traceback" not in problem["detail"]
    return problem["detail"]


def is_good(answer):
    if answer.status_code >= 400:
        assert answer.status_code < 500
        is_a_helpful_problem(answer)


NO_SENSE = [
    ("colour=red", "colour"),
    ("titel=x", "Did you mean title?"),
    ("fields=titel", "Did you mean title?"),
    ("fields=((", "fields error"),
    ("fields=title,", "fields error"),
    ("fields=title(id)", "does not support nested fields"),
    ("fields=" + "a(" * 900, "brackets"),
    ("fields=" + "a," * 2000, "fields is too long"),
    ("order=titel", "Did you mean title?"),
    ("order=title,,", "cannot order by ''"),
    ("order=--title", "cannot order by"),
    ("order=title,title", "duplicate field"),
    ("order=random&offset=1", "random"),
    ("type=articles.ProcedurPage", "Did you mean articles.ProcedurePage?"),
    ("type=,", "type doesn't exist"),
    ("type=auth.User", "type doesn't exist"),
    ("type=articles.ProcedurePage&order=body", "not sortable"),
    ("type=articles.ProcedurePage&order=tags", "not sortable"),
    ("type=articles.ProcedurePage&body=x", "cannot filter by"),
    ("type=articles.ProcedurePage&tags=" + "a," * 100, "tags"),
    ("limit=-1", "limit"),
    ("limit=", "limit"),
    ("limit=101", "limit cannot be higher than 100"),
    ("limit=" + HUGE, "limit"),
    ("limit=" + quote("०"), "limit"),
    ("limit=1_0", "limit"),
    ("offset=x", "offset"),
    ("offset=" + HUGE, "offset"),
    ("id=abc", "id"),
    ("id=" + HUGE, "id"),
    ("child_of=1e5", "child_of"),
    ("child_of=" + HUGE, "child_of"),
    ("child_of=-1", "child_of"),
    ("descendant_of=" + quote("٣"), "descendant_of"),
    ("ancestor_of=root", "ancestor_of"),
    ("translation_of=x", "translation_of"),
    ("first_published_at=yesterday", "first_published_at"),
    ("first_published_at=0001-01-01", "first_published_at"),
    ("first_published_at=9999-12-31T23:59:59-12:00", "first_published_at"),
    ("show_in_menus=perhaps", "show_in_menus"),
    ("alias_of=abc", "alias_of"),
    ("alias_of=" + HUGE, "alias_of"),
    ("search=" + "a" * 201, "search is too long: at most 200 characters"),
    ("search=a&search_operator=xor", "search_operator"),
    ("rich_text_format=pdf", "rich_text_format"),
    ("format=xml", "format"),
    ("site=localhost:b:c", ""),
    ("title=%00", "NUL"),
    ("%00=1", "NUL"),
    ("search=a%00b", "NUL"),
    ("type=%00", "NUL"),
    ("site=%00", "NUL"),
    ("locale=%00", "NUL"),
    ("search=%ff%fe", "UTF-8"),
    ("title=%ED%A0%80", "UTF-8"),
    ("&".join(f"a{number}=1" for number in range(1100)), ""),
]


def test_what_makes_no_sense_is_refused_with_a_sentence_that_names_it(something_of_each, client, subtests):
    for query, said in NO_SENSE:
        with subtests.test(query=query):
            answer = client.get(f"/api/v2/pages/?{query}")

            assert answer.status_code == 400
            assert said in is_a_helpful_problem(answer)


SOME_SENSE = [
    'search="',
    'search=""',
    'search=a"b',
    "search=",
    "search=%25s",
    "search=---",
    "search=NOT",
    "search=a*",
    "search=(a",
    "search={title}:a",
    "search=%27 %5C",
    "search=" + "a+" * 100,
    "search=leaf&order=title",
    "search=leaf&search_operator=OR",
    "order=",
    "type=",
    "fields=",
    "limit=0",
    "limit=20&limit=1",
    "offset=999999999999",
    "id=999999999",
    "_=123",
    "title=" + "a" * 3000,
]


@pytest.mark.slow
def test_what_makes_some_sense_is_answered(something_of_each, client, subtests):
    for query in SOME_SENSE:
        with subtests.test(query=query):
            assert client.get(f"/api/v2/pages/?{query}").status_code == 200


def test_an_unknown_name_is_answered_with_all_that_there_are(something_of_each, client):
    said = client.get("/api/v2/pages/?order=colour").json()["detail"]

    assert "cannot order by 'colour' (unknown field). Possible values: alias_of, " in said


def test_a_field_of_a_page_type_takes_only_values_that_it_can_have(something_of_each, client):
    for query in ("date=foo", "date=2026-02-30", "about=abc", f"about={HUGE}"):
        answer = client.get(f"/api/v2/pages/?type=articles.ArticlePage&{query}")
        assert answer.status_code == 400
        is_a_helpful_problem(answer)


NOWHERE = [
    ("/api/", 404),
    ("/api/v1/pages/", 404),
    ("/api/v2/", 404),
    ("/api/v2/nothing/", 404),
    ("/api/v2/nothing", 404),
    ("/api/v2/pages/abc/", 404),
    ("/api/v2/pages/-1/", 404),
    (f"/api/v2/pages/{HUGE}/", 404),
    (f"/api/v2/pages/{'9' * 5000}/", 404),
    (f"/api/v2/images/{HUGE}/", 404),
    (f"/api/v2/documents/{HUGE}/", 404),
    (f"/api/v2/redirects/{HUGE}/", 404),
    ("/api/v2/pages/%00/", 400),
    ("/api/v2/%ff%fe/", 404),
    ("/api/v2/pages/1%0d%0a/", 404),
    ("/api/v2/pages/find/", 404),
    ("/api/v2/pages/find/?id=abc", 400),
    (f"/api/v2/pages/find/?id={HUGE}", 400),
    ("/api/v2/pages/find/?id=999999", 404),
    ("/api/v2/pages/find/?id=999999&type=articles.ProcedurePage", 404),
    ("/api/v2/pages/find/?html_path=/nothing/", 404),
    ("/api/v2/pages/find/?html_path=%00", 400),
    ("/api/v2/pages/find/?html_path=" + "a/" * 1500, 400),
    ("/api/v2/redirects/find/?html_path=%00", 400),
    ("/api/v2/redirects/find/?html_path=//[", 404),
    ("/api/v2/redirects/find/?id=abc", 400),
    ("/api/v2/pages/?locale=xx", 404),
    ("/api/v2/pages/?site=nowhere.example", 404),
]


@pytest.mark.slow
def test_an_address_at_which_there_is_nothing_is_an_error_that_helps(something_of_each, client, subtests):
    for address, status in NOWHERE:
        with subtests.test(address=address):
            answer = client.get(address)

            assert answer.status_code == status
            is_a_helpful_problem(answer)


def test_a_format_that_is_none_is_refused_also_where_no_rich_text_is_shown(something_of_each, client, subtests):
    for name in ("pages", "images", "documents", "redirects", "forms", "practice", "menus"):
        with subtests.test(name=name):
            answer = client.get(f"/api/v2/{name}/?rich_text_format=pdf")

            assert answer.status_code == 400
            assert "markdown" in is_a_helpful_problem(answer)


def test_an_unknown_locale_is_answered_with_those_that_there_are(something_of_each, client):
    assert "Possible values: en" in client.get("/api/v2/pages/?locale=xx").json()["detail"]


def test_an_address_at_which_there_is_nothing_says_so_to_every_method(home):
    answer = Client(enforce_csrf_checks=True).post("/api/v2/nothing/")

    assert answer.status_code == 404
    is_a_helpful_problem(answer)


def test_a_missing_slash_is_appended(something_of_each, client):
    answer = client.get("/api/v2/pages?limit=1")

    assert answer.status_code == 301
    assert answer["Location"] == "/api/v2/pages/?limit=1"


@pytest.mark.slow
def test_a_method_that_is_not_there_is_refused_and_named(something_of_each, client, subtests):
    for address, method in product(addresses(), ("POST", "PUT", "PATCH", "DELETE", "TRACE")):
        with subtests.test(address=address, method=method):
            answer = client.generic(method, filled(address, something_of_each))

            is_good(answer)
            if answer.status_code == 405:
                assert method in answer.json()["detail"]
                assert method not in answer["Allow"]


def test_what_is_not_json_cannot_be_had(something_of_each, client, subtests):
    for accept in ("text/html", "application/xml", ";;", "/", "é"):
        with subtests.test(accept=accept):
            answer = client.get("/api/v2/pages/", headers={"accept": accept})

            assert answer.status_code == 406
            assert "JSON" in is_a_helpful_problem(answer)


def test_a_site_that_is_not_clear_is_asked_back(something_of_each, client):
    root = Site.objects.get(is_default_site=True).root_page
    Site.objects.create(hostname="twice.example", port=80, root_page=root)
    Site.objects.create(hostname="twice.example", port=81, root_page=root)

    assert client.get("/api/v2/pages/?site=twice.example").status_code == 400
    assert client.get("/api/v2/pages/?site=twice.example:81").status_code == 200


def test_an_error_that_nobody_expected_is_logged_and_tells_nothing(home, client, caplog):
    client.raise_request_exception = False
    with connection.execute_wrapper(_fail):
        answer = client.get("/api/v2/documents/")

    assert answer.status_code == 500
    assert "logged" in is_a_helpful_problem(answer)
    assert b"secret" not in answer.content
    assert any(record.exc_info and "a secret" in str(record.exc_info[1]) for record in caplog.records)


def test_a_developer_sees_the_traceback_of_an_error_that_nobody_expected(home, client, settings):
    settings.DEBUG = True
    client.raise_request_exception = False
    with connection.execute_wrapper(_fail):
        answer = client.get("/api/v2/documents/", headers={"accept": "application/json"})
        page = client.get("/api/v2/documents/", headers={"accept": "text/html,*/*;q=0.8"})

    assert answer.status_code == page.status_code == 500
    assert answer["Content-Type"] == "application/problem+json"
    traceback = "\n".join(answer.json()["traceback"])
    assert "RuntimeError" in traceback
    assert "a secret" in traceback
    assert page["Content-Type"].startswith("text/html")
    assert "Traceback" in page.content.decode()
    assert "a secret" in page.content.decode()
    assert "no-store" in page["Cache-Control"]


def test_a_test_sees_an_error_that_nobody_expected(home, client):
    with connection.execute_wrapper(_fail), pytest.raises(RuntimeError):
        client.get("/api/v2/documents/")


def _fail(execute, sql, params, many, context):
    raise RuntimeError("a secret")


@pytest.mark.parametrize("headers", [{"host": "not.allowed.example"}, {"host": "a b"}])
def test_a_host_that_is_not_ours_gets_no_html(home, client, settings, headers):
    settings.ALLOWED_HOSTS = ["testserver"]

    answer = client.get("/api/v2/pages/", headers=headers)

    assert answer.status_code == 400
    is_a_helpful_problem(answer)


FIELDS = [
    "title",
    "slug",
    "tags",
    "about",
    "date",
    "parent",
    "first_published_at",
    "body",
    "citations",
    "listing_image",
]
VALUES = [
    *(
        '"',
        "%s",
        "*",
        "_",
        "-",
        ",",
        "()",
        "title",
        "title,-id",
        "-title",
        "id(id)",
        "*,-id",
        "_,title",
        "*(x)",
        "random",
    ),
    *(
        "root",
        "localhost",
        "localhost:80",
        "::",
        "en",
        "sleep",
        "true",
        "01",
        "1",
        "0",
        "3",
        "-1",
        "1e5",
        "1.5",
        "nan",
    ),
    *(HUGE, "9223372036854775807", "9223372036854775808", "-9223372036854775809", "2147483648", "٣", "०"),
    *("2026-01-01", "2026-01-01T00:00:00Z", "0001-01-01", "9999-12-31T23:59:59Z"),
    *("articles.ProcedurePage", "articles.ArticlePage,home.HomePage", "home.HomePage", "wagtailcore.Page"),
    *("and", "OR", "markdown", "html", "json", "/", "/procedures/", "//[", "../..", "http://[", "\\", "'"),
]
value = st.sampled_from(VALUES) | st.text(max_size=20) | st.lists(st.sampled_from(FIELDS), max_size=4).map(",".join)
junk = st.binary(max_size=30).map(quote) | st.text("=&%;+()[]\x00aé\r\n", max_size=20)


def known_parameters(address):
    """Return the names of what an endpoint takes, so that a made-up query comes further than to its first name."""
    view = getattr(resolve(filled(address, 1)).func, "cls", None)
    names = {*getattr(view, "known_query_parameters", ()), *getattr(view, "find_query_parameters", ())}
    for model in {getattr(view, "model", None), ProcedurePage if "pages" in address else None} - {None}:
        names |= set(view.get_available_fields(model, db_fields_only=True))
    return sorted(names)


@pytest.mark.slow
@pytest.mark.parametrize("address", ["/api/v2/pages/", "/api/v2/images/", "/api/v2/forms/", "/api/v2/practice/"])
def test_no_value_of_any_parameter_breaks_an_endpoint(something_of_each, client, address):
    typed = {"type": "articles.ProcedurePage"} if "pages" in address else {}
    for number, name in enumerate(known_parameters(address)):
        # All values with each parameter are many: by default each value meets a third of the parameters.
        for one in VALUES if os.environ.get("EXHAUSTIVE") else VALUES[number % 3 :: 3]:
            is_good(client.get(address, typed | {name: one}))


@pytest.mark.slow
def test_no_query_at_all_breaks_an_endpoint(something_of_each, client, subtests):
    for address in addresses():
        name = st.sampled_from(known_parameters(address) or ["x"])
        typed = [("type", "articles.ProcedurePage")] if "pages" in address else []
        with subtests.test(address=address):
            ask_in_every_way(client, filled(address, something_of_each), name, typed)


def ask_in_every_way(client, address, name, typed):
    known = st.lists(st.tuples(name, value), max_size=4).flatmap(
        lambda pairs: st.sampled_from([pairs, [*typed, *pairs]]).map(urlencode)
    )

    @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(known | known | known | junk)
    def ask(query):
        is_good(client.generic("GET", address, QUERY_STRING=query))

    ask()
