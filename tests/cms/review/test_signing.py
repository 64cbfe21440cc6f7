"""How a reviewer signs: in the workflow, and on the screen of the review."""

import csv
import io
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Permission, User
from django.contrib.messages import get_messages
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, TaskState, Workflow, WorkflowPage, WorkflowState, WorkflowTask
from wagtail.test.utils.form_data import querydict_from_html
from wagtail.users.models import UserProfile

from articles.models import Citation, ProcedurePage
from cms.accounts import second_factor
from cms.review import due, reminders
from cms.review.models import Decision, MedicalReviewTask, ReviewerProfile, SignOff
from cms.testing.bodies import text
from cms.testing.forms import stream_data
from cms.testing.review import make_reviewer, sign_off
from tests.articles.factories import CitationFactory, cite

pytestmark = pytest.mark.django_db


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def reviewing(reviewer):
    return client_of(reviewer.user)


@pytest.fixture
def submitted(draft, admin_user):
    """Return a draft that waits for a medical review."""
    workflow = Workflow.objects.create(name="Medical")
    WorkflowTask.objects.create(workflow=workflow, task=MedicalReviewTask.objects.create(name="Medical review"))
    workflow.start(draft, admin_user)
    return ProcedurePage.objects.get(pk=draft.pk)


def url_of(page):
    return reverse("cms_review:review", args=[page.pk])


def form_of(client, page, **changes):
    form = client.get(url_of(page)).context["form"]
    return {name: value for name, value in form.initial.items() if value is not None} | {"decision": "keep"} | changes


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


@pytest.fixture
def later(reviewing):
    """Move the clock to 16 minutes after the login of the reviewer."""
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        yield


def confirm(client, question, address):
    """Give the password where `question`, a response, leads. Return the response to what was asked before."""
    return client.post(question.url, {"password": "password", "next": address})


def is_live(page):
    return Page.objects.get(pk=page.pk).live


def test_the_fields_for_days_have_their_script(submitted, reviewing):
    assert "wagtailadmin/js/date-time-chooser.js" in reviewing.get(url_of(submitted)).content.decode()


def test_signing_long_after_the_login_asks_for_the_password_and_loses_nothing(submitted, reviewing, later):
    question = reviewing.post(url_of(submitted), form_of(reviewing, submitted, comment="Read twice."))
    assert not SignOff.objects.exists()

    confirm(reviewing, question, url_of(submitted))

    assert SignOff.objects.get().comment == "Read twice."


@pytest.mark.parametrize("name", ["export_csv", "export_json"])
def test_exporting_long_after_the_login_asks_for_the_password(reviewer, reviewing, later, name):
    reviewer.user.user_permissions.add(
        Permission.objects.get(codename="export", content_type__app_label="cms_review")
    )
    address = reverse(f"cms_review:{name}")

    question = reviewing.get(address)

    assert question.status_code == 302
    assert confirm(reviewing, question, address).url == address
    assert reviewing.get(address).status_code == 200


@pytest.mark.parametrize("permission", ["sign", "export"])
def test_who_signs_or_exports_needs_a_second_factor(db, settings, permission):
    settings.SECOND_FACTOR = True
    user = User.objects.create_user("ruth")
    assert not second_factor.is_required(user)

    user.user_permissions.add(Permission.objects.get(codename=permission, content_type__app_label="cms_review"))

    assert second_factor.is_required(User.objects.get(pk=user.pk))


