"""The editor saves what is typed as soon as it can be stored, and says at once all that refuses to publish it."""

import pytest
from django.contrib.messages import get_messages
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from articles.models import ProcedurePage
from cms.publishing.rules import PublishingRefusedError
from cms.testing.factories import ImageFactory
from home.models import StandardPage
from testimonials import models as testimonials
from tests.articles.factories import ProcedureIndexPageFactory, ProcedurePageFactory
from tests.cms.page_forms import EMPTY_STANDARD_PAGE
from tests.gallery.factories import GalleryIndexPageFactory, GalleryPageFactory
from tests.home.factories import StandardPageFactory

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}
PUBLISH = {"action-publish": "action-publish"}
SAVED = "Not published. Your draft is saved."
PROCEDURE = {
    **{name: value for name, value in EMPTY_STANDARD_PAGE.items() if name != "about"},
    "body_area": "",
    "regulatory_status": "",
    "at_a_glance": streamfield([]),
    "outcomes": streamfield([]),
    "related_pages": streamfield([]),
}
UNFINISHED = [("heading", {"text": "", "level": "h4"}), ("text", rich_text("<p>Typed</p>"))]
"""Blocks that a draft may have: a heading without words, of a level that is too deep."""


@pytest.fixture
def index(home):
    return ProcedureIndexPageFactory(parent=home)


def add(client, parent, model, data, headers=None):
    url = reverse("wagtailadmin_pages:add", args=[model._meta.app_label, model._meta.model_name, parent.pk])
    return client.post(url, nested_form_data(data), headers=headers)


def edit(client, page, data):
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), nested_form_data(data))


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_a_new_procedure_is_saved_as_soon_as_it_has_a_title_and_not_published_without_the_rest(index, admin_client):
    untitled = add(admin_client, index, ProcedurePage, PROCEDURE, JSON)
    titled = add(admin_client, index, ProcedurePage, PROCEDURE | {"title": "Facelift"}, JSON)

    assert untitled.json()["error_message"] == "This draft is not saved yet. Fill in or correct: Title."
    assert titled.json()["success"]
    assert titled.json()["field_updates"]["slug"] == "facelift"
    page = ProcedurePage.objects.get()
    editor = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert admin_client.get(editor).status_code == 200
    assert admin_client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).status_code == 200
    with pytest.raises(PublishingRefusedError, match="Fill in: Body area, Regulatory status"):
        page.get_latest_revision().publish()
    page.refresh_from_db()
    assert not page.live


def test_a_schedule_of_a_page_that_lacks_a_field_does_not_stop_the_others(index):
    lacking = ProcedurePageFactory(parent=index, title="A", body_area=None, live=False)
    complete = ProcedurePageFactory(parent=index, title="B", live=False)
    for page in (lacking, complete):
        page.save_revision(clean=False, approved_go_live_at=timezone.now())

    call_command("publish_scheduled")

    assert set(ProcedurePage.objects.filter(live=True)) == {complete}


class TestRefusedPublishing:
    def test_saves_the_draft_of_a_page_and_names_all_errors_at_once(self, home, admin_client):
        page = StandardPageFactory(parent=home, title="Visit", live=False)
        page.save_revision()
        image = {"image": ImageFactory(title="Portrait", shows_patient=True).pk, "alt_text": "Somebody"}
        blocks = [*UNFINISHED, ("image", {"image": image, "caption": ""})]
        typed = EMPTY_STANDARD_PAGE | {"title": "Visits", "slug": "visits", "body": streamfield(blocks)} | PUBLISH

        answer = edit(admin_client, page, typed)

        assert SAVED in said(answer)
        page.refresh_from_db()
        assert not page.live
        draft = page.get_latest_revision_as_object()
        assert (draft.title, draft.slug, len(draft.body)) == ("Visits", "visits", 3)
        error = answer.context["form"].errors.as_data()["body"][0]
        assert set(error.block_errors[0].block_errors) == {"text", "level"}
        everything = " ".join([str(answer.context["form"].errors), *error.non_block_errors])
        assert "The image “Portrait” cannot be shown." in everything
        assert f'name="loaded_revision_id" value="{page.latest_revision_id}"' in answer.content.decode()

    def test_keeps_on_screen_what_cannot_be_stored(self, home, admin_client):
        page = StandardPageFactory(parent=home, title="Visit", live=False)
        page.save_revision()

        answer = edit(admin_client, page, EMPTY_STANDARD_PAGE | {"title": "Visits", "slug": "not a slug"} | PUBLISH)

        assert "Not published. What you typed is not saved yet." in said(answer)
        assert 'value="not a slug"' in answer.content.decode()
        assert page.get_latest_revision_as_object().title == "Visit"

    def test_saves_a_new_page_and_its_comments_once_and_shows_the_editor_of_it(self, home, admin_client):
        comment = {"text": "Is that so?", "contentpath": "title", "position": "", "deleted": "", "resolved": ""}
        comments = inline_formset([comment | {"replies": inline_formset([])}])
        body = streamfield(UNFINISHED)
        typed = (
            EMPTY_STANDARD_PAGE | {"title": "Visit", "slug": "visit", "body": body, "comments": comments} | PUBLISH
        )

        answer = add(admin_client, home, StandardPage, typed)

        page = StandardPage.objects.get(slug="visit")
        assert SAVED in said(answer)
        assert not page.live
        assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in answer.content.decode()
        assert Revision.objects.for_instance(page).count() == 1
        assert page.wagtail_admin_comments.count() == 1
        assert f'value="{page.wagtail_admin_comments.get().pk}"' in answer.content.decode()

    @pytest.mark.parametrize("is_new", [True, False])
    def test_saves_the_draft_of_a_snippet(self, admin_client, is_new):
        stored = None if is_new else testimonials.Testimonial.objects.create(quote="I was glad.", live=False)
        name = "wagtailsnippets_testimonials_testimonial"
        url = reverse(f"{name}:add") if is_new else reverse(f"{name}:edit", args=[stored.pk])

        answer = admin_client.post(url, {"quote": "", "attribution": "J.", "consent": "", "about": ""} | PUBLISH)

        assert SAVED in said(answer)
        assert set(answer.context["form"].errors) == {"quote", "consent"}
        testimonial = testimonials.Testimonial.objects.get()
        assert testimonial.get_latest_revision_as_object().attribution == "J."
        assert not testimonial.live

    def test_bulk_publishing_names_the_empty_fields(self, home, admin_client):
        album = GalleryPageFactory(parent=GalleryIndexPageFactory(parent=home), live=False)
        album.chosen_by = ""
        album.save_revision(clean=False)
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

        answer = admin_client.post(f"{url}?id={album.pk}&next=/admin/", follow=True)

        assert said(answer) == "Not published. Fill in: Chosen by."
        assert not Page.objects.get(pk=album.pk).live
