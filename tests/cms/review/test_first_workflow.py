"""On a new site, reviewers sign what makes medical claims, and publishers approve everything else."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from wagtail.fields import StreamField
from wagtail.models import Page, Workflow
from wagtail.test.utils.form_data import querydict_from_html

from cms.review.models import ReviewerProfile
from cms.roles.declaration import Role
from cms.roles.models import RoleGroup
from cms.testing.forms import stream_data
from tests.home.factories import StandardPageFactory

pytestmark = pytest.mark.django_db


def client_of(role):
    user = User.objects.create_user(role, f"{role}@example.com", "password")
    user.groups.add(RoleGroup.objects.get(role=role).group)
    client = Client()
    client.force_login(user)
    client.user = user
    return client


def submit(page, client):
    """Submit `page` in the editor, as an Editor does."""
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = querydict_from_html(client.get(url).content.decode(), form_id="page-edit-form").dict()
    for field in page._meta.fields:
        if isinstance(field, StreamField):
            form |= dict(stream_data(field.stream_block, getattr(page, field.name), field.name))
    form = {name: value for name, value in form.items() if not name.startswith("action-")}
    assert client.post(url, form | {"action-submit": "1"}).status_code == 302
    return page.specific_class.objects.get(pk=page.pk)


def is_live(page):
    return Page.objects.get(pk=page.pk).live


def test_a_page_with_medical_claims_is_published_when_a_reviewer_has_signed_it(draft):
    editor, reviewer = client_of(Role.EDITOR), client_of(Role.MEDICAL_REVIEWER)
    ReviewerProfile.objects.create(user=reviewer.user, name="A Reviewer", credentials="MD")

    state = submit(draft, editor).current_workflow_task_state
    assert state.task.name == "Medical review"
    url = reverse("cms_review:review", args=[draft.pk])
    initial = reviewer.get(url).context["form"].initial
    reviewer.post(url, {name: value for name, value in initial.items() if value is not None} | {"decision": "keep"})

    assert is_live(draft)


def test_another_page_is_published_when_a_publisher_has_approved_it(home):
    page = StandardPageFactory(parent=home, live=False)
    page.save_revision()
    editor, publisher = client_of(Role.EDITOR), client_of(Role.PUBLISHER)

    state = submit(page, editor).current_workflow_task_state
    assert state.task.name == "Approval by a publisher"
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    editor.post(url)
    assert not is_live(page)
    publisher.post(url)

    assert is_live(page)


def test_a_workflow_of_medical_reviews_alone_publishes_nothing_that_nobody_approved(home):
    page = StandardPageFactory(parent=home, live=False)
    page.save_revision()
    Workflow.objects.get().workflow_tasks.filter(task__name="Approval by a publisher").delete()

    submit(page, client_of(Role.EDITOR))

    assert not is_live(page)
