"""Validators, caching, encodings, other sites' scripts, and the limit, as a client sees them."""

import gzip
from datetime import UTC, datetime, timedelta

import brotli
import pytest
import time_machine
from django.http import HttpResponse, JsonResponse
from django.test import RequestFactory

from cms.api.http.middleware import ApiMiddleware
from cms.context.cache_hints import MAX_KEYS_LENGTH, collapse_keys
from cms.context.middleware import RequestContextMiddleware
from cms.delivery.http.middleware import HttpMiddleware
from cms.delivery.http.negotiation import choose_encoding
from tests.cms.api.factories import ApiTokenFactory, bearer
from tests.home.factories import StandardPageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PAGES = "/api/v2/pages/"


@pytest.fixture
def many(home):
    """Enough pages for a list that is worth compressing."""
    return StandardPageFactory.create_batch(5, parent=home)


def answered(view, method="get", path="/api/v2/x/", **headers):
    """Return what becomes of the answer of `view`, a function of a request, under the API's middleware."""
    return RequestContextMiddleware(HttpMiddleware(ApiMiddleware(view)))(
        getattr(RequestFactory(), method)(path, headers=headers)
    )


def noting(**notes):
    def view(request):
        for name, value in notes.items():
            setattr(request.cache_hints, name, value)
        return JsonResponse({"a": 1})

    return view


# Validators


def test_an_etag_stays_while_the_answer_does_and_changes_with_it(many, client):
    first, second = client.get(PAGES), client.get(PAGES)
    many[0].title = "Renamed"
    many[0].save_revision().publish()

    assert first["ETag"] == second["ETag"] != client.get(PAGES)["ETag"]
    assert first["ETag"].startswith('"')


@pytest.mark.parametrize("sent", ["{etag}", "W/{etag}", '"other", {etag}', "*"])
@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("coding", ["identity", "gzip", "br"])
def test_who_has_an_answer_gets_a_304_without_a_body(many, client, sent, method, coding):
    etag = client.get(PAGES, headers={"accept-encoding": coding})["ETag"]
    headers = {"if-none-match": sent.format(etag=etag), "accept-encoding": coding}

    answer = getattr(client, method)(PAGES, headers=headers)

    assert answer.status_code == 304
    assert answer.content == b""
    assert answer["ETag"] == etag
    assert answer["Vary"] == "Accept-Encoding, Authorization"
    assert "max-age" in answer["Cache-Control"]
    assert "Content-Encoding" not in answer
    assert "Content-Length" not in answer


def test_who_has_another_answer_gets_this_one(many, client):
    for known in ('"other"', "nonsense", ""):
        assert client.get(PAGES, headers={"if-none-match": known}).status_code == 200


def test_a_date_alone_is_never_enough_for_a_304(client, home):
    modified = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    view = noting(last_modified=modified)

    answer = answered(view, **{"if-modified-since": "Fri, 02 Jan 2026 03:04:05 GMT"})

    assert answer.status_code == 200
    assert answer["Last-Modified"] == "Fri, 02 Jan 2026 03:04:05 GMT"


def test_an_answer_was_never_modified_in_the_future():
    answer = answered(noting(last_modified=datetime.now(UTC) + timedelta(days=400)))

    assert str(datetime.now(UTC).year) in answer["Last-Modified"]


def test_an_answer_that_is_no_longer_the_one_named_is_a_412(many, client):
    etag = client.get(PAGES)["ETag"]

    assert client.get(PAGES, headers={"if-match": etag}).status_code == 200
    changed = client.get(PAGES, headers={"if-match": '"other"'})
    assert changed.status_code == 412
    assert changed["Content-Type"] == "application/problem+json"


# Encodings


@pytest.mark.parametrize("path", [PAGES, "/api/v2/images/", "/api/v2/nothing/", "/api/v2/pages/?limit=x"])
@pytest.mark.parametrize("coding", ["identity", "gzip", "br"])
def test_head_answers_like_get_without_the_body(many, client, path, coding):
    headers = {"accept-encoding": coding}
    get, head = client.get(path, headers=headers), client.head(path, headers=headers)

    assert head.content == b""
    assert head.status_code == get.status_code
    assert headers_of(head) == headers_of(get)
    assert int(head["Content-Length"]) == len(get.content)


