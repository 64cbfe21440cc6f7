import pytest
from wagtail.models import Page, ReferenceIndex

from articles.models import ArticlePage, Citation, ProcedurePage, ReferencePage
from cms.consent.models import Consent, State, Withdrawal
from cms.images.models import ContentImage
from cms.pages.models import ContentPage
from cms.sites.models import Practice
from tests.demo.loading import everything, load, sample_content

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("sample"), pytest.mark.once]


@pytest.fixture(scope="module")
def sample(django_db_setup, django_db_blocker, tmp_path_factory):
    """Load the whole sample content once for the tests of this module."""
    with django_db_blocker.unblock(), sample_content(tmp_path_factory.mktemp("media")):
        yield


def test_a_new_site_is_filled(sample):
    assert ProcedurePage.objects.live().count() >= 6
    assert ArticlePage.objects.live().count() >= 4
    assert ReferencePage.objects.live().exists()
    assert Practice.objects.get().street_address == "57 Bay Street"


def test_there_are_consents_in_every_state_and_for_each_channel_alone(sample):
    for state in State:
        assert Consent.objects.in_state(state).exists()
    assert Consent.objects.filter(on_website=True, on_apps=False).exists()
    assert Consent.objects.filter(on_website=False, on_apps=True).exists()
    assert Withdrawal.objects.filter(completed_at__isnull=False).exists()


def test_running_it_again_changes_nothing(sample):
    before = everything()

    assert "Nothing was changed" in load()

    assert everything() == before


def test_all_bodies_keep_the_rules_that_staff_have_to_keep(sample):
    pages = [page for page in Page.objects.filter(depth__gt=1).specific() if isinstance(page, ContentPage)]

    assert pages
    for page in pages:
        page.full_clean()
        for field in page._meta.get_fields():
            if hasattr(field, "stream_block"):
                field.stream_block.clean(getattr(page, field.name))


def test_all_pictures_have_alt_text(sample):
    assert ContentImage.objects.exists()
    assert not ContentImage.objects.filter(description="").exists()


def test_citations_are_well_formed_and_know_the_pages_that_cite_them(sample):
    for citation in Citation.objects.all():
        citation.full_clean()
        assert citation.as_text()
    used = ReferenceIndex.objects.filter(to_content_type__model="citation").values_list("to_object_id", flat=True)
    assert used.exists()


def test_the_pages_say_that_they_are_samples(sample):
    assert any("sample" in str(notice.value).lower() for notice in Practice.objects.get().footer_notices)
