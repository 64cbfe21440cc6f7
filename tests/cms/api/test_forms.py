"""A form is the same whether it comes from its page or by the API."""

import json
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode
from uuid import uuid4

import pytest
import time_machine
from django import forms
from django.core import mail
from django.core.cache import caches
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from jsonschema_rs import Draft202012Validator, meta
from wagtail.models import Page, PageViewRestriction, Site

from cms.forms.json_schema import form_schema
from cms.forms.pages import digest_of
from cms.testing.queries import count_queries
from cms.testing.schemas import assert_is
from home.models import ContactFormField, ContactSubmission
from tests.home.factories import ContactPageFactory, HomePageFactory, StandardPageFactory
from tests.home.messages import WORDING, answers, nothing_happened

pytestmark = pytest.mark.django_db


@pytest.fixture
def contact(home):
    return ContactPageFactory(parent=home, slug="contact", notify="office@example.com")


def url_of(page):
    return f"/api/v2/forms/{page.pk}/"


@dataclass
class Result:
    """What came of a form, whichever door it came by."""

    status: int
    accepted: bool
    errors: dict = field(default_factory=dict)
    response: object = None


class PageDoor:
    def send(self, client, page, filled, **headers):
        response = client.post(page.url, filled, **headers)
        form = response.context and response.context.get("form")
        errors = {name: list(errors) for name, errors in form.errors.items()} if form else {}
        return Result(response.status_code, "Thank you." in response.content.decode(), errors, response)


class ApiDoor:
    def send(self, client, page, filled, **headers):
        response = self.post(client, url_of(page), filled, **headers)
        answer = response.json()
        return Result(
            response.status_code, "Thank you." in answer.get("thank_you", ""), answer.get("errors", {}), response
        )

    def post(self, client, url, filled, **headers):
        return client.post(url, filled, **headers)


class JsonDoor(ApiDoor):
    def post(self, client, url, filled, **headers):
        if "accept-risk" in filled:
            filled = filled | {"accept-risk": filled["accept-risk"] == "on"}
        return client.post(url, filled, content_type="application/json", **headers)


class UrlEncodedDoor(ApiDoor):
    def post(self, client, url, filled, **headers):
        return client.post(url, urlencode(filled), content_type="application/x-www-form-urlencoded", **headers)


@pytest.fixture(params=[PageDoor, JsonDoor, UrlEncodedDoor], ids=["page", "api-json", "api-urlencoded"])
def door(request):
    return request.param()


