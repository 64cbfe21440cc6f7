"""Clinical content is published only with a valid sign-off, whichever way it takes."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from articles.models import ProcedurePage
from cms.api.tokens.models import Scope
from cms.consent.models import Consent
from cms.publishing.rules import REFUSED, PublishingRefusedError
from cms.review.models import Decision
from cms.testing.bodies import text
from cms.testing.factories import ConsentFactory, ImageFactory
from cms.testing.review import sign_off
from tests.articles.factories import ArticleIndexPageFactory, ArticlePageFactory
from tests.cms.api.factories import ApiTokenFactory, UserFactory, bearer
from tests.gallery.factories import CasePageFactory, GalleryIndexPageFactory, GalleryPageFactory, pairs
from tests.home.factories import StandardPageFactory
from tests.testimonials.factories import StoryIndexPageFactory, StoryPageFactory

pytestmark = pytest.mark.django_db
NOT_SIGNED = "A medical reviewer has not signed this content"


def is_live(page):
    return Page.objects.get(pk=page.pk).live


@pytest.fixture
def published(draft):
    """Return a published procedure, which is signed."""
    sign_off(draft)
    draft.get_latest_revision().publish()
    return ProcedurePage.objects.get(pk=draft.pk)


def change(page, **values):
    """Save a draft of `page` with `values`. Return its revision."""
    page = page.get_latest_revision_as_object()
    for name, value in values.items():
        setattr(page, name, value)
    return page.save_revision()


class TestEachWayOfPublishing:
    def test_a_script_is_refused(self, draft):
        with pytest.raises(PublishingRefusedError, match=NOT_SIGNED):
            draft.get_latest_revision().publish()

        assert not is_live(draft)

    def test_a_new_page_is_refused(self, home):
        index = ArticleIndexPageFactory(parent=home)

        with pytest.raises(PublishingRefusedError, match=NOT_SIGNED):
            ArticlePageFactory(parent=index)

    def test_a_changed_row_is_refused(self, published):
        published.summary = "It always works."

        with pytest.raises(PublishingRefusedError, match=NOT_SIGNED):
            published.save()

    def test_the_scheduler_is_refused_and_says_so_in_the_history(self, draft, admin_user):
        draft.go_live_at = timezone.now() + timedelta(hours=1)
        revision = draft.save_revision(approved_go_live_at=draft.go_live_at)

        with time_machine.travel(draft.go_live_at + timedelta(minutes=1)):
            call_command("publish_scheduled")

        assert not is_live(draft)
        revision.refresh_from_db()
        assert revision.approved_go_live_at is None
        assert NOT_SIGNED in PageLogEntry.objects.get(page=draft.pk, action=REFUSED).data["reason"]

    def test_the_bulk_action_is_refused(self, draft, admin_client):
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

        admin_client.post(f"{address}?next=/&id={draft.pk}")

        assert not is_live(draft)

    def test_the_api_v3_is_refused(self, draft, client, settings):
        settings.ROOT_URLCONF = "tests.cms.api.urls_with_v3"
        user = UserFactory(is_superuser=True)
        token = ApiTokenFactory(scopes=[Scope.READ_PUBLIC, Scope.WRITE], created_by=user)
        address = f"/api/v3/pages/{draft.pk}/actions/publish/"

        answer = client.post(address, content_type="application/json", headers=bearer(token))

        assert answer.status_code == 422
        assert NOT_SIGNED in answer.content.decode()
        assert not is_live(draft)

    def test_a_revert_is_refused(self, published):
        first = published.latest_revision
        second = change(published, summary="It mostly works.")
        sign_off(published)
        second.publish()
        third = change(published, summary="It always works.")

        with pytest.raises(PublishingRefusedError, match=NOT_SIGNED):
            third.publish()
        first.publish()  # has been signed
        assert ProcedurePage.objects.get(pk=published.pk).summary == first.content["summary"]

    def test_a_copy_has_no_sign_off(self, published):
        with pytest.raises(PublishingRefusedError, match=NOT_SIGNED):
            published.copy(update_attrs={"slug": "copy"})

        copy = published.copy(update_attrs={"slug": "copy"}, keep_live=False)
        with pytest.raises(PublishingRefusedError, match=NOT_SIGNED):
            copy.save_revision().publish()

    def test_an_alias_has_the_sign_off_of_its_source(self, published, client):
        alias = published.create_alias(update_slug="alias")
        second = alias.create_alias(update_slug="second")

        for page in (alias, second):
            assert is_live(page)
            assert ProcedurePage.objects.get(pk=page.pk).reviewed_by == "A Reviewer, MD"
            assert "A Reviewer, MD" in client.get(page.url).content.decode()
        change(published, summary="Changed.")
        sign_off(published)
        published.get_latest_revision().publish()
        assert ProcedurePage.objects.get(pk=second.pk).summary == "Changed."

    @pytest.mark.parametrize("make", ["story", "case"])
    def test_stories_and_cases_are_refused(self, make, home):
        if make == "story":
            page = StoryPageFactory(parent=StoryIndexPageFactory(parent=home), live=False)
        else:
            album = GalleryPageFactory(parent=GalleryIndexPageFactory(parent=home))
            shown = pairs((ImageFactory(), ImageFactory()))
            page = CasePageFactory(parent=album, live=False, consent=ConsentFactory(), pairs=shown)
        page.save_revision()

        with pytest.raises(PublishingRefusedError, match=NOT_SIGNED):
            page.get_latest_revision().publish()
        sign_off(page)
        page.get_latest_revision().publish()

        assert type(page).objects.get(pk=page.pk).reviewed_by == "A Reviewer, MD"

    def test_pages_without_medical_claims_need_none(self, home):
        assert StandardPageFactory(parent=home).live


class TestWhatIsSigned:
    def test_it_is_the_version_that_was_read(self, draft):
        sign_off(draft)
        revision = change(draft, body=text("<p>There is no risk at all.</p>"))

        with pytest.raises(PublishingRefusedError, match=NOT_SIGNED):
            revision.publish()

    @pytest.mark.parametrize("values", [{"seo_title": "Facelift in Manchester"}, {"slug": "other"}])
    def test_titles_for_search_engines_and_addresses_are_not(self, published, values):
        change(published, **values).publish()

        assert ProcedurePage.objects.get(pk=published.pk).reviewed_by

    def test_tags_are_not(self, published):
        published.tags.add("face")
        published.save()

        assert ProcedurePage.objects.get(pk=published.pk).reviewed_by

    def test_the_last_decision_about_a_content_counts(self, published):
        sign_off(published, decision=Decision.REVISE, comment="Too bold.")

        assert not ProcedurePage.objects.get(pk=published.pk).reviewed_by

    def test_an_overdue_review_publishes_nothing(self, draft):
        due = timezone.localdate() + timedelta(days=10)
        sign_off(draft, next_review_due=due)

        with (
            time_machine.travel(timezone.now() + timedelta(days=11)),
            pytest.raises(PublishingRefusedError, match="was due on"),
        ):
            draft.get_latest_revision().publish()

    def test_a_schedule_after_the_day_on_which_the_review_is_due_is_refused(self, draft):
        sign_off(draft, next_review_due=timezone.localdate() + timedelta(days=10))

        assert not draft.approval_problems(timezone.now() + timedelta(days=9))
        assert draft.approval_problems(timezone.now() + timedelta(days=12))

    def test_the_setting_allows_to_publish_without_a_review(self, draft, settings, client):
        settings.REVIEW_REQUIRED = False

        draft.get_latest_revision().publish()

        page = ProcedurePage.objects.get(pk=draft.pk)
        assert page.live
        assert "Medically reviewed" not in client.get(page.url).content.decode()


def test_the_consent_of_a_case_is_assigned_after_it_was_signed_and_its_end_voids_nothing(home, client):
    album = GalleryPageFactory(parent=GalleryIndexPageFactory(parent=home))
    consent = ConsentFactory(on_apps=False)
    case = CasePageFactory(parent=album, live=False, consent=consent, pairs=pairs((ImageFactory(), ImageFactory())))
    case.save_revision()
    sign_off(case)
    case.get_latest_revision().publish()

    assert "A Reviewer, MD" in client.get(case.url).content.decode()
    Consent.objects.update(on_apps=True)
    assert "A Reviewer, MD" in client.get(case.url).content.decode()
