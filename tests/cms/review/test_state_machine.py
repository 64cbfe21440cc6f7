"""A page shows a review only if there is a sign-off for exactly its content, after any changes by staff and time.

Hypothesis edits two articles, a work that they cite and a quotation that they show; reviewers decide, reviews become
overdue, and articles are published in each way. After each step the site and the API are read. What was signed is
remembered here, by nothing of the project's code.
"""

import os
import re
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from wagtail.models import Page, Workflow, WorkflowTask

from articles.models import ArticlePage, Citation
from cms.publishing.rules import PublishingRefusedError
from cms.review import pages as review_pages
from cms.review import signing, validity
from cms.review.content import clinical_content, hash_of
from cms.review.models import Decision, MedicalReviewTask
from cms.testing.bodies import stored, text
from cms.testing.review import make_reviewer
from testimonials.models import Testimonial as Quotation
from tests.articles.factories import ArticleIndexPageFactory, ArticlePageFactory, CitationFactory, cite
from tests.testimonials.factories import TestimonialFactory

pytestmark = pytest.mark.django_db
EXAMPLES = int(os.environ.get("REVIEW_EXAMPLES", "4"))
START = datetime(2026, 3, 1, 12, tzinfo=timezone.get_fixed_timezone(-300))
WORD = re.compile(r"(?:title|summary|body)\dq\d|citedq\d|quotedq\d")
PAGES, NUMBERS = st.integers(0, 1), st.integers(0, 2)
FIELDS = st.sampled_from(["title", "summary", "body"])
LINE = "Medically reviewed by"


class UnsignedError(AssertionError):
    """A review is shown, or content is published, that nobody has signed."""