def headers_of(response):
    """Return the headers but the id of the request."""
    return {name: value for name, value in response.items() if name != "X-Request-ID"}


def test_each_encoding_has_the_same_content_and_an_etag_of_its_own(many, client):
    plain, gzipped, brotlied = (
        client.get(PAGES, headers={"accept-encoding": coding}) for coding in ("identity", "gzip", "br")
    )

    assert plain.content == gzip.decompress(gzipped.content) == brotli.decompress(brotlied.content)
    assert len({plain["ETag"], gzipped["ETag"], brotlied["ETag"]}) == 3
    assert (gzipped["Content-Encoding"], brotlied["Content-Encoding"]) == ("gzip", "br")
    assert "Content-Encoding" not in plain
    assert gzipped.content == client.get(PAGES, headers={"accept-encoding": "gzip"}).content


@pytest.mark.parametrize(
    ("accepted", "size", "chosen"),
    [
        (None, 9000, "identity"),
        ("", 9000, "identity"),
        ("br, gzip", 9000, "br"),
        ("gzip, deflate, br, zstd", 9000, "br"),
        ("gzip", 9000, "gzip"),
        ("x-gzip", 9000, "gzip"),
        ("GZIP;Q=0.5", 9000, "gzip"),
        ("br;q=0.5, gzip;q=0.8", 9000, "gzip"),
        ("br;q=0, gzip", 9000, "gzip"),
        ("*", 9000, "br"),
        ("*;q=0.5, br;q=0", 9000, "gzip"),
        ("identity, br;q=0.5", 9000, "identity"),
        ("identity;q=0.5, br;q=0.6", 9000, "br"),
        ("deflate", 9000, "identity"),
        ("br;q=high, gzip;q=2", 9000, "identity"),
        ("br, gzip", 499, "identity"),
        ("br, identity;q=0", 10, "br"),
        ("gzip, *;q=0", 10, "gzip"),
        ("identity;q=0", 9000, None),
        ("*;q=0", 9000, None),
        ("*;q=0, identity", 9000, "identity"),
    ],
)
def test_the_encoding_is_the_one_that_the_client_weighs_highest(accepted, size, chosen):
    assert choose_encoding(accepted, size) == chosen


def test_who_takes_no_encoding_at_all_is_told_which_there_are(many, client):
    answer = client.get(PAGES, headers={"accept-encoding": "*;q=0"})

    assert answer.status_code == 406
    assert "gzip" in answer.json()["detail"]
    assert "ETag" not in answer


def test_what_is_encoded_already_is_left_alone():
    def view(request):
        return HttpResponse(b"x" * 1000, headers={"Content-Encoding": "br"})

    assert answered(view, **{"accept-encoding": "gzip"}).content == b"x" * 1000


# Caching


def test_by_default_every_cache_asks_each_time(many, client):
    assert client.get(PAGES)["Cache-Control"] == "public, max-age=0, s-maxage=0, must-revalidate"


def test_how_long_caches_keep_answers_is_a_setting(many, client, settings):
    settings.API_MAX_AGE, settings.API_S_MAXAGE, settings.API_STALE_WHILE_REVALIDATE = 5, 60, 30

    assert client.get(PAGES)["Cache-Control"] == "public, max-age=5, s-maxage=60, stale-while-revalidate=30"


def test_an_answer_that_shows_a_patient_is_asked_for_each_time_whatever_the_settings_say(settings):
    settings.API_MAX_AGE = settings.API_S_MAXAGE = settings.API_STALE_WHILE_REVALIDATE = 60

    assert answered(noting(must_revalidate=True))["Cache-Control"] == "no-cache"


def test_no_cache_keeps_what_is_for_one_client(many, client):
    assert client.get(PAGES, headers={"authorization": "Bearer x"})["Cache-Control"] == "private, no-store"
    assert answered(noting(private=True, keys={"page-1"}))["Cache-Control"] == "private, no-store"
    assert "Surrogate-Key" not in answered(noting(private=True, keys={"page-1"}))


