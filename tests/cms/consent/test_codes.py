"""No screen of the admin shows the code of a consent to those who may not see consents."""

import re
from html import unescape

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.urls import Resolver404, resolve, reverse
from wagtail.log_actions import log
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.consent.models import Consent
from cms.documents.models import ContentDocument
from cms.images.models import ContentImage
from cms.testing.factories import ConsentFactory, DocumentFactory, ImageFactory
from gallery.models import CasePage
from testimonials.models import Testimonial
from tests.gallery.factories import CasePageFactory, GalleryIndexPageFactory, GalleryPageFactory, pairs
from tests.testimonials.factories import TestimonialFactory

pytestmark = pytest.mark.django_db
PLANTED = "PLANTED-1"
OTHER = "PLANTED-2"


@pytest.fixture
def site(home):
    """Make content of each kind under a planted consent, with histories, and return the case."""
    consent, other = ConsentFactory(code=PLANTED), ConsentFactory(code=OTHER)
    log(consent, "wagtail.create")
    album = GalleryPageFactory(parent=GalleryIndexPageFactory(parent=home))
    photographs = ImageFactory.create_batch(2)
    case = CasePageFactory(parent=album, consent=other, pairs=pairs(photographs))
    testimonial = TestimonialFactory(consent=other)
    for content in (case, testimonial):
        content.save_revision()
        content.consent = consent
        content.save_revision().publish()
    DocumentFactory(shows_patient=True, consent=consent)
    return case


@pytest.fixture
def staff(client):
    """Sign in somebody who may do everything with pages, images, documents and testimonials."""
    user = User.objects.create_user("anna", password="password")
    publishers = Group.objects.get(name="Publisher")
    publishers.permissions.remove(Permission.objects.get(codename="view_consent"))
    user.groups.add(publishers)
    client.force_login(user)
    return client


def text_of(response):
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode(errors="ignore")


def links_in(text):
    """Return the addresses of the admin in HTML or JSON."""
    return re.findall(r"/admin/[\w/.-]*(?:\?[\w=&.%-]*)?", unescape(text).replace("\\/", "/"))


def walk(client, starts):
    """Visit `starts`, and from there one address of each view. Yield the addresses with the text of the response."""
    waiting, seen = [(url, True) for url in starts], set()
    while waiting:
        url, is_start = waiting.pop(0)
        try:
            name = resolve(url.partition("?")[0]).view_name
        except Resolver404:
            continue
        if "logout" not in name and (is_start or name not in seen):
            seen.add(name)
            text = text_of(client.get(url))
            yield url, text
            waiting += [(link, False) for link in links_in(text)]


def test_no_screen_shows_a_code(site, staff):
    case, consent = site, Consent.objects.get(code=PLANTED)
    testimonial, image = Testimonial.objects.get(), ContentImage.objects.first()
    snippet, chooser = "wagtailsnippets_cms_consent_consent", "wagtailsnippetchoosers_cms_consent_consent"
    starts = [
        "/admin/",
        *(reverse(f"{snippet}:{name}") for name in ("list", "list_results", "add")),
        *(
            reverse(f"{snippet}:{name}", args=[consent.pk])
            for name in ("edit", "history", "usage", "delete", "withdraw", "receipt", "signed_form")
        ),
        *(
            reverse(f"{chooser}:{name}") + "?for=cms_images.contentimage"
            for name in ("choose", "choose_results", "create")
        ),
        reverse(f"{chooser}:chosen", args=[consent.pk]),
        f"{reverse(f'{chooser}:chosen_multiple')}?id={consent.pk}",
        *(
            reverse(f"wagtailadmin_pages:{name}", args=[case.pk])
            for name in ("edit", "view_draft", "history", "usage")
        ),
        reverse("wagtailadmin_pages:revisions_compare", args=[case.pk, "earliest", "latest"]),
        reverse(
            "wagtailsnippets_testimonials_testimonial:revisions_compare",
            args=[testimonial.pk, "earliest", "latest"],
        ),
        reverse("wagtailimages:edit", args=[image.pk]),
        reverse("wagtailadmin_api:pages:detail", args=[case.pk]) + "?fields=*",
        reverse("wagtailadmin_api:images:detail", args=[image.pk]) + "?fields=*",
    ]

    texts = dict(walk(staff, starts))

    assert [url for url, text in texts.items() if "PLANTED" in text] == []
    assert len(texts) > 70, "the walk came to an early end"
    form = texts[reverse("wagtailimages:edit", args=[image.pk])]
    assert "A consent is chosen, and covers this." in form


def test_errors_name_no_code(site, staff):
    Consent.objects.update(covers_photographs=False, covers_face=False)
    case = site
    case.live = False
    case.save()

    answers = [
        staff.post(reverse("wagtailadmin_pages:edit", args=[case.pk]), case_form(case, **{"action-publish": "1"})),
        staff.post(reverse("wagtailadmin_pages:revisions_view", args=[case.pk, case.latest_revision_id])),
        staff.post(
            reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={case.pk}", follow=True
        ),
    ]

    texts = " ".join(text_of(answer) for answer in answers)
    assert "The chosen consent does not cover photographs" in texts
    assert "PLANTED" not in texts


def case_form(case, **changes):
    return nested_form_data(
        {
            "title": case.title,
            "slug": case.slug,
            "pairs": streamfield([]),
            "body": streamfield([]),
            "case_procedures": inline_formset([]),
            "comments": inline_formset([]),
        }
        | changes
    )


@pytest.mark.parametrize("sent", ["", "other"])
def test_saving_keeps_the_consent_whatever_is_sent(sent, site, staff):
    case, kept = site, Consent.objects.get(code=PLANTED)
    sent = {"consent": str(Consent.objects.get(code=OTHER).pk) if sent else ""}
    testimonial, image, document = Testimonial.objects.get(), case.photographs[0], ContentDocument.objects.get()
    saved = {"title": "Saved", "collection": image.collection_id} | sent

    staff.post(reverse("wagtailadmin_pages:edit", args=[case.pk]), case_form(case, title="Saved") | sent)
    staff.post(
        reverse("wagtailsnippets_testimonials_testimonial:edit", args=[testimonial.pk]), {"quote": "Saved"} | sent
    )
    staff.post(reverse("wagtailimages:edit", args=[image.pk]), saved | {"shows_patient": "on"})
    staff.post(reverse("wagtaildocs:edit", args=[document.pk]), saved | {"shows_patient": "on"})

    case = CasePage.objects.get().get_latest_revision_as_object()
    testimonial = Testimonial.objects.get().get_latest_revision_as_object()
    image.refresh_from_db()
    document.refresh_from_db()
    assert (case.title, testimonial.quote, image.title, document.title) == ("Saved",) * 4
    assert {case.consent, testimonial.consent, image.consent, document.consent} == {kept}


def test_nobody_without_the_right_chooses_a_consent_for_something_new(home, staff):
    consent = ConsentFactory()

    add = reverse("wagtailsnippets_testimonials_testimonial:add")
    staff.post(add, {"quote": "Nobody hurried me.", "consent": consent.pk})

    assert Testimonial.objects.get().consent is None