class Practice(RuleBasedStateMachine):
    """Two articles. `drafts` has the words of the latest version of each, `signed` the decisions about its words."""

    index = None
    admin = None

    def __init__(self):
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.clock = time_machine.travel(START, tick=False)
        self.traveller = self.clock.start()
        self.client = Client()
        self.reviewer = make_reviewer()
        self.reviewer.user.is_superuser = True
        self.reviewer.user.save()
        self.citation, self.quotation = CitationFactory(title="citedq0"), TestimonialFactory(quote="quotedq0")
        self.shared = {"citation": "citedq0", "quotation": "quotedq0"}
        self.drafts, self.signed, self.articles, self.aliases, self.versions = [], [], [], [], []

    def teardown(self):
        self.clock.stop()
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    # The expected content of sign-offs

    def words_of(self, number):
        """Return the words that the latest version of an article shows."""
        return frozenset([*self.drafts[number].values(), *self.shared.values()])

    def is_signed(self, number, words):
        decision, due = self.signed[number].get(frozenset(words), (None, None))
        return decision == "keep" and timezone.localdate() <= due

    # Writing

    @initialize()
    def begin_with_two_drafts(self):
        for number in range(2):
            self.drafts.append({name: f"{name}{number}q0" for name in ("title", "summary", "body")})
            self.signed.append({})
            self.aliases.append([])
            self.versions.append([])
            page = ArticlePageFactory(parent=self.index, live=False, slug=f"article-{number}")
            self.articles.append(page.pk)
            self.save(number)

    def page(self, number):
        return ArticlePage.objects.get(pk=self.articles[number])

    def save(self, number):
        page = self.page(number).get_latest_revision_as_object()
        words = self.drafts[number]
        page.title, page.summary = words["title"], words["summary"]
        page.body = [
            *text(f"<p>{words['body']} {cite(self.citation)}</p>"),
            *stored([("testimonials", {"title": "", "testimonials": [self.quotation.pk]})]),
        ]
        self.versions[number].append((page.save_revision(), dict(words)))

    @rule(number=PAGES, name=FIELDS, word=NUMBERS)
    def edit(self, number, name, word):
        self.drafts[number][name] = f"{name}{number}q{word}"
        self.save(number)

    @rule(word=NUMBERS)
    def change_the_cited_work(self, word):
        self.shared["citation"] = f"citedq{word}"
        Citation.objects.update(title=self.shared["citation"])

    @rule(word=NUMBERS)
    def change_the_quotation(self, word):
        self.shared["quotation"] = f"quotedq{word}"
        Quotation.objects.update(quote=self.shared["quotation"])

    # Reviewing

    @rule(
        number=PAGES, days=st.sampled_from([1, 30]), decision=st.sampled_from(["keep", "keep", "revise", "withdraw"])
    )
    def review(self, number, days, decision):
        """Decide about the latest version, which publishes it: reviewers may publish here."""
        page = self.page(number)
        version, last = signing.content_to_review(page), signing.last_decision(page)
        due = timezone.localdate() + timedelta(days=days)
        self.signed[number][self.words_of(number)] = (decision, due)
        signing.decide(
            page,
            self.reviewer.user,
            decision=Decision(decision),
            read_hash=hash_of(clinical_content(version)),
            seen=last and last.pk,
            next_review_due=due,
            comment="Read.",
        )

    @rule(days=st.sampled_from([1, 2, 40]))
    def let_time_pass(self, days):
        self.traveller.shift(timedelta(days=days))

    # Publishing

    def attempt(self, number, publish):
        """Publish in some way, and fail if that shows content that is not signed."""
        before = ArticlePage.objects.order_by("pk").values("pk", "title", "summary", "live", "live_revision_id")
        before = list(before)
        try:
            with transaction.atomic():
                publish()
        except PublishingRefusedError:
            return
        after = list(ArticlePage.objects.order_by("pk").values("pk", "title", "summary", "live", "live_revision_id"))
        changed = [row["pk"] for row in after if row not in before and row["live"]]
        for page in ArticlePage.objects.filter(pk__in=changed):
            words = WORD.findall(f"{page.title} {page.summary} {page.body}")
            if page.alias_of_id is None and page.pk not in self.articles:
                raise UnsignedError("a copy is public")
            if not self.is_signed(number, {*words, *self.shared.values()}):
                raise UnsignedError(f"{words} is public")

    @rule(number=PAGES)
    def publish_the_latest_version(self, number):
        self.attempt(number, lambda: self.page(number).get_latest_revision().publish())

    @rule(number=PAGES, index=st.integers(0, 5))
    def publish_an_earlier_version(self, number, index):
        _revision, words = self.versions[number][index % len(self.versions[number])]

        def revert():
            self.drafts[number] = dict(words)
            self.save(number)
            self.page(number).get_latest_revision().publish()

        self.attempt(number, revert)
        if self.page(number).get_latest_revision().pk != self.versions[number][-1][0].pk:  # it was rolled back
            self.versions[number].pop()
            latest = self.page(number).get_latest_revision_as_object()
            found = WORD.findall(f"{latest.title} {latest.summary} {latest.body}")
            self.drafts[number] = {re.match("[a-z]+", word)[0]: word for word in found}

    @rule(number=PAGES)
    def publish_by_the_bulk_action(self, number):
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        self.attempt(number, lambda: self.admin.post(f"{address}?next=/&id={self.articles[number]}"))

    @rule(number=PAGES)
    def publish_by_the_scheduler(self, number):
        revision = self.page(number).get_latest_revision()
        revision.approved_go_live_at = timezone.now() + timedelta(minutes=1)
        revision.save()
        self.traveller.shift(timedelta(minutes=2))
        self.attempt(number, lambda: call_command("publish_scheduled", verbosity=0))

    @rule(number=PAGES)
    def publish_by_the_workflow(self, number):
        """Approve a workflow whose only task is the review, without a review."""
        workflow, _ = Workflow.objects.get_or_create(name="Medical")
        if not workflow.workflow_tasks.exists():
            WorkflowTask.objects.create(workflow=workflow, task=MedicalReviewTask.objects.create(name="Review"))
        page = self.page(number)
        if page.current_workflow_state is None:
            workflow.start(page, self.reviewer.user)
        elif not page.workflow_in_progress:  # a reviewer has returned the page
            page.current_workflow_state.resume(self.reviewer.user)
        state = self.page(number).current_workflow_task_state
        if state and state.status == "in_progress":
            self.attempt(number, lambda: state.approve(user=self.reviewer.user))

    @rule(number=PAGES, name=st.sampled_from(["title", "summary"]), word=NUMBERS)
    def save_the_published_row(self, number, name, word):
        page = self.page(number)
        setattr(page, name, f"{name}{number}q{word}")
        self.attempt(number, page.save)

    @rule(number=PAGES, is_alias=st.booleans())
    def copy(self, number, is_alias):
        page, slug = self.page(number), f"copy-{ArticlePage.objects.count()}"
        if is_alias:
            self.attempt(number, lambda: page.create_alias(update_slug=slug))
        else:
            self.attempt(number, lambda: page.copy(update_attrs={"slug": slug}))
        found = ArticlePage.objects.filter(slug=slug, alias_of=page).values_list("pk", flat=True)
        self.aliases[number] += list(found)

    # Reading

    @invariant()
    def a_review_is_shown_for_exactly_what_was_signed(self):
        for number in range(len(self.articles)):
            for pk in (self.articles[number], *self.aliases[number]):
                page = Page.objects.filter(pk=pk, live=True).first()
                if page is not None:
                    self.check(number, page)

    def check(self, number, page):
        html = self.client.get(page.get_url()).content.decode()
        main = html[html.index("<main") : html.index("</main>")]
        words = set(WORD.findall(main))
        detail = self.client.get(f"/api/v2/pages/{page.pk}/").json()
        (item,) = self.client.get(f"/api/v2/pages/?slug={page.slug}&fields=_,reviewed_by").json()["items"]
        shown = {LINE in html, bool(detail["reviewed_by"]), bool(item["reviewed_by"])}
        if shown != {self.is_signed(number, words)}:
            raise UnsignedError(f"{page.slug} shows {sorted(words)}, and a review: {shown}")


