"""A draft of a case hides nothing on the public site, and takes its marks back."""

import pytest
from django.urls import reverse

from cms.consent.withdrawal import withdraw
from cms.images.models import ContentImage
from cms.publishing.rules import PublishingRefusedError
from cms.testing.factories import ConsentFactory, ImageFactory
from gallery.models import CasePage, GalleryPage
from tests.gallery.factories import CasePageFactory, pair, pairs
from tests.home.factories import StandardPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def album(page_of):
    return page_of(GalleryPage)


@pytest.fixture
def picture(db):
    return ImageFactory(title="Waiting room", description="Two chairs")


@pytest.fixture
def shown_by(home, picture, client):
    """Return a public page that shows the picture."""
    return StandardPageFactory(parent=home, title="Directions", listing_image=picture)


def state(picture):
    stored = ContentImage.objects.get(pk=picture.pk)
    return stored.shows_patient, stored.consent


def is_served(picture, client):
    return client.get(picture.renditions.get(filter_spec="width-480|format-avif").url).status_code == 200


def draft_of(album, *pictures, **values):
    return CasePageFactory(parent=album, live=False, pairs=[pair(before=one) for one in pictures], **values)


def choose(case, *pictures):
    """Save a draft of `case` with these pictures."""
    case.pairs = pairs(*[(one, ImageFactory()) for one in pictures])
    case.save_revision()


class TestPicturesInUse:
    @pytest.mark.parametrize("consent", [True, False])
    def test_a_draft_leaves_a_picture_on_a_public_page_as_it_is(self, consent, album, picture, shown_by, client):
        case = draft_of(album, picture, consent=ConsentFactory() if consent else None)
        case.save_revision()

        assert state(picture) == (False, None)
        assert is_served(picture, client)

    def test_publishing_the_case_is_refused_until_staff_mark_it(self, album, picture, shown_by):
        case = draft_of(album, picture)
        with pytest.raises(PublishingRefusedError, match="“Waiting room” is shown on “Directions”, which is public"):
            case.save_revision().publish()
        assert state(picture) == (False, None)

        picture.shows_patient = True
        picture.save()
        case.save_revision().publish()

        assert state(picture) == (True, case.consent)

    def test_a_picture_on_a_draft_alone_is_not_in_use(self, album, home, picture):
        StandardPageFactory(parent=home, listing_image=picture, live=False)

        draft_of(album, picture)

        assert state(picture)[0]


class TestTakingOut:
    def test_a_picture_that_is_taken_out_of_a_draft_is_as_it_was(self, album, picture):
        case = draft_of(album)
        choose(case, picture)
        assert state(picture) == (True, case.consent)

        choose(case)
        case.save()

        assert state(picture) == (False, None)

    def test_nothing_is_taken_back_while_another_version_shows_it(self, album, picture):
        case = draft_of(album, picture)

        choose(case, ImageFactory())  # the row of a draft that was never published still has it

        assert state(picture) == (True, case.consent)

    def test_nor_while_the_draft_of_another_case_shows_it(self, album, picture):
        one, another = draft_of(album), draft_of(album)
        choose(one, picture)
        choose(another, picture)

        choose(one)
        assert state(picture) == (True, one.consent)
        choose(another)
        assert state(picture) == (False, None)

    def test_what_staff_marked_before_stays_marked(self, album):
        picture = ImageFactory(shows_patient=True)
        case = draft_of(album)
        choose(case, picture)

        choose(case)

        assert state(picture) == (True, None)

    def test_what_staff_mark_meanwhile_stays_marked(self, album, picture, admin_client):
        case = draft_of(album)
        choose(case, picture)
        admin_client.post(
            reverse("wagtailimages:edit", args=[picture.pk]),
            {
                "title": picture.title,
                "collection": picture.collection_id,
                "tags": "",
                "shows_patient": "on",
                "consent": case.consent_id,
            },
        )

        choose(case)

        assert state(picture) == (True, case.consent)

    def test_what_was_published_stays_under_its_consent(self, album, picture):
        case = draft_of(album, picture)
        case.save_revision().publish()
        case = CasePage.objects.get(pk=case.pk)

        choose(case, ImageFactory())
        case.get_latest_revision().publish()

        assert state(picture) == (True, case.consent)

    def test_a_consent_that_another_gave_stays(self, album):
        picture = ImageFactory(shows_patient=True, consent=ConsentFactory())
        consent = picture.consent
        case = draft_of(album)
        choose(case, picture)

        choose(case)

        assert state(picture) == (True, consent)

    def test_a_picture_that_was_withdrawn_is_not_brought_back(self, album, picture):
        case = draft_of(album)
        choose(case, picture)
        withdraw(case.consent, reason="She asked us to.")

        case.consent = ConsentFactory()
        choose(case, picture)
        choose(case)

        shows_patient, consent = state(picture)
        assert shows_patient
        assert consent.withdrawn_at


def test_pictures_follow_a_draft_to_another_consent(album, picture):
    case = draft_of(album)
    choose(case, picture)

    case.consent = ConsentFactory()
    choose(case, picture)

    assert state(picture) == (True, case.consent)


def test_a_claim_is_no_use_of_a_picture(album, picture):
    draft_of(album, picture)

    assert len(picture.get_usage()) == 1, "the case uses it, and the claim does not"