class TestEachDoor:
    def test_a_message_is_stored_with_its_wording_and_told_of(self, door, contact, client):
        result = door.send(client, contact, answers())

        assert result.accepted
        assert result.status == (200 if isinstance(door, PageDoor) else 201)
        submission = ContactSubmission.objects.get()
        assert submission.form_data == {
            "your_name": "A visitor",
            "your_e_mail": "visitor@example.com",
            "your_question": "When are you open?",
        }
        assert submission.accepted_wording == WORDING
        assert [message.to for message in mail.outbox] == [["office@example.com"]]

    @pytest.mark.parametrize(
        ("changes", "errors"),
        [
            ({"your_name": ""}, {"your_name": ["Fill in “Your name”."]}),
            ({"your_name": None}, {"your_name": ["Fill in “Your name”."]}),
            ({"your_name": "x" * 256}, {"your_name": ["Ensure this value has at most 255 characters (it has 256)."]}),
            ({"your_e_mail": "visitor.example.com"}, {"your_e_mail": ["Enter a valid email address."]}),
            (
                {"accept-risk": None},
                {"accept-risk": ["Tick this box if you accept it. Without it we cannot take your message."]},
            ),
            (
                {"accept-risk": "false"},
                {"accept-risk": ["Tick this box if you accept it. Without it we cannot take your message."]},
            ),
            (
                {"accepted-wording": None},
                {"accept-risk": ["The wording of this box has changed. Please read it and send again."]},
            ),
            (
                {"accepted-wording": "forged"},
                {"accept-risk": ["The wording of this box has changed. Please read it and send again."]},
            ),
        ],
    )
    def test_what_is_wrong_is_said_at_the_field_and_nothing_is_stored(self, door, contact, client, changes, errors):
        result = door.send(client, contact, answers(**changes))

        assert (result.status, result.accepted, result.errors) == (422, False, errors)
        assert nothing_happened()

    def test_a_wording_that_changed_in_between_has_to_be_accepted_anew(self, door, contact, client):
        result = door.send(client, contact, answers(**{"accepted-wording": digest_of("Another wording.")}))

        assert result.status == 422
        assert result.errors == {
            "accept-risk": ["The wording of this box has changed. Please read it and send again."]
        }
        assert nothing_happened()

    def test_a_filled_honeypot_is_answered_like_success_and_stores_nothing(self, door, contact, client):
        thanked = door.send(client, contact, answers()).response
        ContactSubmission.objects.all().delete()
        mail.outbox.clear()

        trapped = door.send(client, contact, answers(**{"your-website": "https://spam.example"}))

        assert trapped.accepted
        assert trapped.status == thanked.status_code
        if not isinstance(door, PageDoor):
            assert trapped.response.content == thanked.content
        assert nothing_happened()

    def test_a_sixth_message_in_a_minute_has_to_wait(self, door, contact, client):
        with time_machine.travel("2030-01-01T12:00:30Z", tick=False):
            for _ in range(5):
                assert door.send(client, contact, answers()).accepted

            result = door.send(client, contact, answers(your_question="A sixth?"))

        assert (result.status, result.accepted) == (429, False)
        assert 1 <= int(result.response["Retry-After"]) <= 60
        assert ContactSubmission.objects.count() == 5

    def test_after_the_time_that_it_says_it_takes_messages_again(self, door, contact, client):
        with time_machine.travel("2030-01-01T12:00:30Z", tick=False) as clock:
            for _ in range(5):
                door.send(client, contact, answers())
            wait = int(door.send(client, contact, answers()).response["Retry-After"])
            clock.shift(wait)
            clock.shift(1)

            assert door.send(client, contact, answers()).accepted

    def test_what_is_wrong_or_from_a_robot_counts_as_well(self, door, contact, client):
        with time_machine.travel("2030-01-01T12:00:30Z", tick=False):
            for _ in range(3):
                door.send(client, contact, answers(your_name=""))
                door.send(client, contact, answers(**{"your-website": "x"}))

            assert door.send(client, contact, answers()).status == 429

    @pytest.mark.parametrize("hidden", ["draft", "private", "below a private page"])
    def test_a_form_that_is_not_public_takes_nothing(self, door, home, client, hidden):
        parent = StandardPageFactory(parent=home)
        contact = ContactPageFactory(parent=parent, live=hidden != "draft")
        if hidden != "draft":
            PageViewRestriction.objects.create(
                page=contact if hidden == "private" else parent, restriction_type="password", password="x"
            )

        response = client.post(contact.url if isinstance(door, PageDoor) else url_of(contact), answers())

        assert b"Thank you" not in response.content
        assert nothing_happened()
        if not isinstance(door, PageDoor):
            assert response.status_code == 404
            assert client.get(url_of(contact)).status_code == 404
            assert client.get("/api/v2/forms/").json()["items"] == []


@pytest.fixture
def transparent_cache(settings):
    """Use a cache in memory, whose content a test can read."""
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": uuid4().hex}
    }