def test_no_cache_keeps_errors_or_answers_to_what_changes_something(home, client):
    assert client.get("/api/v2/pages/999999/")["Cache-Control"] == "no-store"
    assert client.post(PAGES)["Cache-Control"] == "no-store"
    assert client.options(PAGES)["Cache-Control"] == "no-store"
    assert answered(noting(), "post")["Cache-Control"] == "no-store"


def test_answers_vary_by_encoding_and_token_alone(many, client, settings):
    assert client.get(PAGES)["Vary"] == "Accept-Encoding, Authorization"
    settings.CORS_ALLOW_ALL_ORIGINS = True
    assert client.get(PAGES, headers={"origin": "https://a.example"})["Vary"] == "Accept-Encoding, Authorization"
    settings.CORS_ALLOW_ALL_ORIGINS, settings.CORS_ALLOWED_ORIGINS = False, ["https://a.example"]
    assert client.get(PAGES)["Vary"] == "origin, Accept-Encoding, Authorization"


def test_what_a_client_says_of_an_indent_changes_nothing(many, client):
    plain = client.get(PAGES)

    assert client.get(PAGES, headers={"accept": "application/json; indent=4"}).content == plain.content
    assert b"\n" not in plain.content


def test_pages_of_the_site_know_no_tokens(home, client):
    answer = client.get(home.url)

    assert "Authorization" not in answer.get("Vary", "")


# Keys


def test_an_answer_names_what_it_depends_on():
    answer = answered(noting(keys={"pages", "page-12", "image-5"}))

    assert answer["Surrogate-Key"] == "image-5 page-12 pages"
    assert answer["Cache-Tag"] == "image-5,page-12,pages"


def test_a_304_names_what_it_depends_on():
    view = noting(keys={"page-12"})

    assert answered(view, **{"if-none-match": "*"})["Surrogate-Key"] == "page-12"


def test_too_many_keys_are_folded_into_their_type_the_largest_first():
    pages = {f"page-{number}" for number in range(1000)}
    images = {f"image-{number}" for number in range(10)}

    assert collapse_keys(pages | images) == sorted({"pages"} | images)
    assert collapse_keys({f"page-{n}" for n in range(3)}) == ["page-0", "page-1", "page-2"]


def test_keys_fit_into_the_header_whatever_they_are():
    for keys in ({f"{'x' * n}-1" for n in range(100)}, {"x" * n for n in range(100)}):
        assert len(" ".join(collapse_keys(keys))) <= MAX_KEYS_LENGTH


# Other sites' scripts


def preflight(client, path=PAGES, origin="https://app.example.com"):
    return client.options(path, headers={"origin": origin, "access-control-request-method": "GET"})


def test_by_default_no_other_site_reads_the_api(many, client):
    for answer in (client.get(PAGES, headers={"origin": "https://app.example.com"}), preflight(client)):
        assert "Access-Control-Allow-Origin" not in answer


def test_a_site_that_was_named_reads_the_api_and_no_other_one(many, client, settings):
    settings.CORS_ALLOWED_ORIGINS = ["https://app.example.com"]

    answer = client.get(PAGES, headers={"origin": "https://app.example.com"})
    allowed = preflight(client)

    assert answer["Access-Control-Allow-Origin"] == "https://app.example.com"
    assert answer["Access-Control-Expose-Headers"] == "ETag, Last-Modified, Link, Retry-After"
    assert allowed.status_code == 200
    assert "authorization" in allowed["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in allowed
    assert "Access-Control-Allow-Origin" not in preflight(client, origin="https://other.example.com")


def test_an_error_can_be_read_by_the_site_that_was_named(many, client, settings):
    settings.CORS_ALLOW_ALL_ORIGINS = True

    answer = client.get("/api/v2/pages/?limit=x", headers={"origin": "https://app.example.com"})

    assert answer.status_code == 400
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_other_sites_read_the_api_and_nothing_else(home, client, settings):
    settings.CORS_ALLOW_ALL_ORIGINS = True

    for path in (home.url, "/admin/login/"):
        assert "Access-Control-Allow-Origin" not in client.get(path, headers={"origin": "https://app.example.com"})


def test_options_names_the_methods_and_tells_nothing_of_the_view(home, client):
    answer = client.options(PAGES)

    assert answer.status_code == 204
    assert answer["Allow"] == "GET, HEAD, OPTIONS"
    assert answer.content == b""


# The limit


@pytest.fixture
def clock():
    """Stop the clock. A test moves it."""
    with time_machine.travel(datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), tick=False) as clock:
        yield clock


