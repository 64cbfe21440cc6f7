"""Publishing patient content without a consent that covers it is refused, whichever way it takes."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Locale, Page, PageLogEntry, Workflow, WorkflowTask
from wagtail.test.utils.form_data import inline_formset, nested_form_data, querydict_from_html, streamfield

from cms.consent.models import Consent
from cms.publishing.rules import PublishingRefusedError
from cms.testing.bodies import stored
from cms.testing.factories import ConsentFactory, ImageFactory
from cms.testing.forms import stream_data
from tests.gallery.factories import CasePageFactory, GalleryIndexPageFactory, GalleryPageFactory, pair
from tests.home.factories import StandardPageFactory
from tests.testimonials.factories import StoryIndexPageFactory, StoryPageFactory, TestimonialFactory

pytestmark = pytest.mark.django_db
PATIENT = "shows a patient, and no consent is chosen"


@pytest.fixture
def stories(home):
    return StoryIndexPageFactory(parent=home, slug="stories")


@pytest.fixture
def draft(stories):
    """Return a draft of a story without a consent."""
    page = StoryPageFactory(parent=stories, title="A story", consent=None, live=False)
    page.save_revision()
    return page


@pytest.fixture
def hidden(stories):
    """Return a published story whose consent has expired."""
    page = StoryPageFactory(parent=stories, title="An old story")
    page.save_revision().publish()
    Consent.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    page.consent.refresh_from_db()
    return page


def is_live(page):
    return Page.objects.get(pk=page.pk).live


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def story_form(page, **changes):
    return nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "summary": "",
            "listing_image": "",
            "consent": page.consent_id or "",
            "relation": "patient",
            "teller": "",
            "about": "",
            "content_notes": streamfield([]),
            "body": streamfield([]),
            "expected_result": "Most feel better.",
            "expected_result_basis": "Our records",
            "tags": "",
            "seo_title": "",
            "search_description": "",
            "go_live_at": "",
            "expire_at": "",
            "comments": inline_formset([]),
        }
        | changes
    )


def case_form(client, case):
    """Return what the editor of a case sends when nothing is changed in it."""
    html = client.get(reverse("wagtailadmin_pages:edit", args=[case.pk])).content.decode()
    data = querydict_from_html(html, form_id="page-edit-form").dict()
    for name in ("pairs", "body"):
        data |= dict(stream_data(case._meta.get_field(name).stream_block, getattr(case, name), name))
    return {name: value for name, value in data.items() if not name.startswith("action-")}


def edit(client, page, **changes):
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), story_form(page, **changes))


class TestInTheEditor:
    def test_publishing_is_refused_at_the_field_and_what_was_typed_is_kept(self, draft, admin_client):
        response = edit(admin_client, draft, **{"title": "A new title", "action-publish": "1"})

        assert response.status_code == 200
        html = response.content.decode()
        assert PATIENT in html
        assert "A new title" in html
        assert not is_live(draft)

    def test_a_missing_consent_is_told_together_with_the_errors_of_other_fields(self, draft, admin_client):
        fields = {"expected_result": "", "go_live_at": "nonsense", "slug": "", "action-publish": "1"}

        form = edit(admin_client, draft, **fields).context["form"]

        assert set(form.errors) == {"expected_result", "go_live_at", "slug", "consent"}
        assert PATIENT in form.errors["consent"][0]

    def test_all_that_a_new_page_lacks_is_told_at_once(self, stories, admin_client):
        url = reverse("wagtailadmin_pages:add", args=["testimonials", "storypage", stories.pk])
        page = StoryPageFactory.build(title="", slug="", consent=None)

        form = admin_client.post(url, story_form(page, **{"action-publish": "1"})).context["form"]

        assert {"title", "consent"} <= set(form.errors)
        assert form.errors["consent"] == ["This story shows a patient, and no consent is chosen for it. Choose one."]

    def test_a_picture_that_cannot_be_shown_is_told_together_with_a_missing_title(self, draft, admin_client):
        picture = ImageFactory(title="Portrait", shows_patient=True)

        form = edit(admin_client, draft, title="", listing_image=picture.pk, **{"action-publish": "1"}).context[
            "form"
        ]

        assert "The image “Portrait” cannot be shown." in form.non_field_errors()[0]
        assert {"title", "consent"} <= set(form.errors)

    def test_nothing_is_said_of_the_stored_value_of_a_field_whose_new_value_is_invalid(self, draft, admin_client):
        image = {"image": ImageFactory(title="Portrait", shows_patient=True).pk, "alt_text": "", "decorative": True}
        draft.body = stored([("image", {"image": image, "caption": ""})])
        draft.save_revision()
        draft.refresh_from_db()
        empty = streamfield([("heading", {"text": "", "level": "nonsense"})])

        form = edit(admin_client, draft, body=empty, **{"action-publish": "1"}).context["form"]

        assert set(form.errors) == {"body", "consent"}

    @pytest.mark.parametrize("missing", ["", "999999"])
    def test_an_invalid_consent_has_one_error_and_the_pictures_of_a_case_are_not_compared_with_it(
        self, missing, home, admin_client
    ):
        album = GalleryPageFactory(parent=GalleryIndexPageFactory(parent=home))
        case = CasePageFactory(parent=album, live=False)
        case.save_revision()
        form = case_form(admin_client, case)

        form |= {"title": "", "consent": missing, "pairs-0-value-weeks_after": "nonsense", "action-publish": "1"}
        errors = admin_client.post(reverse("wagtailadmin_pages:edit", args=[case.pk]), form).context["form"].errors

        assert set(errors) == {"title", "consent", "pairs"}
        assert len(errors["consent"]) == len(errors["title"]) == 1

    def test_a_refusal_does_not_say_that_the_page_could_not_be_saved(self, draft, admin_client):
        edit(admin_client, draft, title="An autosaved title")

        response = edit(admin_client, draft, **{"title": "An autosaved title", "action-publish": "1"})

        assert "Not published. Your draft is saved. Correct the errors marked below." in said(response)
        assert "could not be saved" not in said(response)
        draft.refresh_from_db()
        assert draft.get_latest_revision().content["title"] == "An autosaved title"

    def test_a_draft_that_is_not_saved_is_said_not_to_be_saved(self, draft, admin_client):
        response = edit(admin_client, draft, title="")

        assert "The page could not be saved due to validation errors." in said(response)

    def test_a_draft_is_saved_without_a_consent(self, draft, admin_client):
        response = edit(admin_client, draft, title="A new title")

        assert response.status_code == 302
        draft.refresh_from_db()
        assert draft.get_latest_revision().content["title"] == "A new title"

    def test_the_sentence_says_which_consent_is_missing(self, draft, admin_client):
        consent = ConsentFactory(code="PH-7", expired=True)

        html = edit(admin_client, draft, **{"consent": consent.pk, "action-publish": "1"}).content.decode()

        assert "Consent PH-7 expired on" in html

    def test_the_consent_has_to_cover_the_name_if_there_is_one(self, draft, admin_client):
        consent = ConsentFactory(code="PH-7", covers_name=False)

        html = edit(
            admin_client, draft, **{"consent": consent.pk, "teller": "A.", "action-publish": "1"}
        ).content.decode()

        assert "Consent PH-7 does not cover the first name or initials." in html

    def test_with_a_consent_it_is_published(self, draft, admin_client):
        response = edit(admin_client, draft, **{"consent": ConsentFactory().pk, "action-publish": "1"})

        assert response.status_code == 302
        assert is_live(draft)

    def test_a_schedule_beyond_the_end_of_the_consent_is_refused(self, draft, admin_client):
        consent = ConsentFactory(code="PH-7", expires_on=timezone.localdate() + timedelta(days=3))
        later = (timezone.localtime() + timedelta(days=5)).strftime("%Y-%m-%d %H:%M")

        html = edit(
            admin_client, draft, **{"consent": consent.pk, "go_live_at": later, "action-publish": "1"}
        ).content.decode()

        assert "Consent PH-7 expires on" in html

    def test_submitting_for_review_is_refused_likewise(self, draft, admin_client):
        html = edit(admin_client, draft, **{"action-submit": "1"}).content.decode()

        assert PATIENT in html


def test_by_bulk_action_it_is_refused_in_words_and_nothing_is_published(draft, stories, admin_client):
    allowed = StoryPageFactory(parent=stories, live=False)
    allowed.save_revision()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    response = admin_client.post(f"{url}?id={allowed.pk}&id={draft.pk}&next=/admin/")

    assert PATIENT in said(response)
    assert not is_live(draft)
    assert not is_live(allowed)


def test_when_its_time_comes_it_is_refused_and_others_are_published(stories):
    refused = StoryPageFactory(parent=stories, live=False)
    other = StoryPageFactory(parent=stories, live=False)
    for page in (refused, other):
        page.go_live_at = timezone.now() - timedelta(minutes=1)
        revision = page.save_revision()
        revision.approved_go_live_at = page.go_live_at
        revision.save()
    Consent.objects.filter(pk=refused.consent_id).update(withdrawn_at=timezone.now())

    call_command("publish_scheduled")

    assert not is_live(refused)
    assert is_live(other)
    assert not refused.revisions.filter(approved_go_live_at__isnull=False).exists()
    entry = PageLogEntry.objects.filter(page=refused.pk).latest("timestamp")
    assert "The chosen consent was withdrawn on" in entry.message, "the log is for all, without a code"


def test_by_approval_in_a_workflow_it_is_refused_and_the_task_stays_open(draft, admin_client, admin_user):
    task = GroupApprovalTask.objects.create(name="Review")
    workflow = Workflow.objects.create(name="Review")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    workflow.start(draft, admin_user)
    state = draft.current_workflow_task_state

    response = admin_client.post(
        reverse("wagtailadmin_pages:workflow_action", args=[draft.pk, "approve", state.pk]), {"comment": ""}
    )

    assert PATIENT in said(response)
    assert not is_live(draft)
    state.refresh_from_db()
    assert state.status == "in_progress"


def copy_form(page, **changes):
    return {
        "new_title": page.title,
        "new_slug": "copy-of-it",
        "new_parent_page": page.get_parent().pk,
    } | changes


@pytest.mark.parametrize("way", ["publish_copies", "alias"])
def test_a_copy_of_what_is_hidden_does_not_go_live(way, hidden, stories, admin_client):
    before = Page.objects.count()

    response = admin_client.post(
        reverse("wagtailadmin_pages:copy", args=[hidden.pk]), copy_form(hidden, **{way: "on"})
    )

    assert "expired on" in said(response)
    assert Page.objects.count() == before


def test_a_tree_of_which_one_page_is_refused_is_not_copied_half_way(hidden, stories, admin_client):
    before = Page.objects.count()

    response = admin_client.post(
        reverse("wagtailadmin_pages:copy", args=[stories.pk]),
        copy_form(stories, publish_copies="on", copy_subpages="on"),
    )

    assert "expired on" in said(response)
    assert Page.objects.count() == before


@pytest.mark.parametrize("way", ["publish_copies", "alias"])
def test_neither_is_a_tree_of_which_one_page_breaks_a_rule_that_is_not_about_consents(way, home, admin_client):
    folder = StandardPageFactory(parent=home)
    StandardPageFactory(parent=folder)
    picture = ImageFactory(title="Portrait")
    StandardPageFactory(parent=folder, listing_image=picture)
    type(picture).objects.update(description="")
    before = Page.objects.count()

    response = admin_client.post(
        reverse("wagtailadmin_pages:copy", args=[folder.pk]),
        copy_form(folder, copy_subpages="on", **{way: "on"}),
    )

    assert Page.objects.count() == before
    assert "Nothing was copied. The image “Portrait” has no description" in said(response)


@pytest.mark.parametrize("parent", [{}, {"new_parent_page": ""}, {"new_parent_page": "x"}, {"new_parent_page": "0"}])
def test_a_copy_without_a_parent_is_refused_in_words(parent, hidden, admin_client):
    before = Page.objects.count()
    form = {name: value for name, value in copy_form(hidden).items() if name != "new_parent_page"}

    response = admin_client.post(reverse("wagtailadmin_pages:copy", args=[hidden.pk]), form | parent)

    assert "Choose the parent page of the copy." in said(response)
    assert Page.objects.count() == before


def test_a_copy_as_a_draft_is_made(hidden, admin_client):
    admin_client.post(reverse("wagtailadmin_pages:copy", args=[hidden.pk]), copy_form(hidden))

    assert not Page.objects.get(slug="copy-of-it").live


def test_copies_made_by_code_are_refused(hidden):
    with pytest.raises(PublishingRefusedError):
        hidden.copy(update_attrs={"slug": "a-copy"}, keep_live=True)
    with pytest.raises(PublishingRefusedError):
        hidden.create_alias(update_slug="an-alias")


def test_a_translation_as_alias_is_refused(hidden):
    french = Locale.objects.create(language_code="fr")

    with pytest.raises(PublishingRefusedError):
        hidden.copy_for_translation(french, copy_parents=True, alias=True)


def test_reverting_to_an_earlier_version_does_not_bring_back_what_its_consent_allowed(stories, admin_client):
    old, new = ConsentFactory(code="PH-OLD-1"), ConsentFactory()
    page = StoryPageFactory(parent=stories, consent=old)
    first = page.save_revision()
    first.publish()
    page.refresh_from_db()
    page.consent = new
    page.save_revision().publish()
    Consent.objects.filter(pk=old.pk).update(withdrawn_at=timezone.now())

    with pytest.raises(PublishingRefusedError, match="PH-OLD-1"):
        first.publish()

    page.refresh_from_db()
    assert page.consent == new


@pytest.mark.parametrize("way", ["add_child", "save", "bare page"])
def test_an_import_is_refused(way, draft, stories):
    def add_child():
        stories.add_child(instance=StoryPageFactory.build(title="Imported", slug="imported", consent=None, live=True))

    def save():
        draft.live = True
        draft.save()

    def bare_page():
        page = Page.objects.get(pk=draft.pk)
        page.live = True
        page.save()

    with pytest.raises(PublishingRefusedError):
        {"add_child": add_child, "save": save, "bare page": bare_page}[way]()
    assert not Page.objects.filter(live=True, title__in=("Imported", "A story")).exists()


def test_the_consent_of_what_is_live_is_not_taken_away(hidden):
    hidden.consent = None

    with pytest.raises(PublishingRefusedError):
        hidden.save()


def test_a_new_version_of_what_is_hidden_is_refused(hidden):
    hidden.title = "A new title"
    revision = hidden.save_revision()

    with pytest.raises(PublishingRefusedError, match="expired"):
        revision.publish()

    assert Page.objects.get(pk=hidden.pk).title == "An old story"


def test_what_is_hidden_can_be_moved_and_saved_as_a_draft(hidden, home):
    hidden.move(StoryIndexPageFactory(parent=home), "last-child")
    hidden.refresh_from_db()
    hidden.save_revision()

    assert is_live(hidden)


class TestTestimonials:
    def test_publishing_is_refused_without_a_consent_that_covers_it(self, admin_client):
        testimonial = TestimonialFactory(consent=None, live=False)
        url = reverse("wagtailsnippets_testimonials_testimonial:edit", args=[testimonial.pk])
        data = {"quote": "I am glad.", "attribution": "", "consent": "", "about": ""}

        refused = admin_client.post(url, data | {"action-publish": "1"})
        saved = admin_client.post(url, data)

        assert PATIENT in refused.content.decode()
        assert "Not published. Your draft is saved. Correct the errors marked below." in said(refused)
        assert saved.status_code == 302
        testimonial.refresh_from_db()
        assert not testimonial.live

    def test_a_missing_consent_is_told_together_with_a_missing_quotation(self, admin_client):
        url = reverse("wagtailsnippets_testimonials_testimonial:add")

        data = {"quote": "", "attribution": "", "consent": "", "about": "", "action-publish": "1"}
        errors = admin_client.post(url, data).context["form"].errors

        assert set(errors) == {"quote", "consent"}

    def test_by_code_it_is_refused_as_well(self):
        with pytest.raises(PublishingRefusedError):
            TestimonialFactory(consent=None, live=True)


class TestPictures:
    def test_a_page_with_a_picture_whose_consent_is_missing_is_refused(self, home):
        picture = ImageFactory(title="Portrait", shows_patient=True)
        page = StandardPageFactory(parent=home, live=False)
        page.body = stored(
            [("image", {"image": {"image": picture.pk, "alt_text": "Somebody", "decorative": False}, "caption": ""})]
        )

        with pytest.raises(PublishingRefusedError, match="The image “Portrait” cannot be shown"):
            page.save_revision().publish()

    def test_a_page_whose_picture_has_no_description_is_refused(self, home):
        page = StandardPageFactory(parent=home, live=False, listing_image=ImageFactory(description=""))

        with pytest.raises(PublishingRefusedError, match="has no description"):
            page.save_revision().publish()


class TestCases:
    @pytest.fixture
    def album(self, home):
        return GalleryPageFactory(parent=GalleryIndexPageFactory(parent=home))

    def test_its_photographs_come_under_its_consent_when_it_is_published(self, album):
        picture = ImageFactory()
        case = CasePageFactory(parent=album, live=False, pairs=[pair(before=picture)])

        case.save_revision().publish()

        picture.refresh_from_db()
        assert picture.consent == case.consent
        assert picture.shows_patient

    def test_a_photograph_of_another_patient_is_refused(self, album):
        other = ImageFactory(title="Somebody else", shows_patient=True, consent=ConsentFactory())
        case = CasePageFactory(parent=album, live=False, pairs=[pair(after=other)])

        with pytest.raises(PublishingRefusedError, match="“Somebody else” is under another consent"):
            case.save_revision().publish()

    def test_when_the_patient_signs_anew_the_photographs_follow_to_the_new_consent(self, album):
        picture = ImageFactory()
        case = CasePageFactory(parent=album, live=False, pairs=[pair(before=picture)])
        case.save_revision().publish()
        Consent.objects.update(expires_on=timezone.localdate() - timedelta(days=1))

        case.refresh_from_db()
        case.consent = ConsentFactory()
        case.save_revision().publish()

        picture.refresh_from_db()
        assert picture.consent == case.consent

    def test_a_photograph_whose_consent_has_expired_is_not_taken_over_by_the_case_of_another(self, album):
        other = ImageFactory(shows_patient=True, consent=ConsentFactory(expired=True))
        case = CasePageFactory(parent=album, live=False, pairs=[pair(after=other)])

        with pytest.raises(PublishingRefusedError, match="is under another consent"):
            case.save_revision().publish()

    def test_a_face_needs_a_consent_that_covers_it(self, album):
        face = ImageFactory(title="A face", shows_patient=True, shows_face=True)
        consent = ConsentFactory(covers_face=False)
        case = CasePageFactory(parent=album, live=False, consent=consent, pairs=[pair(before=face)])

        with pytest.raises(PublishingRefusedError, match="The face can be recognized in the picture “A face”"):
            case.save_revision().publish()

    def test_a_photograph_of_a_draft_is_known_to_show_a_patient_at_once(self, album):
        picture = ImageFactory()

        CasePageFactory(parent=album, live=False, consent=None, pairs=[pair(before=picture)])

        picture.refresh_from_db()
        assert picture.shows_patient

    def test_a_photograph_is_not_taken_out_from_under_its_consent(self, album, admin_client):
        case = CasePageFactory(parent=album)
        picture = case.photographs[0]

        response = admin_client.post(
            reverse("wagtailimages:edit", args=[picture.pk]),
            {"title": picture.title, "collection": picture.collection_id, "tags": "", "description": "A leaf"},
        )

        assert f"This image is under consent {case.consent.code}" in response.content.decode()

    def test_a_photograph_that_was_withdrawn_does_not_come_back_under_another_consent(self, album):
        withdrawn = ConsentFactory(code="PH-9", withdrawn_at=timezone.now())
        picture = ImageFactory(shows_patient=True, consent=withdrawn)
        case = CasePageFactory(parent=album, live=False, pairs=[pair(before=picture)])

        with pytest.raises(PublishingRefusedError, match="Upload the photograph anew"):
            case.save_revision().publish()

    def test_a_case_without_photographs_is_refused(self, album):
        case = CasePageFactory(parent=album, live=False, pairs=[])

        with pytest.raises(PublishingRefusedError, match="at least one pair"):
            case.save_revision().publish()
