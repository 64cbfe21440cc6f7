"""Whatever staff and time do, no public address gives what no consent allows.

Hypothesis plays with two patients: it grants, lets expire, withdraws and grants again; writes, publishes, schedules,
copies, moves, reverts and unpublishes. After each step everything public is read, on the website and by the API.
"""

import os
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction
from django.db.models import Q
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from wagtail.models import Locale, Page

from articles.models import ProcedurePage
from cms import loader as loading
from cms import prepared_queries, visibility
from cms.consent import policy as the_rule
from cms.consent.models import Consent
from cms.consent.withdrawal import unpublish_expired, withdraw
from cms.delivery.media import images as delivery
from cms.images.models import ContentImage
from cms.pages import sitemaps, wagtail_hooks
from cms.publishing.rules import PublishingRefusedError
from cms.testing.bodies import stored
from cms.testing.factories import ConsentFactory, ImageFactory
from gallery.models import CasePage
from testimonials.models import StoryPage
from tests.gallery.factories import CasePageFactory, GalleryIndexPageFactory, GalleryPageFactory, pair
from tests.home.factories import StandardPageFactory
from tests.testimonials.factories import StoryIndexPageFactory, StoryPageFactory, TestimonialFactory

pytestmark = pytest.mark.django_db
EXAMPLES = int(os.environ.get("CONSENT_EXAMPLES", "5"))
WORDS = ("quokkazero", "quokkaone")
"""What each patient says, so that it is found wherever it comes out."""
CHANNELS = st.sets(st.sampled_from(["website", "apps"]), min_size=1)
DAYS = st.sampled_from([None, 0, 3, 20])
START = datetime(2026, 3, 1, 12, tzinfo=timezone.get_fixed_timezone(-300))


class LeakError(AssertionError):
    """Something public gave what no consent allows."""