class TestTheWorkflow:
    def test_submitting_mails_the_reviewers_a_link_and_nothing_of_the_page(self, draft, reviewer, reviewing):
        UserProfile.objects.create(user=make_reviewer("off").user, submitted_notifications=False)
        task = MedicalReviewTask.objects.create(name="Medical review")
        workflow = Workflow.objects.create(name="Medical")
        WorkflowTask.objects.create(workflow=workflow, task=task)

        workflow.start(draft, make_reviewer("submitter").user)

        (message,) = mail.outbox
        assert message.to == ["reviewer@example.com"]
        assert url_of(draft) in message.body
        assert draft.title not in message.subject + message.body

    def test_signing_publishes_what_was_submitted(self, submitted, reviewing, client):
        answer = reviewing.post(url_of(submitted), form_of(reviewing, submitted))

        assert "is signed and published" in said(answer)
        assert WorkflowState.objects.get().status == WorkflowState.STATUS_APPROVED
        sign_off = SignOff.objects.get()
        assert sign_off.revision_id == submitted.latest_revision_id
        assert sign_off.content["title"] == "Facelift"
        assert "A Reviewer, MD" in client.get(submitted.url).content.decode()

    def test_revise_returns_the_page_with_the_comment(self, submitted, reviewing):
        form = form_of(reviewing, submitted, decision="revise", comment="Too bold.")

        reviewing.post(url_of(submitted), form)

        assert not is_live(submitted)
        assert TaskState.objects.get().status == TaskState.STATUS_REJECTED
        assert TaskState.objects.get().comment == "Too bold."
        assert SignOff.objects.get().decision == Decision.REVISE

    def test_the_action_in_the_editor_saves_and_opens_the_review(self, submitted, admin_client):
        address = reverse(
            "wagtailadmin_pages:workflow_action", args=[submitted.pk, "review", TaskState.objects.get().pk]
        )

        answer = admin_client.post(address)

        assert answer.url == url_of(submitted)
        assert TaskState.objects.get().status == TaskState.STATUS_IN_PROGRESS

    def test_nobody_approves_it_past_the_review(self, submitted, admin_client):
        for action in ("approve", "reject"):
            address = reverse(
                "wagtailadmin_pages:workflow_action", args=[submitted.pk, action, TaskState.objects.get().pk]
            )
            assert admin_client.post(address).status_code in (302, 403)
        assert TaskState.objects.get().status == TaskState.STATUS_IN_PROGRESS

    def test_an_editor_submits_a_page_that_is_not_signed(self, draft, admin_client):
        workflow = Workflow.objects.create(name="Medical")
        WorkflowTask.objects.create(workflow=workflow, task=MedicalReviewTask.objects.create(name="Review"))
        WorkflowPage.objects.update_or_create(page=draft, defaults={"workflow": workflow})
        address = reverse("wagtailadmin_pages:edit", args=[draft.pk])
        html = admin_client.get(address).content.decode()
        form = querydict_from_html(html, form_id="page-edit-form").dict()
        for name in ("body", "at_a_glance", "outcomes", "related_pages"):
            form |= dict(stream_data(draft._meta.get_field(name).stream_block, getattr(draft, name), name))
        form = {name: value for name, value in form.items() if not name.startswith("action-")}

        refused = admin_client.post(address, form | {"action-publish": "1"})
        answer = admin_client.post(address, form | {"action-submit": "1"})

        assert "A medical reviewer has not signed this content" in refused.context["form"].non_field_errors()[0]
        assert answer.status_code == 302
        assert [page.pk for page in due.submitted_pages()] == [draft.pk]
        answer = admin_client.post(address, form | {"action-workflow-action": "1", "workflow-action-name": "review"})
        assert answer.url == url_of(draft)