class TestHowOften:
    @pytest.fixture(autouse=True)
    def _one_moment(self):
        with time_machine.travel("2030-01-01T12:00:30Z", tick=False):
            yield

    def exhausted(self, client, contact, **headers):
        for _ in range(5):
            assert JsonDoor().send(client, contact, answers(), **headers).accepted

    def test_both_doors_count_together(self, contact, client):
        self.exhausted(client, contact)

        assert PageDoor().send(client, contact, answers()).status == 429
        assert UrlEncodedDoor().send(client, contact, answers()).status == 429

    def test_the_page_says_so_kindly_and_keeps_what_was_typed(self, contact, client):
        self.exhausted(client, contact)

        html = PageDoor().send(client, contact, answers(your_e_mail="no address")).response.content.decode()

        assert "Please send it again in a minute." in html
        assert "When are you open?" in html
        assert 'value="no address"' in html
        assert "Enter a valid email address." not in html
        assert "checked" in html

    def test_the_api_says_so_in_a_sentence(self, contact, client):
        self.exhausted(client, contact)

        response = JsonDoor().send(client, contact, answers()).response

        assert "Too many" in response.content.decode()

    @pytest.mark.parametrize(
        ("one", "other", "same"),
        [
            ("192.0.2.1", "192.0.2.2", False),
            ("2001:db8::1", "2001:db8::ffff:1", True),
            ("2001:db8::1", "2001:db8:0:1::1", False),
            ("192.0.2.1", "::ffff:192.0.2.1", True),
            ("", "192.0.2.1", False),
        ],
    )
    def test_a_visitor_is_an_address_or_a_64(self, contact, client, one, other, same):
        self.exhausted(client, contact, REMOTE_ADDR=one)

        result = JsonDoor().send(client, contact, answers(), REMOTE_ADDR=other)

        assert result.status == (429 if same else 201)

    @pytest.mark.parametrize(
        ("proxies", "one", "other", "same"),
        [
            (0, "192.0.2.1", "192.0.2.2", True),  # anybody can write that header
            (1, "192.0.2.1", "192.0.2.2", False),
            (1, "192.0.2.9, 192.0.2.1", "192.0.2.8, 192.0.2.1", True),
            (2, "192.0.2.1, 198.51.100.1", "192.0.2.2, 198.51.100.1", False),
            (1, "192.0.2.1:1000", "192.0.2.1:2000", True),
            (1, "[2001:db8::1]:1000", "2001:db8::2", True),
        ],
    )
    def test_behind_our_proxies_a_visitor_is_whom_they_name(
        self, contact, client, settings, proxies, one, other, same
    ):
        settings.REST_FRAMEWORK = {"NUM_PROXIES": proxies}
        self.exhausted(client, contact, headers={"X-Forwarded-For": one})

        result = JsonDoor().send(client, contact, answers(), headers={"X-Forwarded-For": other})

        assert result.status == (429 if same else 201)

    def test_the_rates_are_a_setting(self, contact, client, settings):
        settings.FORM_SUBMISSION_RATES = []
        for _ in range(7):
            assert JsonDoor().send(client, contact, answers()).accepted

    def test_over_an_hour_there_is_a_limit_as_well(self, contact, client, settings):
        settings.FORM_SUBMISSION_RATES = ["2/minute", "3/hour"]
        for minute in range(2):
            with time_machine.travel(f"2030-01-01T12:{10 + 2 * minute}:00Z", tick=False):
                results = [JsonDoor().send(client, contact, answers()) for _ in range(2)]

        assert [result.status for result in results] == [201, 429]

    @pytest.mark.usefixtures("transparent_cache")
    def test_the_cache_holds_no_address(self, contact, client):
        cache = caches["default"]
        JsonDoor().send(client, contact, answers(), REMOTE_ADDR="192.0.2.77")
        keys = [key for key in cache._cache if cache.key_prefix in key]

        assert keys
        assert not any("192.0.2.77" in key or "192.0.2.77" in str(cache._cache[key]) for key in keys)

    @pytest.mark.usefixtures("transparent_cache")
    def test_nothing_is_counted_for_longer_than_its_window(self, contact, client):
        cache = caches["default"]
        JsonDoor().send(client, contact, answers())

        ends = [
            cache._expire_info[key] for key in cache._cache if cache.key_prefix in key and "requests:form:" in key
        ]

        assert len(ends) == 2
        assert max(ends) <= time.time() + 3600 + 5