class Practice(RuleBasedStateMachine):
    """A practice with two patients. `places` are pages that show no patient themselves."""

    places = None
    admin = None

    def __init__(self):
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.clock = time_machine.travel(START, tick=False)
        self.traveller = self.clock.start()
        self.client = Client(raise_request_exception=True)
        self.consents = ([], [])
        self.content = ([], [])
        self.pictures = ([], [])
        self.has_changed = False

    def teardown(self):
        self.clock.stop()
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    # What is allowed, told from what happened here and by nothing of the project's code.

    def allowed(self, patient, channel):
        today = timezone.localdate()
        return any(
            channel in consent["channels"]
            and not consent["withdrawn"]
            and consent["signed"] <= today
            and (consent["expires"] is None or today <= consent["expires"])
            for consent in self.consents[patient]
        )

    # Consents

    @initialize(patient=st.integers(0, 1), channels=CHANNELS, days=DAYS)
    def begin_with_a_patient_who_has_signed(self, patient, channels, days):
        self.grant(patient, channels, days)

    @rule(patient=st.integers(0, 1), channels=CHANNELS, days=DAYS)
    def grant(self, patient, channels, days):
        today = timezone.localdate()
        expires = None if days is None else today + timedelta(days=days)
        record = ConsentFactory(
            on_website="website" in channels, on_apps="apps" in channels, signed_on=today, expires_on=expires
        )
        self.consents[patient].append(
            {"pk": record.pk, "channels": channels, "signed": today, "expires": expires, "withdrawn": False}
        )

    @precondition(lambda self: any(self.consents))
    @rule(patient=st.integers(0, 1), index=st.integers(0, 9))
    def withdraw(self, patient, index):
        self.has_changed = any(self.content)
        if consent := self.pick(self.consents[patient], index):
            withdraw(Consent.objects.get(pk=consent["pk"]), reason="Asked to.")
            consent["withdrawn"] = True

    @rule(days=st.sampled_from([1, 5, 45]))
    def let_time_pass(self, days):
        self.has_changed = any(self.content)
        self.traveller.shift(timedelta(days=days))

    @rule()
    def run_the_daily_jobs(self):
        self.has_changed = any(self.content)
        call_command("publish_scheduled")
        unpublish_expired()

    # Content

    @precondition(lambda self: sum(map(len, self.content)) < 6)
    @rule(
        patient=st.integers(0, 1),
        kind=st.sampled_from(["story", "case", "testimonial", "article"]),
        consent=st.integers(0, 9),
        at_once=st.booleans(),
    )
    def write(self, patient, kind, consent, at_once=False):
        chosen = self.pick(self.consents[patient], consent)
        consent_id = chosen and chosen["pk"]
        words = f"{WORDS[patient]} says"
        common = {"title": words, "slug": f"{WORDS[patient]}-{Page.objects.count()}", "about": self.about()}
        if kind == "story":
            one = StoryPageFactory(parent=self.places["stories"], consent=None, live=False, **common)
        elif kind == "case":
            shown = [pair(before=self.upload(patient), after=self.upload(patient))]
            one = CasePageFactory(parent=self.places["album"], consent=None, live=False, pairs=shown, **common)
        elif kind == "testimonial":
            one = TestimonialFactory(quote=words, consent=None, live=False, about=self.about())
        else:
            # An article that shows a picture of the patient, and says nothing of what the patient says.
            picture = self.upload(patient, shows_patient=True, consent_id=consent_id)
            image = {"image": picture.pk, "alt_text": "A leaf", "decorative": False}
            one = StandardPageFactory(parent=self.places["home"], live=False)
            one.body = stored([("image", {"image": image, "caption": ""})])
        if kind != "article":
            one.consent_id = consent_id
        one.save_revision()
        self.content[patient].append((type(one), one.pk))
        if at_once:
            self.publish(patient, len(self.content[patient]) - 1)

    @precondition(lambda self: any(self.content))
    @rule(patient=st.integers(0, 1), index=st.integers(0, 9), consent=st.integers(0, 9))
    def choose_another_consent(self, patient, index, consent):
        one, chosen = self.latest(patient, index), self.pick(self.consents[patient], consent)
        if chosen and hasattr(one, "consent_id"):
            one.consent_id = chosen["pk"]
            one.save_revision()

    @precondition(lambda self: any(self.content))
    @rule(patient=st.integers(0, 1), index=st.integers(0, 9))
    def publish(self, patient, index):
        self.has_changed = any(self.content)
        if one := self.latest(patient, index):
            self.attempt(lambda: one.save_revision().publish())

    @precondition(lambda self: any(self.content))
    @rule(patient=st.integers(0, 1), index=st.integers(0, 9), days=st.integers(1, 30))
    def schedule(self, patient, index, days):
        if one := self.latest(patient, index):
            one.go_live_at = timezone.now() + timedelta(days=days)
            self.attempt(lambda: one.save_revision().publish())

    @precondition(lambda self: any(self.content))
    @rule(patient=st.integers(0, 1), index=st.integers(0, 9), version=st.integers(0, 9))
    def revert(self, patient, index, version):
        self.has_changed = any(self.content)
        if one := self.latest(patient, index):
            revisions = list(one.revisions.all())
            with suppress(ValidationError):  # an earlier version of a copy has the slug of its original
                self.attempt(lambda: revisions[version % len(revisions)].publish())

    @precondition(lambda self: any(self.content))
    @rule(
        patient=st.integers(0, 1),
        index=st.integers(0, 9),
        way=st.sampled_from(["copy", "live copy", "alias", "translation"]),
    )
    def copy(self, patient, index, way):
        self.has_changed = True
        one = self.latest(patient, index)
        if not isinstance(one, Page) or len(self.content[patient]) > 4:
            return
        slug = f"copy-{Page.objects.count()}"
        ways = {
            "copy": lambda: one.copy(update_attrs={"slug": slug}, keep_live=False),
            "live copy": lambda: one.copy(update_attrs={"slug": slug}, keep_live=True),
            "alias": lambda: one.create_alias(update_slug=slug),
            "translation": lambda: one.copy_for_translation(self.places["locale"], copy_parents=True, alias=True),
        }
        if way == "translation" and one.has_translation(self.places["locale"]):
            return
        if new := self.attempt(ways[way]):
            self.content[patient].append((type(new), new.pk))

    @precondition(lambda self: any(self.content))
    @rule(patient=st.integers(0, 1), index=st.integers(0, 9))
    def move(self, patient, index):
        self.has_changed = any(self.content)
        one = self.latest(patient, index)
        target = {StoryPage: "other stories", CasePage: "other album"}.get(type(one))
        if target:
            Page.objects.get(pk=one.pk).move(Page.objects.get(pk=self.places[target].pk), "last-child")

    @precondition(lambda self: any(self.content))
    @rule(patient=st.integers(0, 1))
    def publish_in_bulk(self, patient):
        self.has_changed = any(self.content)
        ids = [f"id={pk}" for model, pk in self.content[patient] if issubclass(model, Page)]
        if ids:
            self.admin_client().post(f"/admin/bulk/wagtailcore/page/publish/?{'&'.join(ids)}&next=/admin/")

    @precondition(lambda self: any(self.content))
    @rule(patient=st.integers(0, 1), index=st.integers(0, 9))
    def unpublish(self, patient, index):
        self.has_changed = any(self.content)
        if one := self.latest(patient, index):
            one.unpublish()

    # What must hold

    @invariant()
    def hold_it_against_what_is_public(self):
        if self.has_changed:
            self.nothing_is_shown_that_no_consent_allows()
        self.has_changed = False

    def nothing_is_shown_that_no_consent_allows(self):
        website, apps = self.read_the_website(), self.read_the_api()
        for patient, word in enumerate(WORDS):
            for channel, answers in (("website", website), ("apps", apps)):
                if self.allowed(patient, channel):
                    continue
                for url, text in answers.items():
                    if word in text:
                        raise LeakError(f"{url} shows what patient {patient} says, on {channel}")
                    for picture in self.pictures[patient]:
                        if picture["key"] in text:
                            raise LeakError(f"{url} shows a picture of patient {patient}, on {channel}")
            if not any(self.allowed(patient, channel) for channel in ("website", "apps")):
                self.check_files(patient)

    def check_files(self, patient):
        for picture in self.pictures[patient]:
            if not picture["governed"] and not ContentImage.objects.get(pk=picture["pk"]).shows_patient:
                continue  # nobody has yet said that it shows a patient, and no page has ever shown it
            for url in picture["urls"]:
                if self.client.get(url).status_code != 404:
                    raise LeakError(f"{url} serves a picture of patient {patient}")

    def read_the_website(self):
        search = [f"/search/?q={word}" for word in WORDS]
        fixed = ["/", "/sitemap.xml", *(self.places[name].url for name in ("stories", "album", "index", "procedure"))]
        filtered = f"{self.places['index'].url}?procedure={self.places['procedure'].slug}"
        return self.read([*fixed, filtered, *search, *self.addresses()], strip=WORDS)

    def read_the_api(self):
        lists = [
            "/api/v2/pages/?type=testimonials.StoryPage&fields=*",
            "/api/v2/pages/?type=gallery.CasePage&fields=*",
            "/api/v2/pages/?limit=100",
            "/api/v2/images/?limit=100&fields=*",
            "/api/v2/redirects/",
            f"/api/v2/pages/{self.places['procedure'].pk}/",
            *(f"/api/v2/pages/?search={word}" for word in WORDS),
        ]
        details = [f"/api/v2/pages/{pk}/" for found in self.content for model, pk in found if issubclass(model, Page)]
        return self.read([*lists, *details])

    def read(self, urls, strip=()):
        """Return what each address answers. The words that a visitor searched for are theirs, not ours."""
        answers = {}
        for url in urls:
            text = self.client.get(url).content.decode()
            for word in strip if url.startswith("/search/") else ():
                text = text.replace(f'value="{word}"', "").replace(f"“{word}”", "").replace(f"q={word}", "")
            answers[url] = text
        return answers

    def addresses(self):
        pages = Page.objects.filter(pk__in=[pk for found in self.content for _model, pk in found])
        return [page.url for page in pages if page.url]

    # Helpers

    def pick(self, found, index):
        return found[index % len(found)] if found else None

    def latest(self, patient, index):
        """Return one thing about the patient with what staff last typed."""
        if chosen := self.pick(self.content[patient], index):
            model, pk = chosen
            one = model.objects.get(pk=pk)
            return None if getattr(one, "alias_of_id", None) else one.get_latest_revision_as_object()
        return None

    def attempt(self, publish):
        try:
            with transaction.atomic():
                return publish()
        except PublishingRefusedError:
            return None

    def about(self):
        return Page.objects.get(pk=self.places["procedure"].pk)

    def upload(self, patient, **kwargs):
        picture = ImageFactory(**kwargs)
        self.pictures[patient].append(
            {
                "pk": picture.pk,
                # Long names of renditions are cut, but they all begin like this.
                "key": picture.file.name.rpartition("/")[2][:16],
                "urls": [rendition.url for rendition in picture.renditions.all()[:2]],
                "governed": bool(kwargs),
            }
        )
        return picture

    def admin_client(self):
        client = Client()
        client.force_login(self.admin)
        return client


