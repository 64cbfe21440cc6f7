"""Visitors and apps read of a review only where a reviewer has signed exactly what is shown."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import Page

from articles.models import Citation, ProcedurePage, ReferenceEntry, RegulatoryStatus
from cms.claims.models import Claim
from cms.images.models import ContentImage
from cms.testing.bodies import every_block, stored, text
from cms.testing.factories import ImageFactory
from cms.testing.queries import assert_as_many_queries, queries_of
from cms.testing.review import sign_off
from testimonials.models import Testimonial
from tests.articles.factories import CitationFactory, ProcedurePageFactory, ReferencePageFactory, cite
from tests.home.factories import StandardPageFactory
from tests.testimonials.factories import TestimonialFactory

pytestmark = pytest.mark.django_db
LINE = "Medically reviewed by"


@pytest.fixture
def published(draft, home):
    """Return a signed procedure that refers to an image, a citation, a testimonial, and pages."""
    other = StandardPageFactory(parent=home, title="Your visit")
    image = {"image": ImageFactory().pk, "alt_text": "A leaf", "decorative": False}
    draft.body = [
        *every_block([other]),
        *text(f"<p>It works.{cite(CitationFactory(title='On leaves'))}</p>"),
        *stored(
            [
                ("image", {"image": image, "caption": "A caption"}),
                ("testimonials", {"title": "", "testimonials": [TestimonialFactory().pk]}),
            ]
        ),
    ]
    draft.save_revision()
    sign_off(draft)
    draft.get_latest_revision().publish()
    return ProcedurePage.objects.get(pk=draft.pk)


def shows_review(client, page):
    """Return whether the site and the API show a review of `page`. They have to agree."""
    on_site = LINE in client.get(page.url).content.decode()
    detail = client.get(f"/api/v2/pages/{page.pk}/").json()
    (item,) = client.get(f"/api/v2/pages/?type={page._meta.label}&fields=*&slug={page.slug}").json()["items"]
    (mixed,) = client.get(f"/api/v2/pages/?fields=*&slug={page.slug}").json()["items"]
    (said,) = {answer["reviewed_by"] for answer in (detail, item, mixed)}
    assert bool(said) == on_site
    assert {bool(answer["reviewed_on"]) for answer in (detail, item, mixed)} == {on_site}
    return on_site


def test_the_site_and_the_api_show_who_has_signed_when_and_until_when(published, client):
    html = client.get(published.url).content.decode()
    answer = client.get(f"/api/v2/pages/{published.pk}/").json()

    today = timezone.localdate()
    assert "A Reviewer, MD" in html
    assert f"{today:%B} {today.day}, {today.year}" in html
    assert answer["reviewed_by"] == "A Reviewer, MD"
    assert answer["reviewed_on"] == today.isoformat()
    assert answer["next_review_due"] == (today + timedelta(days=365)).isoformat()


def chosen_image():
    return ContentImage.objects.filter(title__startswith="Image").order_by("-pk").first()


def another_file():
    image = chosen_image()
    ContentImage.objects.filter(pk=image.pk).update(file_hash="0" * 40)


@pytest.mark.parametrize(
    "change",
    [
        lambda page: Citation.objects.update(title="On roots"),
        lambda page: Testimonial.objects.update(quote="It always works."),
        lambda page: Testimonial.objects.update(live=False),
        lambda page: ContentImage.objects.update(description="A root"),
        lambda page: another_file(),
        lambda page: RegulatoryStatus.objects.update(status="off_label"),
        lambda page: Claim.objects.update(withdrawn_at=timezone.now()),
        lambda page: ProcedurePage.objects.update(body=[]),
        lambda page: Page.objects.filter(pk=page.pk).update(title="The best facelift"),
    ],
    ids=["citation", "snippet", "hidden snippet", "description", "file", "notice", "claim", "body", "title"],
)
def test_a_change_of_what_is_shown_voids_the_review_even_past_django(published, client, change):
    assert shows_review(client, published)

    change(published)

    assert not shows_review(client, published)


@pytest.mark.parametrize(
    "change",
    [
        lambda page: Page.objects.filter(title="Your visit").update(title="Your first visit"),
        lambda page: Page.objects.filter(title="Your visit").update(live=False),
        lambda page: Page.objects.filter(pk=page.pk).update(seo_title="Facelift", search_description="All"),
        lambda page: ContentImage.objects.update(focal_point_x=1, focal_point_y=1),
        lambda page: page.tags.add("face"),
    ],
    ids=["title of another page", "another page hidden", "search engines", "focal point", "tag"],
)
def test_other_changes_do_not(published, client, change):
    change(published)

    assert shows_review(client, published)


def test_an_overdue_review_is_not_shown_from_the_next_day_on(published, client):
    with time_machine.travel(timezone.now() + timedelta(days=365)):
        assert shows_review(client, published)
    with time_machine.travel(timezone.now() + timedelta(days=366)):
        assert not shows_review(client, published)


def test_or_is_said_to_be_overdue(published, client, settings):
    settings.REVIEW_SHOWS_OVERDUE = True
    Claim.objects.update(expires_on=timezone.localdate() + timedelta(days=1000))
    sign_off(published)

    with time_machine.travel(timezone.now() + timedelta(days=366)):
        assert "(overdue)" in client.get(published.url).content.decode()
        assert client.get(f"/api/v2/pages/{published.pk}/").json()["reviewed_by"] == "A Reviewer, MD"


def test_a_preview_shows_the_review_of_the_draft_alone(published, admin_client, rf):
    draft = published.get_latest_revision_as_object()
    assert LINE in draft.make_preview_request(rf.get("/"), "").content.decode()
    draft = ProcedurePage.objects.get(pk=published.pk).get_latest_revision_as_object()
    draft.title = "The best facelift"

    assert LINE not in draft.make_preview_request(rf.get("/"), "").content.decode()


def test_literature_is_signed_with_its_entries(home, client):
    page = ReferencePageFactory(parent=home, live=False, slug="literature")
    page.entries = [ReferenceEntry(citation=CitationFactory(), note="Read this.")]
    page.save_revision()
    sign_off(page)
    page.get_latest_revision().publish()
    page.refresh_from_db()
    assert shows_review(client, page)

    ReferenceEntry.objects.update(note="Do not read this.")

    assert not shows_review(client, page)


@pytest.mark.parametrize("kind", ["articles.ProcedurePage", "articles.ReferencePage", ""])
def test_lists_of_any_length_cost_the_same_number_of_queries(home, draft, client, kind, settings):
    settings.REVIEW_REQUIRED = False
    parent = draft.get_parent()

    def publish():
        page = ProcedurePageFactory(parent=parent, listing_image=ImageFactory())
        page.body = every_block([home])
        literature = ReferencePageFactory(parent=home)
        literature.entries = [ReferenceEntry(citation=CitationFactory())]
        for made in (page, literature):
            made.save_revision().publish()
            sign_off(made)

    address = f"/api/v2/pages/?fields=_,reviewed_by&limit=100&type={kind}".removesuffix("&type=")
    publish()
    short = queries_of(client, address)
    for _ in range(3):
        publish()

    assert_as_many_queries(short, queries_of(client, address))
    assert len([item for item in client.get(address).json()["items"] if item["reviewed_by"]]) == (4 if kind else 8)
    assert len(short) <= 20