class TestRefusals:
    def test_a_text_that_changed_between_reading_and_signing(self, submitted, reviewing):
        form = form_of(reviewing, submitted)
        submitted.title = "The best facelift"
        submitted.save_revision()

        answer = reviewing.post(url_of(submitted), form)

        assert "The text has changed since you opened it" in said(answer)
        assert not SignOff.objects.exists()
        assert not is_live(submitted)

    def test_two_reviewers_at_once(self, submitted, reviewing):
        other = client_of(make_reviewer("second", name="B Reviewer").user)
        first, second = form_of(reviewing, submitted), form_of(other, submitted)

        reviewing.post(url_of(submitted), first)
        answer = other.post(url_of(submitted), second)

        assert "A Reviewer, MD has decided about this page while you were reading" in said(answer)
        assert SignOff.objects.count() == 1

    def test_a_day_ahead(self, submitted, reviewing):
        ahead = timezone.localdate() + timedelta(days=1)

        answer = reviewing.post(url_of(submitted), form_of(reviewing, submitted, signed_on=ahead))

        assert "The day of the review is in the future" in said(answer)
        assert not SignOff.objects.exists()

    def test_a_next_review_that_is_not_after_today(self, submitted, reviewing):
        form = form_of(reviewing, submitted, next_review_due=timezone.localdate())

        assert "has to be due after today" in said(reviewing.post(url_of(submitted), form))
        assert not SignOff.objects.exists()

    @pytest.mark.parametrize("credentials", ["", None])
    def test_a_reviewer_without_credentials(self, submitted, reviewer, reviewing, credentials):
        form = form_of(reviewing, submitted)
        if credentials is None:
            ReviewerProfile.objects.all().delete()
        else:
            ReviewerProfile.objects.update(credentials=credentials)

        assert "Your profile has no credentials" in reviewing.get(url_of(submitted)).content.decode()
        assert "Your profile has no credentials" in said(reviewing.post(url_of(submitted), form))
        assert not SignOff.objects.exists()

    def test_a_return_without_a_comment(self, submitted, reviewing):
        answer = reviewing.post(url_of(submitted), form_of(reviewing, submitted, decision="revise"))

        assert "Write a comment" in said(answer)
        assert not SignOff.objects.exists()

    def test_people_without_the_permission(self, submitted, reviewer, reviewing):
        form = form_of(reviewing, submitted)
        reviewer.user.user_permissions.remove(Permission.objects.get(codename="sign"))

        assert reviewing.post(url_of(submitted), form).status_code in (302, 403)
        assert reviewing.get(reverse("cms_review:list")).status_code in (302, 403)
        assert not SignOff.objects.exists()

    def test_decisions_are_never_changed_or_deleted(self, draft):
        signed = sign_off(draft)

        for change in (
            signed.save,
            signed.delete,
            SignOff.objects.all().delete,
            lambda: SignOff.objects.update(decision="keep"),
        ):
            with pytest.raises(TypeError, match="never"):
                change()

    def test_they_stay_when_the_page_and_the_user_are_deleted(self, draft, reviewer):
        sign_off(draft)
        page_id = draft.pk
        Page.objects.get(pk=page_id).delete()
        User.objects.get(pk=reviewer.user_id).delete()

        signed = SignOff.objects.get()
        assert (signed.page_id, signed.page_title, signed.reviewer) == (page_id, "Facelift", "A Reviewer, MD")


class TestWithdrawing:
    def test_it_unpublishes_the_page_and_keeps_the_comment(self, draft, reviewing):
        sign_off(draft)
        draft.get_latest_revision().publish()

        form = form_of(reviewing, draft, decision="withdraw", comment="The study was retracted.")
        reviewing.post(url_of(draft), form)

        assert not is_live(draft)
        assert SignOff.objects.first().comment == "The study was retracted."
        assert ProcedurePage.objects.get(pk=draft.pk).review_problem()