@pytest.fixture
def practice(home, page_of, admin_user):
    """Return the state machine, with the pages that no step changes."""
    locale = Locale.objects.create(language_code="fr")
    procedure = page_of(ProcedurePage)
    index = GalleryIndexPageFactory(parent=home)
    places = {
        "home": home,
        "locale": locale,
        "procedure": procedure,
        "index": index,
        "album": GalleryPageFactory(parent=index, about=procedure),
        "other album": GalleryPageFactory(parent=index, about=procedure),
        "stories": StoryIndexPageFactory(parent=home),
        "other stories": StoryIndexPageFactory(parent=home),
    }
    prepared_queries.clear_cache()
    yield type("PracticeUnderTest", (Practice,), {"places": places, "admin": admin_user})
    prepared_queries.clear_cache()  # what a test wrote without the rule


def play(machine, examples, **kwargs):
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=12,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            print_blob=False,
            **kwargs,
        ),
    )


def test_no_public_address_ever_gives_what_no_consent_allows(practice):
    play(practice, EXAMPLES)


@pytest.mark.once
@pytest.mark.slow
def test_the_same_play_finds_the_leak_when_the_rule_is_taken_out(practice, monkeypatch):
    monkeypatch.setattr(the_rule, "active", lambda *args, prefix="", **kwargs: Q(**{f"{prefix}pk__isnull": False}))

    with pytest.raises(LeakError):
        play(practice, 200, phases=[Phase.generate], derandomize=True, report_multiple_bugs=False)


