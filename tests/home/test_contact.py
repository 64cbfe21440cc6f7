import re

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission

from cms.sites.models import Practice
from home.models import ContactSubmission
from tests.home.factories import ContactPageFactory, StandardPageFactory
from tests.home.messages import WORDING, answers, nothing_happened

pytestmark = pytest.mark.django_db


@pytest.fixture
def contact(home):
    return ContactPageFactory(parent=home, slug="contact", notify="office@example.com, nurse@example.com")


def test_a_message_is_stored_with_the_wording_that_was_accepted(contact, client):
    response = client.post(contact.url, answers())
    contact.accept_label = "Another wording."
    contact.save()

    assert "Thank you." in response.content.decode()
    submission = ContactSubmission.objects.get()
    assert submission.form_data == {
        "your_name": "A visitor",
        "your_e_mail": "visitor@example.com",
        "your_question": "When are you open?",
    }
    assert submission.accepted_wording == WORDING


def test_the_notice_says_that_there_is_a_message_and_never_what_it_says(contact, client):
    client.post(contact.url, answers())

    (message,) = mail.outbox
    assert message.to == ["office@example.com", "nurse@example.com"]
    assert reverse("wagtailforms:list_submissions", args=[contact.pk]) in message.body
    for word in ("A visitor", "visitor@example.com", "open?"):
        assert word not in message.body + message.subject


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"your_name": ""}, "your_name", "Fill in “Your name”."),
        ({"your_name": None}, "your_name", "Fill in “Your name”."),
        ({"your_e_mail": "visitor.example.com"}, "your_e_mail", "Enter a valid email address."),
        ({"accept-risk": None}, "accept-risk", "Tick this box if you accept it."),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_what_was_typed_is_kept(contact, client, changes, field, sentence):
    response = client.post(contact.url, answers(**changes))

    assert response.status_code == 422
    html = response.content.decode()
    assert sentence in html
    assert sentence in response.context["form"].errors[field][0]
    assert f'id="id_{field}_error"' in html
    assert "When are you open?" in html
    assert nothing_happened()


def test_a_filled_hidden_field_stores_nothing_mails_nobody_and_does_not_let_on(contact, client):
    response = client.post(contact.url, answers(**{"your-website": "https://spam.example"}))

    assert response.status_code == 200
    assert "Thank you." in response.content.decode()
    assert nothing_happened()


@pytest.mark.parametrize("forged", [None, "", "1"])
def test_a_form_that_does_not_tell_which_wording_was_read_is_asked_for_again(contact, client, forged):
    response = client.post(contact.url, answers(**{"accepted-wording": forged}))

    assert response.status_code == 422
    assert "When are you open?" in response.content.decode()
    assert nothing_happened()


def test_a_wording_that_changed_in_between_has_to_be_accepted_anew(contact, client):
    contact.accept_label = "I accept quite another thing."
    contact.save_revision().publish()

    response = client.post(contact.url, answers())

    assert response.status_code == 422
    assert "The wording of this box has changed." in response.content.decode()
    assert nothing_happened()
    again = response.context["form"]["accepted-wording"].value()
    client.post(contact.url, answers(**{"accepted-wording": again}))
    assert ContactSubmission.objects.get().accepted_wording == "I accept quite another thing."


def test_a_mail_server_that_is_down_loses_no_message_and_frightens_nobody(contact, client, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens on the discard port

    response = client.post(contact.url, answers())

    assert response.status_code == 200
    assert ContactSubmission.objects.count() == 1
    assert "could not be mailed" in caplog.text


def test_a_drop_down_begins_with_nothing_chosen(contact, client):
    question = contact.form_fields.first()
    question.field_type, question.choices, question.required = "dropdown", "By phone, By e-mail", True
    question.save()

    assert "Fill in “Your name”." in client.post(contact.url, answers(your_name="")).content.decode()
    assert client.post(contact.url, answers(your_name="By phone")).status_code == 200


def test_the_form_that_is_shown_can_be_sent(contact, client):
    form = client.get(contact.url).context["form"]

    response = client.post(contact.url, answers(**{"accepted-wording": form["accepted-wording"].value()}))

    assert response.status_code == 200


def test_staff_may_use_any_label_without_getting_in_the_way_of_the_forms_own_fields(contact, client):
    labels = ["Accept risk", "Your website", "Accepted wording"]
    for field, label in zip(contact.form_fields.all(), labels, strict=True):
        field.label, field.clean_name, field.field_type, field.required = label, "", "singleline", False
        field.save()

    client.post(contact.url, answers(accept_risk="yes", your_website="https://example.com", accepted_wording="noon"))

    assert ContactSubmission.objects.get().form_data == {
        "accept_risk": "yes",
        "your_website": "https://example.com",
        "accepted_wording": "noon",
    }


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://testserver"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
    ],
)
def test_a_form_that_a_page_of_another_origin_sends_is_refused(contact, headers):
    response = Client(enforce_csrf_checks=True).post(contact.url, answers(), headers=headers)

    assert response.status_code == 403
    assert "What another website sends for you is not taken." in response.content.decode()
    assert nothing_happened()


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"},
        {"Origin": "https://testserver"},
        {"Origin": "https://front.example", "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "none"},
        {},
    ],
)
def test_a_form_is_sent_without_a_cookie(contact, headers, settings):
    settings.CSRF_TRUSTED_ORIGINS = ["https://front.example"]

    response = Client(enforce_csrf_checks=True).post(contact.url, answers(), headers=headers)

    assert response.status_code == 200
    assert ContactSubmission.objects.exists()