class TestDescription:
    def test_public_forms_are_listed(self, contact, home, client):
        ContactPageFactory(parent=home, title="A draft", live=False)

        answer = client.get("/api/v2/forms/").json()

        assert answer["meta"] == {"total_count": 1}
        assert answer["items"] == [
            {
                "id": contact.pk,
                "meta": {
                    "type": "home.ContactPage",
                    "detail_url": f"http://localhost:8000/api/v2/forms/{contact.pk}/",
                    "html_url": contact.full_url,
                },
                "title": "Contact us",
            }
        ]

    def test_the_list_is_paged_and_costs_the_same_for_few_and_for_many(self, contact, home, client):
        few = count_queries(client, "/api/v2/forms/")
        for _ in range(4):
            ContactPageFactory(parent=home)

        assert count_queries(client, "/api/v2/forms/") == few <= 12
        assert len(client.get("/api/v2/forms/?limit=2&offset=1").json()["items"]) == 2
        assert count_queries(client, url_of(contact)) <= 15

    def test_a_page_that_is_no_form_is_none(self, home, client):
        assert client.get(url_of(StandardPageFactory(parent=home))).status_code == 404

    def test_a_form_of_another_site_is_found_there(self, contact, client):
        root = HomePageFactory(parent=Page.get_first_root_node(), slug="other")
        Site.objects.create(hostname="other.example.com", root_page=root)
        other = ContactPageFactory(parent=root)

        assert client.get(url_of(other)).status_code == 404
        assert client.get(f"{url_of(other)}?site=other.example.com").status_code == 200
        assert client.get("/api/v2/forms/?site=other.example.com").json()["items"][0]["id"] == other.pk

    def test_a_form_says_what_it_asks_in_order_and_as_what(self, contact, client):
        answer = client.get(url_of(contact)).json()

        assert answer["accept_label"] == WORDING
        assert answer["submit_label"] == "Send your message"
        assert [(one["name"], one["role"], one["widget"]) for one in answer["fields"]] == [
            ("your_name", "question", "text"),
            ("your_e_mail", "question", "email"),
            ("your_question", "question", "textarea"),
            ("accept-risk", "accept", "checkbox"),
            ("your-website", "honeypot", "text"),
            ("accepted-wording", "wording", "hidden"),
        ]
        properties = answer["schema"]["properties"]
        assert properties["your_e_mail"]["format"] == "email"
        assert properties["your_name"]["maxLength"] == 255
        assert properties["accept-risk"] == {"title": WORDING, "type": "boolean", "const": True}
        assert properties["your-website"]["default"] == ""
        assert properties["accepted-wording"]["default"] == digest_of(WORDING)
        assert answer["schema"]["required"] == ["your_name", "your_e_mail", "accept-risk", "accepted-wording"]

    def test_the_schema_is_one_and_holds_what_the_form_takes(self, contact, client):
        schema = client.get(url_of(contact)).json()["schema"]
        meta.validate(schema)
        validator = Draft202012Validator(schema)

        assert validator.is_valid(answers() | {"accept-risk": True})
        assert not validator.is_valid(answers() | {"accept-risk": False})
        assert not validator.is_valid(answers() | {"accept-risk": True, "your_name": ""})
        assert not validator.is_valid(answers() | {"accept-risk": True, "unknown": ""})

    def test_the_form_that_is_described_can_be_sent(self, contact, client):
        schema = client.get(url_of(contact)).json()["schema"]
        filled = {name: one["default"] for name, one in schema["properties"].items() if "default" in one}
        filled |= {"your_name": "A visitor", "your_e_mail": "visitor@example.com", "accept-risk": True}

        assert client.post(url_of(contact), filled, content_type="application/json").status_code == 201

    def test_each_kind_of_question_can_be_described_and_answered(self, contact, client):
        given = {
            "singleline": "A line",
            "multiline": "Two\nlines",
            "email": "visitor@example.com",
            "number": 12.5,
            "url": "https://example.com/",
            "checkbox": True,
            "checkboxes": ["By phone", "By e-mail"],
            "dropdown": "By phone",
            "multiselect": ["By e-mail"],
            "radio": "By phone",
            "date": "2030-01-02",
            "datetime": "2030-01-02T03:04:05Z",
            "hidden": "campaign",
        }
        contact.form_fields = [
            ContactFormField(
                label=kind, field_type=kind, required=True, choices="By phone, By e-mail", sort_order=order
            )
            for order, kind in enumerate(given)
        ]
        contact.save()

        answer = client.get(url_of(contact)).json()
        assert_is(answer, "Form")
        schema = answer["schema"]
        filled = given | {"accept-risk": True, "accepted-wording": digest_of(WORDING)}
        meta.validate(schema)
        Draft202012Validator(schema).validate(filled)
        response = client.post(url_of(contact), filled, content_type="application/json")

        assert response.status_code == 201, response.content
        stored = ContactSubmission.objects.get().form_data
        assert stored["checkboxes"] == ["By phone", "By e-mail"]
        assert stored["number"] == "12.5"
        assert stored["checkbox"] is True
        assert set(stored) == set(given)
        assert set(schema["properties"]["dropdown"]["oneOf"][0]) == {"const", "title"}
        for kind, keyword in (("url", "uri"), ("date", "date"), ("datetime", "date-time")):
            assert schema["properties"][kind]["format"] == keyword

    def test_what_staff_filled_in_beforehand_is_a_default_where_the_form_would_take_it(self, contact, client):
        contact.form_fields = [
            ContactFormField(label="Topic", field_type="dropdown", choices="A, B", default_value="B", sort_order=0),
            ContactFormField(label="Age", field_type="number", default_value="40", sort_order=1),
            ContactFormField(label="Ways", field_type="checkboxes", choices="A, B", default_value="A", sort_order=2),
            ContactFormField(label="Day", field_type="date", default_value="some day", sort_order=3),
            ContactFormField(label="Note", field_type="singleline", help_text="“Q&A”, <b>", sort_order=4),
        ]
        contact.save()

        properties = client.get(url_of(contact)).json()["schema"]["properties"]

        assert properties["topic"]["default"] == "B"
        assert properties["age"]["default"] == 40
        assert properties["ways"]["default"] == ["A"]
        assert "default" not in properties["day"]
        assert properties["note"]["description"] == "“Q&A”, <b>"

    def test_limits_of_numbers_are_told(self):
        class Form(forms.Form):
            age = forms.IntegerField(label="Age", min_value=18, max_value=120)

        age = form_schema(Form())["properties"]["age"]

        assert age == {"title": "Age", "type": "integer", "minimum": 18, "maximum": 120}

    def test_a_field_that_is_not_known_is_not_guessed(self):
        class Form(forms.Form):
            scan = forms.FileField()

        with pytest.raises(TypeError, match="FileField"):
            form_schema(Form())

    def test_a_form_is_the_same_for_everybody_and_names_what_it_depends_on(self, contact, client):
        first, second = client.get(url_of(contact)), client.get(url_of(contact))

        assert first.content == second.content
        assert f"page-{contact.pk}" in first["Surrogate-Key"].split()
        assert "no-store" not in first["Cache-Control"]