@pytest.mark.parametrize(
    ("where", "name", "kind"),
    [
        (wagtail_hooks, "is_visible", "story"),
        (visibility.pages, "not_hidden", "story"),
        (sitemaps, "public_by_row", "story"),
        (visibility.objects, "permitted", "testimonial"),
        (loading, "visible_files", "article"),
        (delivery, "public_images", "article"),
    ],
    ids=["a page", "lists of pages", "the sitemap", "testimonials", "pictures on pages", "files"],
)
@pytest.mark.slow
def test_it_finds_a_leak_at_each_place_that_asks_the_rule(practice, monkeypatch, where, name, kind):
    game = practice()
    try:
        game.grant(0, {"website", "apps"}, 5)
        game.write(0, kind, 0)
        game.publish(0, 0)
        game.let_time_pass(10)
        game.nothing_is_shown_that_no_consent_allows()
        monkeypatch.setattr(where, name, lambda found=(), *args, **kwargs: found)
        prepared_queries.clear_cache()
        with pytest.raises(LeakError):
            game.nothing_is_shown_that_no_consent_allows()
    finally:
        game.teardown()


def test_the_play_does_show_what_is_allowed(practice):
    """Otherwise finding nothing would prove nothing."""
    game = practice()
    try:
        game.grant(0, {"website"}, None)
        game.grant(1, {"apps"}, None)
        for patient in (0, 1):
            for kind in ("story", "case", "testimonial"):
                game.write(patient, kind, 0)
                game.publish(patient, len(game.content[patient]) - 1)
        website, apps = game.read_the_website(), game.read_the_api()
    finally:
        game.teardown()

    assert len([url for url, text in website.items() if WORDS[0] in text]) >= 5
    assert not [url for url, text in website.items() if WORDS[1] in text]
    assert len([url for url, text in apps.items() if WORDS[1] in text]) >= 5
    assert not [url for url, text in apps.items() if WORDS[0] in text]
