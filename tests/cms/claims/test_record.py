"""The record of a claim: what has to be true of it, and how it ends."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import override

from cms.claims.models import Claim, State
from cms.publishing.rules import PublishingRefusedError
from cms.testing.factories import ClaimFactory
from tests.articles.factories import CitationFactory

pytestmark = pytest.mark.django_db


def problems(**values):
    """Return the messages by field of a claim with these values, which is not stored."""
    claim = ClaimFactory.build(**values)
    try:
        claim.full_clean()
    except ValidationError as refusal:
        return refusal.message_dict
    return {}


def citation_basis():
    return [("citation", CitationFactory())]


def test_a_complete_claim_has_no_problem():
    assert problems() == {}


@pytest.mark.parametrize(
    ("field", "values", "sentence"),
    [
        ("as_of", {"as_of": date(2100, 1, 1), "expires_on": date(2101, 1, 1)}, "in the future"),
        ("expires_on", {"as_of": date(2026, 1, 2), "expires_on": date(2026, 1, 1)}, "before the day"),
        ("denominator", {"denominator": None}, "Own records count somebody"),
        ("denominator", {"denominator": 0}, "greater than or equal to 1"),
    ],
)
def test_bad_input_is_refused_with_a_sentence_at_its_field(field, values, sentence):
    assert sentence in " ".join(problems(**values)[field])


@pytest.mark.parametrize(
    "text", ["71 % slept well.", "71% slept well.", "71 percent slept well.", "71 per cent did."]
)
def test_a_percentage_needs_a_denominator_also_if_others_counted(text):
    values = {"text": text, "basis": citation_basis()}

    assert "names a percentage" in problems(denominator=None, **values)["denominator"][0]
    assert problems(denominator=241, **values) == {}
    assert problems(denominator=None, **values | {"text": "Most slept well."}) == {}


@pytest.mark.parametrize("bases", [0, 2])
def test_a_claim_has_one_basis(bases):
    draft = ClaimFactory.build(live=False, basis=[*citation_basis(), *citation_basis()][:bases])

    ((field, sentence),) = draft.publishing_problems()

    assert field == "basis"
    assert "Choose one basis" in sentence


def test_its_state_follows_from_its_dates():
    day = timezone.localdate()
    states = {
        State.IN_FORCE: ClaimFactory(),
        State.EXPIRING: ClaimFactory(expires_on=day + timedelta(days=30)),
        State.EXPIRED: ClaimFactory(),
        State.DRAFT: ClaimFactory(live=False),
        State.WITHDRAWN: ClaimFactory(),
    }
    states[State.WITHDRAWN].withdraw(reason="It was wrong.")
    states[State.EXPIRED].expires_on = day - timedelta(days=1)
    states[State.EXPIRED].save()

    for state, claim in states.items():
        assert claim.get_state() == state
        assert list(Claim.objects.in_state(state)) == [claim]
    assert set(Claim.objects.all().shown()) == {states[State.IN_FORCE], states[State.EXPIRING]}


def test_it_ends_at_the_midnight_of_the_practice(settings):
    settings.TIME_ZONE = "America/New_York"
    with time_machine.travel("2026-07-01T12:00:00Z", tick=False):
        claim = ClaimFactory(expires_on=date(2026, 7, 1))

    with time_machine.travel("2026-07-02T03:59:59Z", tick=False), timezone.override("America/New_York"):
        assert claim in Claim.objects.all().shown()
    with time_machine.travel("2026-07-02T04:00:00Z", tick=False), timezone.override("America/New_York"):
        assert claim not in Claim.objects.all().shown()


class TestWithdrawal:
    def test_it_is_kept_with_its_reason(self, admin_user):
        claim = ClaimFactory()

        claim.withdraw(reason="A patient was counted twice.", user=admin_user)

        claim = Claim.objects.get(pk=claim.pk)
        assert claim.withdrawn_at
        assert (claim.withdrawn_by, claim.withdrawal_reason) == (admin_user, "A patient was counted twice.")

    def test_it_is_done_once(self):
        claim = ClaimFactory()
        claim.withdraw(reason="It was wrong.")

        with pytest.raises(ValidationError, match="withdrawn before"):
            claim.withdraw(reason="It was very wrong.")
        assert Claim.objects.get(pk=claim.pk).withdrawal_reason == "It was wrong."

    def test_saving_what_was_loaded_before_does_not_undo_it(self):
        claim = ClaimFactory()
        loaded_before = Claim.objects.get(pk=claim.pk)
        claim.withdraw(reason="It was wrong.")

        loaded_before.save()

        assert Claim.objects.get(pk=claim.pk).withdrawn_at

    def test_no_old_version_brings_it_back(self):
        claim = ClaimFactory()
        revision = claim.save_revision()
        claim.withdraw(reason="It was wrong.")

        with pytest.raises(PublishingRefusedError, match="was withdrawn"):
            revision.publish()
        claim = Claim.objects.get(pk=claim.pk)
        assert claim.withdrawn_at
        assert revision.as_object().withdrawn_at
        assert claim not in Claim.objects.all().shown()


def test_a_claim_whose_day_is_over_is_not_published():
    draft = ClaimFactory(expires_on=timezone.localdate() - timedelta(days=1), live=False)

    with pytest.raises(PublishingRefusedError, match="This day is over"):
        draft.save_revision().publish()


def test_its_parts_are_in_the_language_of_the_reader():
    with override("de"):
        assert ClaimFactory().represent()["basis"]["type"] == "own_records"