class TestRefusals:
    def test_the_present_wording_comes_with_the_refusal_of_another_one(self, contact, client):
        refused = JsonDoor().send(client, contact, answers(**{"accepted-wording": digest_of("Another wording.")}))
        renewed = refused.response.json()["renewed"]

        assert renewed["accept-risk"] == WORDING
        assert JsonDoor().send(client, contact, answers(**{"accepted-wording": renewed["accepted-wording"]})).accepted

    def test_errors_are_problem_details(self, contact, client):
        response = JsonDoor().send(client, contact, answers(your_name="")).response

        assert response["Content-Type"] == "application/problem+json"
        problem = response.json()
        assert_is(problem, "FormRefusal")
        assert problem["status"] == 422
        assert problem["renewed"] == {}
        assert problem["detail"]

    @pytest.mark.parametrize(
        ("body", "status"),
        [
            ("", 422),
            ("{}", 422),
            ("{", 400),
            ("[]", 400),
            ("null", 400),
            ('"text"', 400),
            ("[" * 100_000, 400),
            ('{"your_name": 5}', 400),
            ('{"your_name": null}', 400),
            ('{"your_name": ["A", "B"]}', 400),
            ('{"your_name": {"first": "A"}}', 400),
            ('{"accept-risk": "on"}', 400),
            ('{"accept-risk": 1}', 400),
            ('{"your_name": NaN}', 400),
            ('{"your_name": ' + "9" * 5000 + "}", 400),
            ('{"your_name": "\\u0000"}', 400),
            ('{"your_name": "\\ud800"}', 400),
            ('{"\\ud800": "A"}', 400),
            ('{"unknown": "A"}', 400),
            (b'{"your_name": "\xff"}', 400),
        ],
    )
    def test_a_bad_body_is_refused_in_words_and_changes_nothing(self, contact, client, body, status):
        response = client.post(url_of(contact), body, content_type="application/json")

        assert response.status_code == status
        assert response.json()
        assert nothing_happened()

    def test_a_body_that_is_too_large_is_not_read(self, contact, client):
        response = client.post(
            url_of(contact), json.dumps({"your_name": "x" * 300_000}), content_type="application/json"
        )

        assert response.status_code == 413
        assert nothing_happened()

    @pytest.mark.parametrize(
        "kind",
        ["text/plain", "application/xml", "multipart/form-data; boundary=x", "application/problem+json"],
    )
    def test_other_media_types_are_refused(self, contact, client, kind):
        response = client.post(url_of(contact), "x=y", content_type=kind)

        assert response.status_code == 415
        assert nothing_happened()

    @pytest.mark.parametrize("charset", ["latin-1", "rot13", "hex", "nonsense", "utf-7"])
    def test_a_body_is_utf_8_whatever_it_says(self, contact, client, charset):
        body = json.dumps(answers(your_name="Zoë") | {"accept-risk": True}, ensure_ascii=False).encode()

        response = client.generic("POST", url_of(contact), body, f"application/json; charset={charset}")

        assert response.status_code == 201
        assert ContactSubmission.objects.get().form_data["your_name"] == "Zoë"

    def test_a_form_encoded_body_with_what_is_no_text_is_refused(self, contact, client):
        response = UrlEncodedDoor().send(client, contact, answers(your_name="\x00")).response

        assert response.status_code == 400
        assert nothing_happened()

    @pytest.mark.parametrize("query", ["unknown=1", "rich_text_format=nonsense", "site=a:b"])
    def test_parameters_that_are_not_known_are_refused_before_anything_is_stored(self, contact, client, query):
        for method in (client.get, client.post):
            assert method(f"{url_of(contact)}?{query}").status_code == 400
        response = client.post(
            f"{url_of(contact)}?{query}", answers() | {"accept-risk": True}, content_type="application/json"
        )
        assert response.status_code == 400
        assert nothing_happened()

    @pytest.mark.parametrize("pk", ["0", "999999", "9" * 30])
    def test_a_form_that_is_not_there_is_not_found(self, home, client, pk):
        assert client.get(f"/api/v2/forms/{pk}/").status_code == 404
        assert client.post(f"/api/v2/forms/{pk}/").status_code == 404

    @pytest.mark.parametrize("method", ["put", "patch", "delete"])
    def test_nothing_but_reading_and_sending_is_possible(self, contact, client, method):
        assert getattr(client, method)(url_of(contact)).status_code == 405
        assert client.post("/api/v2/forms/").status_code == 405

    def test_no_cookie_is_needed_and_none_is_set(self, contact):
        client = Client(enforce_csrf_checks=True)

        assert client.get(url_of(contact)).status_code == 200
        assert JsonDoor().send(client, contact, answers()).accepted
        assert not client.cookies


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda values: st.lists(values, max_size=3) | st.dictionaries(st.text(), values, max_size=3),
    max_leaves=5,
)
names = st.sampled_from(
    ["your_name", "your_e_mail", "your_question", "accept-risk", "your-website", "accepted-wording"]
)


@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.dictionaries(names | st.text(), json_values) | json_values)
def test_no_json_breaks_it(contact, client, settings, body):
    settings.FORM_SUBMISSION_RATES = []
    response = client.post(url_of(contact), json.dumps(body), content_type="application/json")

    trapped = isinstance(body, dict) and isinstance(body.get("your-website"), str) and body["your-website"]
    assert response.status_code in ({201, 400} if trapped else {400, 422})
    assert response.json()
    assert not ContactSubmission.objects.exists()


@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary(max_size=300), kind=st.sampled_from(["application/json", "application/x-www-form-urlencoded"]))
def test_no_bytes_break_it(contact, client, settings, body, kind):
    settings.FORM_SUBMISSION_RATES = []
    response = client.generic("POST", url_of(contact), body, kind)

    assert response.status_code in (400, 422)
    assert not ContactSubmission.objects.exists()