def test_a_form_sets_no_cookie(contact, client):
    assert not client.get(contact.url).cookies
    assert not client.post(contact.url, answers()).cookies


class TestReadingMessages:
    @pytest.fixture
    def editor(self, contact, django_user_model, client):
        """Return a member of a group that may edit the contact page and use the admin."""
        from django.contrib.auth.models import Group

        user = django_user_model.objects.create_user("editor", password="long enough 1")
        group = Group.objects.create(name="Marketing")
        group.permissions.add(Permission.objects.get(codename="access_admin"))
        GroupPagePermission.objects.create(
            group=group, page=contact, permission=Permission.objects.get(codename="change_page")
        )
        user.groups.add(group)
        client.force_login(user)
        return user

    def read(self, contact, client):
        return client.get(reverse("wagtailforms:list_submissions", args=[contact.pk]))

    def test_those_who_edit_the_page_may_not_read_them_for_that_alone(self, editor, contact, client):
        response = self.read(contact, client)

        assert response.status_code in (302, 403)

    def test_those_with_the_right_read_them_with_the_accepted_wording(self, editor, contact, client):
        editor.groups.get().permissions.add(Permission.objects.get(codename="read_contactsubmission"))
        client.post(contact.url, answers())

        html = self.read(contact, client).content.decode()

        assert "When are you open?" in html
        assert "I accept that this is not encrypted." in html

    def test_the_right_is_enough_without_that_to_edit_the_page(self, editor, contact, client):
        GroupPagePermission.objects.all().delete()
        editor.groups.get().permissions.add(Permission.objects.get(codename="read_contactsubmission"))

        assert self.read(contact, client).status_code == 200

    def test_the_right_can_be_given_in_the_admin(self, admin_client):
        from django.contrib.auth.models import Group

        group = Group.objects.first()

        assert (
            "Can read contact messages"
            in admin_client.get(reverse("wagtailusers_groups:edit", args=[group.pk])).content.decode()
        )


class TestMeaning:
    """Browsers know what a field asks for: WCAG 2.2, 1.3.5."""

    def inputs(self, client, contact):
        """Return the tags of the questions, by name."""
        html = client.get(contact.url).content.decode()
        return {
            match[1]: match[0] for match in re.finditer(r'<(?:input|textarea|select)[^>]*name="(\w+)"[^>]*>', html)
        }

    def choose(self, contact, name, **values):
        field = contact.form_fields.get(clean_name=name)
        for key, value in values.items():
            setattr(field, key, value)
        field.save()

    def test_an_e_mail_address_is_known_by_the_type_of_its_field(self, contact, client):
        tag = self.inputs(client, contact)["your_e_mail"]

        assert 'type="email"' in tag
        assert 'autocomplete="email"' in tag

    def test_staff_choose_the_meaning_of_the_others(self, contact, client):
        self.choose(contact, "your_name", autocomplete="name")
        self.choose(contact, "your_question", field_type="singleline", autocomplete="tel")

        inputs = self.inputs(client, contact)

        assert 'autocomplete="name"' in inputs["your_name"]
        assert 'type="text"' in inputs["your_name"]
        assert 'autocomplete="tel"' in inputs["your_question"]
        assert 'type="tel"' in inputs["your_question"]

    def test_a_field_without_a_meaning_and_a_box_have_none(self, contact, client):
        self.choose(contact, "your_name", field_type="checkbox", autocomplete="name")

        inputs = self.inputs(client, contact)

        assert "autocomplete" not in inputs["your_name"]
        assert "autocomplete" not in inputs["your_question"]

    def test_apps_learn_it_as_well(self, contact, client):
        self.choose(contact, "your_question", field_type="singleline", autocomplete="tel")

        fields = client.get(f"/api/v2/forms/{contact.pk}/").json()["fields"]

        known = {field["name"]: (field["widget"], field["autocomplete"]) for field in fields}
        assert known["your_e_mail"] == ("email", "email")
        assert known["your_question"] == ("tel", "tel")
        assert known["your_name"] == ("text", "")


def test_each_error_leads_to_its_field_also_in_a_group_of_boxes(contact, client):
    field = contact.form_fields.get(clean_name="your_name")
    field.field_type, field.choices = "radio", "One,Two"
    field.save()

    html = client.post(contact.url, {}).content.decode()
    summary = html[html.index('id="not-sent"') : html.index("<form", html.index('id="not-sent"'))]

    for anchor in ("id_your_name_0", "id_your_e_mail", "id_accept-risk"):
        assert f'href="#{anchor}"' in summary
        assert f'id="{anchor}"' in html
    assert f'action="{contact.url}#not-sent"' in html


def test_the_form_leads_to_the_privacy_page_while_that_is_public(contact, home, client):
    privacy = StandardPageFactory(parent=home, title="Privacy in plain words")
    practice = Practice.for_editing(contact.get_site())
    practice.privacy_page = privacy
    practice.save_revision().publish()
    assert f'href="{privacy.url}">Privacy in plain words</a>' in client.get(contact.url).content.decode()
    assert client.get("/api/v2/practice/").json()["privacy_page"]["id"] == privacy.pk

    privacy.unpublish()

    assert "Privacy in plain words" not in client.get(contact.url).content.decode()
    assert client.get("/api/v2/practice/").json()["privacy_page"] is None