@pytest.fixture
def limited(settings, clock):
    settings.API_ANONYMOUS_RATE = "3/hour"
    return settings


def test_who_asks_too_often_is_told_when_to_come_back(home, client, limited):
    answers = [client.get(PAGES) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert 1 <= int(answers[-1]["Retry-After"]) <= 3600
    assert answers[-1]["Content-Type"] == "application/problem+json"
    assert f"in {answers[-1]['Retry-After']} seconds" in answers[-1].json()["detail"]


def test_all_endpoints_count_together_and_each_address_for_itself(home, client, limited):
    for path in (PAGES, "/api/v2/images/", "/api/v2/documents/"):
        assert client.get(path, REMOTE_ADDR="192.0.2.1").status_code == 200

    assert client.get(PAGES, REMOTE_ADDR="192.0.2.1").status_code == 429
    assert client.get(PAGES, REMOTE_ADDR="192.0.2.2").status_code == 200


def test_a_network_of_ipv6_counts_as_one_client(home, client, limited):
    statuses = [client.get(PAGES, REMOTE_ADDR=f"2001:db8:0:1::{n}").status_code for n in range(1, 5)]

    assert statuses == [200, 200, 200, 429]
    assert client.get(PAGES, REMOTE_ADDR="2001:db8:0:2::1").status_code == 200


def test_nobody_gets_around_the_limit_by_making_up_addresses(home, client, limited):
    statuses = [client.get(PAGES, headers={"x-forwarded-for": f"192.0.2.{n}"}).status_code for n in range(4)]

    assert statuses == [200, 200, 200, 429]


def test_behind_a_proxy_that_is_trusted_the_address_that_it_names_counts(home, client, limited):
    limited.REST_FRAMEWORK = {"NUM_PROXIES": 1}

    def status(forwarded):
        return client.get(PAGES, headers={"x-forwarded-for": forwarded}).status_code

    assert [status(f"10.0.0.{n}, 192.0.2.1") for n in range(4)] == [200, 200, 200, 429]
    assert status("10.0.0.1, 192.0.2.2") == 200


def test_a_preflight_is_not_counted(home, client, limited):
    limited.CORS_ALLOW_ALL_ORIGINS = True
    for _ in range(5):
        assert preflight(client).status_code == 200

    assert client.get(PAGES).status_code == 200


def test_who_waits_as_long_as_was_said_is_answered_again(home, client, limited, clock):
    for _ in range(3):
        client.get(PAGES)
    wait = int(client.get(PAGES)["Retry-After"])

    clock.shift(wait - 2)
    assert client.get(PAGES).status_code == 429
    clock.shift(2)
    assert client.get(PAGES).status_code == 200


def test_a_token_has_a_rate_of_its_own_wherever_it_is_used(home, client, limited):
    limited.API_TOKEN_RATE = "4/hour"

    one, other = ApiTokenFactory(), ApiTokenFactory()

    def status(token, address):
        return client.get(PAGES, headers=bearer(token) if token else {}, REMOTE_ADDR=address).status_code

    assert [status(one, f"192.0.2.{n}") for n in range(5)] == [200, 200, 200, 200, 429]
    assert status(other, "192.0.2.1") == 200
    assert [status(None, "192.0.2.1") for _ in range(4)] == [200, 200, 200, 429]


def test_an_empty_rate_is_no_limit(home, client, settings):
    settings.API_ANONYMOUS_RATE = ""

    assert {client.get(PAGES).status_code for _ in range(5)} == {200}


# HTTPS


def test_a_request_over_http_is_refused_and_not_redirected_where_the_site_has_https(many, client, settings):
    settings.SECURE_SSL_REDIRECT = True

    answer = client.get(PAGES)

    assert answer.status_code == 403
    assert "Use https" in answer.json()["detail"]
    assert client.get("/").status_code == 301
    assert client.get(PAGES, secure=True).status_code == 200