@pytest.fixture
def practice(home, admin_client):
    index = ArticleIndexPageFactory(parent=home)
    return type("Practice", (Practice,), {"index": index, "admin": admin_client})


def play(practice, examples, steps):
    checks = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much]
    run_state_machine_as_test(
        practice,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=checks,
            phases=(Phase.generate,),
        ),
    )


def test_no_review_is_shown_without_a_sign_off_for_exactly_what_is_shown(practice):
    play(practice, EXAMPLES, 15)


@pytest.mark.slow
def test_nor_in_a_long_play(practice):
    play(practice, 6, 25)


def signed_and_edited(practice):
    game = practice()
    game.begin_with_two_drafts()
    game.review(0, 30, "keep")
    game.edit(0, "summary", 1)
    return game


def test_the_play_does_show_reviews(practice, client):
    """Otherwise finding nothing would prove nothing."""
    game = signed_and_edited(practice)
    try:
        assert LINE in client.get(Page.objects.get(pk=game.articles[0]).get_url()).content.decode()
        game.a_review_is_shown_for_exactly_what_was_signed()
    finally:
        game.teardown()


@pytest.mark.parametrize(
    "way",
    [
        "publish_the_latest_version",
        "publish_by_the_bulk_action",
        "publish_by_the_scheduler",
        "publish_by_the_workflow",
        "copy",
        "save_the_published_row",
    ],
)
def test_it_finds_each_way_of_publishing_that_passes_the_gate(practice, monkeypatch, way):
    monkeypatch.setattr(review_pages.MedicalReview, "approval_problems", lambda self, at=None: [])
    game = signed_and_edited(practice)
    more = {"copy": (False,), "save_the_published_row": ("summary", 2)}.get(way, ())
    try:
        with pytest.raises(UnsignedError):
            getattr(game, way)(0, *more)
    finally:
        game.teardown()


@pytest.mark.parametrize("change", ["change_the_cited_work", "change_the_quotation"])
def test_it_finds_a_review_of_other_content(practice, monkeypatch, change):
    game = signed_and_edited(practice)
    try:
        getattr(game, change)(1)
        game.a_review_is_shown_for_exactly_what_was_signed()
        kept = validity._kept_by_page
        monkeypatch.setattr(
            validity,
            "_hashes",
            lambda pages: {page.pk: next(iter(kept({page.pk: page.pk})[page.pk])) for page in pages},
        )
        with pytest.raises(UnsignedError):
            game.a_review_is_shown_for_exactly_what_was_signed()
    finally:
        game.teardown()


def test_it_finds_an_overdue_review(practice, monkeypatch):
    game = signed_and_edited(practice)
    try:
        game.let_time_pass(40)
        game.a_review_is_shown_for_exactly_what_was_signed()
        monkeypatch.setattr(validity, "is_overdue", lambda day, at=None: False)
        with pytest.raises(UnsignedError):
            game.a_review_is_shown_for_exactly_what_was_signed()
    finally:
        game.teardown()
