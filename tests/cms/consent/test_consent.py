"""What a consent allows, where and when."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from cms.consent.models import Consent, State
from cms.consent.policy import permitted
from cms.context.channels import ANY_CHANNEL, PREVIEW, Channel
from cms.context.request import current_channel, use_context
from cms.images.models import ContentImage
from cms.testing.factories import ConsentFactory, ImageFactory

pytestmark = pytest.mark.django_db
NEW_YORK = ZoneInfo("America/New_York")


def moment(*args):
    return datetime(*args, tzinfo=NEW_YORK)


def test_it_holds_from_the_day_it_was_signed_to_the_last_second_of_the_day_it_expires():
    consent = ConsentFactory(signed_on=date(2026, 3, 1), expires_on=date(2026, 6, 30))

    assert not consent.allows(Channel.WEBSITE, moment(2026, 2, 28, 23, 59, 59))
    assert consent.allows(Channel.WEBSITE, moment(2026, 3, 1))
    assert consent.allows(Channel.WEBSITE, moment(2026, 6, 30, 23, 59, 59))
    assert not consent.allows(Channel.WEBSITE, moment(2026, 7, 1))


def test_midnight_is_that_of_the_practice():
    consent = ConsentFactory(signed_on=date(2026, 3, 1), expires_on=date(2026, 6, 30))

    assert consent.allows(Channel.WEBSITE, datetime(2026, 7, 1, 3, 59, tzinfo=ZoneInfo("UTC")))
    assert not consent.allows(Channel.WEBSITE, datetime(2026, 7, 1, 4, 0, tzinfo=ZoneInfo("UTC")))


def test_without_a_last_day_it_holds_on():
    assert ConsentFactory(expires_on=None).allows(Channel.WEBSITE, timezone.now() + timedelta(days=36500))


def test_each_channel_is_allowed_by_itself():
    consent = ConsentFactory(on_website=True, on_apps=False)

    assert consent.allows(Channel.WEBSITE)
    assert not consent.allows(Channel.APPS)
    assert consent.allows(ANY_CHANNEL)


@pytest.mark.parametrize(
    ("days", "state"),
    [(-1, State.EXPIRED), (0, State.EXPIRING), (30, State.EXPIRING), (31, State.IN_FORCE), (None, State.IN_FORCE)],
)
def test_its_state_is_told_by_the_last_day(days, state):
    last = None if days is None else timezone.localdate() + timedelta(days=days)
    consent = ConsentFactory(expires_on=last)

    assert consent.get_state() == state
    for one in State:
        assert Consent.objects.in_state(one).filter(pk=consent.pk).exists() == (one == state)


def test_what_was_withdrawn_holds_nowhere_whatever_the_clock_says():
    consent = ConsentFactory(withdrawn_at=timezone.now())

    assert consent.get_state() == State.WITHDRAWN
    assert Consent.objects.in_state(State.WITHDRAWN).get() == consent
    assert not consent.allows(ANY_CHANNEL)
    assert not consent.allows(ANY_CHANNEL, timezone.now() - timedelta(days=1)), "a clock that is slow brings it back"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"code": "Jane Doe"}, "code"),
        ({"code": "JANE"}, "code"),
        ({"signed_on": date(2999, 1, 1)}, "signed_on"),
        ({"signed_on": date(2020, 1, 1), "expires_on": date(2019, 1, 1)}, "expires_on"),
        ({"on_website": False, "on_apps": False}, "on_website"),
        ({"covers_photographs": False}, "covers_face"),
        (
            dict.fromkeys(("covers_photographs", "covers_face", "covers_story", "covers_name"), False),
            "covers_photographs",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(change, field):
    consent = ConsentFactory.build(**change)

    with pytest.raises(ValidationError) as refusal:
        consent.full_clean()

    assert field in refusal.value.message_dict


def test_a_withdrawn_consent_is_not_changed_any_more():
    consent = ConsentFactory(withdrawn_at=timezone.now())

    with pytest.raises(ValidationError, match="Record a new one"):
        consent.full_clean()


def test_the_signed_form_has_an_opaque_name_and_its_hash_tells_of_every_change():
    consent = ConsentFactory(signed_form=SimpleUploadedFile("Jane-Doe-1980.pdf", b"%PDF-1.7 signed"))

    assert "Jane" not in consent.signed_form.name
    assert consent.form_is_unchanged
    with consent.signed_form.storage.open(consent.signed_form.name, "wb") as file:
        file.write(b"%PDF-1.7 forged")
    assert not Consent.objects.get(pk=consent.pk).form_is_unchanged


def test_what_is_shown_goes_to_the_website_unless_said_otherwise():
    assert current_channel() == Channel.WEBSITE
    with use_context(Channel.APPS):
        assert current_channel() == Channel.APPS
    assert current_channel() == Channel.WEBSITE


class TestPictures:
    def shown(self, channel=None):
        return permitted(ContentImage.objects.all(), channel).exists()

    def test_a_picture_of_no_patient_needs_no_consent(self):
        ImageFactory()

        assert self.shown()

    def test_a_picture_of_a_patient_without_consent_is_shown_to_staff_alone(self):
        ImageFactory(shows_patient=True)

        assert not self.shown()
        assert self.shown(PREVIEW)

    @pytest.mark.parametrize(
        ("coverage", "picture", "shown"),
        [
            ({"covers_photographs": True, "covers_face": False}, {"shows_face": False}, True),
            ({"covers_photographs": True, "covers_face": False}, {"shows_face": True}, False),
            ({"covers_photographs": True, "covers_face": True}, {"shows_face": True}, True),
            ({"covers_photographs": False, "covers_face": False}, {"shows_face": False}, False),
        ],
    )
    def test_the_consent_has_to_cover_what_the_picture_shows(self, coverage, picture, shown):
        ImageFactory(shows_patient=True, consent=ConsentFactory(**coverage), **picture)

        assert self.shown() == shown

    def test_a_face_without_a_patient_makes_no_sense(self):
        with pytest.raises(ValidationError, match="Tick this as well"):
            ImageFactory(shows_face=True).full_clean()

    def test_who_gives_a_picture_a_consent_cannot_forget_the_tick(self):
        """Also where no form was asked: a consent that has ended hides the picture, ticked or not."""
        ImageFactory(shows_patient=False, consent=ConsentFactory(expired=True))

        assert not self.shown()
