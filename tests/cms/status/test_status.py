"""The admin says why visitors do not see content that is published."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.models import Page, PageViewRestriction

from cms.consent.models import Consent
from cms.context.channels import Channel
from cms.context.request import use_context
from cms.testing.factories import ClaimFactory, ConsentFactory, DocumentFactory, ImageFactory
from cms.testing.queries import count_queries
from cms.visibility import public_pages, reason_for
from testimonials.models import StoryIndexPage
from tests.cms.claims.test_pages import body_of, expire
from tests.home.factories import StandardPageFactory
from tests.testimonials.factories import StoryPageFactory, TestimonialFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
YESTERDAY = date_format(TODAY - timedelta(days=1), "F j, Y" if TODAY.timetuple().tm_yday == 1 else "F j")
IMAGES, DOCUMENTS = reverse("wagtailimages:index"), reverse("wagtaildocs:index")
TESTIMONIALS = reverse("wagtailsnippets_testimonials_testimonial:list")


def consent_that(**changes):
    """Return a consent whose content was published before these changes."""
    consent = ConsentFactory()
    return consent, lambda: Consent.objects.filter(pk=consent.pk).update(**changes)


def expired():
    return consent_that(expires_on=timezone.localdate() - timedelta(days=1))


def shown(client, address, **query):
    response = client.get(address, query)
    assert response.status_code == 200
    return " ".join(unescape(response.content.decode()).split())


@pytest.fixture
def index(page_of):
    return page_of(StoryIndexPage)


def story(index, title, consent):
    return StoryPageFactory(parent=index, title=title, consent=consent)


@pytest.fixture
def pages(index, home):
    """Return live pages by the words that lists add to their status."""
    lapsed, lapse = expired()
    withdrawn, withdraw = consent_that(withdrawn_at=timezone.now() - timedelta(days=1))
    for_apps, limit_to_apps = consent_that(on_website=False)
    for_website, limit_to_website = consent_that(on_apps=False)
    claim, shown_image = ClaimFactory(), ImageFactory(shows_patient=True, consent=lapsed)
    found = {
        f"live, hidden: consent expired on {YESTERDAY}": story(index, "Lapsed", lapsed),
        f"live, hidden: consent withdrawn on {YESTERDAY}": story(index, "Withdrawn", withdrawn),
        "live, hidden on the website: the consent does not allow it": story(index, "For apps", for_apps),
        "live, hidden in apps: the consent does not allow it": story(index, "For the website", for_website),
        "live, hidden: no consent is chosen": story(index, "Without", ConsentFactory()),
        f"live, hidden: expired on {YESTERDAY}": StandardPageFactory(parent=home, title="Over"),
        f"live, claim hidden: expired on {YESTERDAY}": StandardPageFactory(
            parent=home, title="With a claim", body=body_of(claim)
        ),
        f"live, image hidden: consent expired on {YESTERDAY}": StandardPageFactory(
            parent=home, title="With an image", listing_image=shown_image
        ),
        "live, private": StandardPageFactory(parent=home, title="Inside"),
    }
    for change in (lapse, withdraw, limit_to_apps, limit_to_website):
        change()
    expire(claim)
    type(found["live, hidden: no consent is chosen"]).objects.filter(title="Without").update(consent=None)
    Page.objects.filter(title="Over").update(expire_at=timezone.now() - timedelta(days=1))
    PageViewRestriction.objects.create(page=found["live, private"], restriction_type="login")
    return found


def test_lists_choosers_search_and_headers_say_what_hides_a_published_page(pages, index, home, admin_client):
    code = pages[f"live, hidden: consent expired on {YESTERDAY}"].consent.code
    lists = [
        [(name, [parent.pk], {}) for parent in (index, home)]
        for name in ("wagtailadmin_explore", "wagtailadmin_choose_page_child")
    ]
    lists.append([("wagtailadmin_pages:search", [], {})])
    for addresses in lists:
        html = " ".join(shown(admin_client, reverse(name, args=args), **query) for name, args, query in addresses)
        assert not {status for status in pages if status not in html}, addresses
        assert code not in html

    reason = f"hidden: consent expired on {YESTERDAY}"
    for name in ("wagtailadmin_pages:edit", "wagtailadmin_explore"):
        assert reason in shown(admin_client, reverse(name, args=[pages[f"live, {reason}"].pk]))
    assert "hidden:" not in shown(admin_client, reverse("wagtailadmin_pages:edit", args=[home.pk]))


def test_the_list_of_pages_has_a_filter_for_those_that_are_hidden(pages, home, admin_client):
    response = admin_client.get(reverse("wagtailadmin_explore_root"), {"status": "hidden"})

    hidden = {page.title for status, page in pages.items() if "hidden" in status}
    assert {page.title for page in response.context["object_list"]} == hidden
    response = admin_client.get(reverse("wagtailadmin_explore_root"), {"status": "hidden", "q": "Lapsed"})
    assert [page.title for page in response.context["object_list"]] == ["Lapsed"]


def test_the_status_agrees_with_what_visitors_get(pages, home):
    everywhere = Page.objects.filter(depth__gt=1).exclude(pk=pages["live, private"].pk)
    for channel in Channel:
        with use_context(channel):
            public = set(public_pages(everywhere).values_list("pk", flat=True))
            reasons = {page.pk: reason_for(page) for page in everywhere}
        hidden = {pk for pk, why in reasons.items() if why and not why.part and why.channel in (None, channel)}
        assert hidden == reasons.keys() - public


def test_lists_of_snippets_images_and_documents_say_what_is_hidden(admin_client):
    consent, lapse = expired()
    TestimonialFactory(consent=consent)
    image = ImageFactory(title="Hidden one", shows_patient=True, consent=consent)
    document = DocumentFactory(shows_patient=True, consent=consent)
    ImageFactory(title="Another", description="")
    lapse()

    words = f"hidden: consent expired on {YESTERDAY}"
    for address in (
        *(TESTIMONIALS, f"{IMAGES}?layout=list", f"{IMAGES}?status=hidden", f"{DOCUMENTS}?status=hidden"),
        *(reverse("wagtailimages:edit", args=[image.pk]), reverse("wagtaildocs:edit", args=[document.pk])),
    ):
        assert words in shown(admin_client, address).replace("Hidden:", "hidden:"), address
    assert "Another" not in shown(admin_client, IMAGES, status="hidden")
    assert "Hidden one" not in shown(admin_client, IMAGES, status="not-described")


def test_the_reasons_of_many_objects_cost_as_many_queries_as_those_of_few(index, admin_client):
    addresses = [
        reverse(name, args=[index.pk]) for name in ("wagtailadmin_explore", "wagtailadmin_choose_page_child")
    ]
    addresses.append(TESTIMONIALS)
    consent, lapse = expired()

    def further_queries(number):
        """Return how many more queries lists cost once their entries are hidden. Wagtail has some for each entry."""
        Consent.objects.update(expires_on=None)
        for _ in range(number):
            StoryPageFactory(parent=index, consent=consent)
            TestimonialFactory(consent=consent)
        before = [count_queries(admin_client, address) for address in addresses]
        lapse()
        after = [count_queries(admin_client, address) for address in addresses]
        return [late - early for early, late in zip(before, after, strict=True)]

    assert further_queries(1) == further_queries(5)
