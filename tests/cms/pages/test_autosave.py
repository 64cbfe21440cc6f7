"""Wagtail's autosave stores drafts, and undoes nothing that another request does at the same time."""

import pytest
from django.urls import reverse
from wagtail import hooks
from wagtail.models import GroupApprovalTask, Page, Revision, Workflow, WorkflowTask
from wagtail.test.utils.form_data import nested_form_data

from tests.cms.page_forms import EMPTY_STANDARD_PAGE
from tests.home.factories import StandardPageFactory
from tests.testimonials.factories import TestimonialFactory

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}


@pytest.fixture
def draft(home):
    page = StandardPageFactory(parent=home, title="A draft", live=False)
    page.save_revision()
    return page


@pytest.fixture
def in_review(draft, admin_user):
    """Return a draft that waits for an approval."""
    workflow = Workflow.objects.create(name="Review")
    WorkflowTask.objects.create(workflow=workflow, task=GroupApprovalTask.objects.create(name="Review"))
    workflow.start(draft, admin_user)
    draft.refresh_from_db()
    return draft


def page_form(page, **changes):
    return nested_form_data(EMPTY_STANDARD_PAGE | {"title": page.title, "slug": page.slug} | changes)


def autosave(client, page, **changes):
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), page_form(page, **changes), headers=JSON)


def stored():
    return list(Page.objects.order_by("pk").values()), list(Revision.objects.order_by("pk").values())


def test_an_autosave_stores_a_draft(draft, admin_client):
    answer = autosave(admin_client, draft, title="Typed")

    assert answer.json()["success"]
    draft.refresh_from_db()
    assert draft.get_latest_revision_as_object().title == "Typed"


@pytest.mark.parametrize(
    "action",
    [
        {"action-workflow-action": "true", "workflow-action-name": "approve"},
        {"action-publish": "action-publish"},
        {"action-cancel-workflow": "true"},
    ],
)
def test_an_autosave_that_carries_an_action_is_refused_and_writes_nothing(action, in_review, admin_client):
    before = stored()

    answer = autosave(admin_client, in_review, title="Typed", **action)

    assert answer.status_code == 400
    assert answer.json()["error_code"] == "action_in_autosave"
    assert "Nothing was saved" in answer.json()["error_message"]
    assert stored() == before
    assert in_review.current_workflow_task_state.status == "in_progress"


def test_the_same_holds_for_snippets(admin_client):
    testimonial = TestimonialFactory(live=False)
    url = reverse("wagtailsnippets_testimonials_testimonial:edit", args=[testimonial.pk])
    data = {"quote": "Typed", "attribution": "", "consent": testimonial.consent_id, "about": ""}

    answer = admin_client.post(url, data | {"action-publish": "1"}, headers=JSON)

    assert answer.status_code == 400
    testimonial.refresh_from_db()
    assert not testimonial.live


def test_a_draft_that_is_saved_while_another_request_publishes_leaves_the_page_public(draft, admin_client, client):
    def publish_meanwhile(request, page):
        draft.get_latest_revision().publish()

    with hooks.register_temporarily("before_edit_page", publish_meanwhile):
        answer = autosave(admin_client, draft, title="Typed")

    assert answer.json()["success"]
    draft.refresh_from_db()
    assert draft.live
    assert draft.title == "A draft"
    assert client.get(draft.url).status_code == 200
    assert draft.get_latest_revision_as_object().title == "Typed"


def test_so_does_a_snippet(admin_client):
    testimonial = TestimonialFactory(live=False, quote="I am glad.")
    testimonial.save_revision()
    url = reverse("wagtailsnippets_testimonials_testimonial:edit", args=[testimonial.pk])

    def publish_meanwhile(request, instance):
        testimonial.get_latest_revision().publish()

    with hooks.register_temporarily("before_edit_snippet", publish_meanwhile):
        admin_client.post(
            url, {"quote": "Typed", "attribution": "", "consent": testimonial.consent_id, "about": ""}, headers=JSON
        )

    testimonial.refresh_from_db()
    assert testimonial.live
    assert testimonial.quote == "I am glad."
    assert testimonial.get_latest_revision_as_object().quote == "Typed"