class TestTheScreens:
    def test_the_review_shows_what_changed_and_all_of_it(self, draft, reviewing):
        sign_off(draft)
        draft.summary = "It always works."
        draft.save_revision()

        html = reviewing.get(url_of(draft)).content.decode()

        assert "What has changed since" in html
        assert "What the page says, in a sentence." in html
        assert "always" in html
        assert "Changes to Summary need a new medical review" not in html

    def test_the_preview_is_the_draft(self, draft, reviewing):
        draft.title = "A new facelift"
        draft.save_revision()

        html = reviewing.get(reverse("cms_review:preview", args=[draft.pk])).content.decode()

        assert "A new facelift" in html

    def test_the_editor_says_what_needs_a_new_review_also_after_each_autosave(self, draft, admin_client):
        editor = reverse("wagtailadmin_pages:edit", args=[draft.pk])
        assert "Nobody has signed this page" in admin_client.get(editor).content.decode()
        sign_off(draft)
        assert "by A Reviewer, MD. The next review is due on" in admin_client.get(editor).content.decode()
        form = querydict_from_html(admin_client.get(editor).content.decode(), form_id="page-edit-form").dict()
        for name in ("body", "at_a_glance", "outcomes", "related_pages"):
            stream = getattr(draft, name)
            form |= dict(stream_data(stream.stream_block, stream, name))
        form = {name: value for name, value in form.items() if not name.startswith("action-")}
        json = {"accept": "application/json"}

        unchanged = admin_client.post(editor, form, headers=json).json()
        form |= {"summary": "It always works.", "overwrite_revision_id": unchanged["revision_id"]}
        changed = admin_client.post(editor, form, headers=json).json()

        assert "by A Reviewer, MD. The next review is due on" in unchanged["html"]
        assert "Changes to Summary need a new medical review" in changed["html"]
        assert "Changes to Summary need a new medical review" in admin_client.get(editor).content.decode()

    def test_one_after_the_other_is_signed(self, draft, reviewing, settings):
        settings.REVIEW_REQUIRED = False
        other = draft.copy(update_attrs={"slug": "other", "title": "Brow lift"}, keep_live=False)
        settings.REVIEW_REQUIRED = True

        answer = reviewing.post(url_of(draft), form_of(reviewing, draft, and_next="1"))
        assert answer.url == url_of(other)
        answer = reviewing.post(url_of(other), form_of(reviewing, other, and_next="1"))

        assert answer.url == reverse("cms_review:list")
        assert SignOff.objects.count() == 2

    def test_the_list_has_submitted_overdue_due_and_unsigned_pages(self, submitted, reviewing, settings):
        names = {}
        for days in (-1, 20, 40, None):
            page = submitted.copy(update_attrs={"slug": f"in-{days}", "title": f"In {days}"}, keep_live=False)
            names[days] = page
            if days is not None:
                signed = sign_off(page)
                page.get_latest_revision().publish()
                day = timezone.localdate() + timedelta(days=days)
                super(type(SignOff.objects.all()), SignOff.objects.filter(pk=signed.pk)).update(next_review_due=day)

        assert [page.pk for page in due.submitted_pages()] == [submitted.pk]
        assert [page.pk for page in due.overdue_pages()] == [names[-1].pk]
        assert [page.pk for page in due.pages_due_soon()] == [names[20].pk]
        assert names[None].pk in {page.pk for page in due.unsigned_pages()}
        html = reviewing.get(reverse("cms_review:list")).content.decode()
        for title in ("Facelift", "In -1", "In 20", "In None"):
            assert title in html
        assert "In 40" not in html

    def test_the_list_has_pages_whose_content_changed_by_what_they_refer_to(self, draft, reviewing):
        citation = CitationFactory()
        draft.body = text(f"<p>It works.{cite(citation)}</p>")
        draft.save_revision()
        sign_off(draft)
        draft.get_latest_revision().publish()
        assert due.voided_pages() == []

        Citation.objects.update(title="On roots")

        assert [page.pk for page in due.voided_pages()] == [draft.pk]
        assert "Facelift" in reviewing.get(reverse("cms_review:list")).content.decode()
        assert "On roots" in reviewing.get(url_of(draft)).content.decode()
        reviewing.post(url_of(draft), form_of(reviewing, draft))
        assert due.voided_pages() == []

    def test_a_published_version_that_differs_in_tags_alone_is_in_no_list(self, draft, reviewing):
        sign_off(draft)
        draft.get_latest_revision().publish()
        page = ProcedurePage.objects.get(pk=draft.pk)
        page.tags.add("face")
        page.save_revision().publish()

        assert not due.unsigned_pages().exists()
        assert due.voided_pages() == []


class TestReminders:
    @pytest.fixture
    def overdue(self, draft):
        signed = sign_off(draft)
        draft.get_latest_revision().publish()
        day = timezone.localdate() - timedelta(days=3)
        super(type(SignOff.objects.all()), SignOff.objects.filter(pk=signed.pk)).update(next_review_due=day)
        return draft

    def test_the_reviewer_and_the_deputy_get_one_mail_a_day_with_a_link(self, reviewer, overdue):
        reviewer.deputy = make_reviewer("deputy").user
        reviewer.save()
        make_reviewer("uninvolved")

        reminders.mail_overdue_reviews()
        reminders.mail_overdue_reviews()

        assert sorted(message.to[0] for message in mail.outbox) == ["deputy@example.com", "reviewer@example.com"]
        assert url_of(overdue) in mail.outbox[0].body
        assert "Facelift" in mail.outbox[0].body

    def test_all_reviewers_get_it_if_the_signer_has_left(self, reviewer, overdue):
        make_reviewer("second")
        reviewer.user.is_active = False
        reviewer.user.save()

        reminders.mail_overdue_reviews()

        assert [message.to for message in mail.outbox] == [["second@example.com"]]


class TestExports:
    def test_those_who_may_export_all_decisions(self, draft, reviewer, reviewing):
        sign_off(draft, comment="=1+1")
        address = reverse("cms_review:export_csv")
        assert reviewing.get(address).status_code in (302, 403)
        reviewer.user.user_permissions.add(Permission.objects.get(codename="export"))

        (row,) = csv.DictReader(io.StringIO(b"".join(reviewing.get(address).streaming_content).decode()))
        (item,) = reviewing.get(reverse("cms_review:export_json")).json()["items"]

        assert row["reviewer_name"] == item["reviewer_name"] == "A Reviewer"
        assert row["comment"] == "'=1+1"
        assert item["content"]["title"] == "Facelift"
