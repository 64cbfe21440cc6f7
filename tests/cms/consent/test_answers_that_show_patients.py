"""Every answer that shows a patient is asked for each time, can be purged, and ends with the consent."""

import re
from datetime import timedelta
from itertools import chain

import pytest
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from articles.models import Citation
from cms.api.openapi.description import description
from cms.consent.withdrawal import withdraw
from cms.documents.models import ContentDocument
from cms.images.models import ContentImage
from cms.testing.bodies import stored
from cms.testing.factories import ConsentFactory, DocumentFactory, ImageFactory
from cms.visibility import kind_of
from testimonials.models import Testimonial
from tests.articles.factories import ProcedureIndexPageFactory, ProcedurePageFactory
from tests.cms.api.test_never_a_draft import operations
from tests.gallery.factories import CasePageFactory, GalleryIndexPageFactory, GalleryPageFactory, pairs
from tests.home.factories import StandardPageFactory
from tests.testimonials.factories import StoryIndexPageFactory, StoryPageFactory, TestimonialFactory

pytestmark = pytest.mark.django_db
MARK = "pelican"


class Patient:
    """A patient who is shown in every way in which the site shows one. Each way has a word of its own."""

    def __init__(self, home):
        self.consent = consent = ConsentFactory()
        procedure = ProcedurePageFactory(parent=ProcedureIndexPageFactory(parent=home))
        album = GalleryPageFactory(parent=GalleryIndexPageFactory(parent=home), about=procedure)
        stories = StoryIndexPageFactory(parent=home)
        story = StoryPageFactory(parent=stories, consent=consent, about=procedure, **self.words("story"))
        before, after = ImageFactory.create_batch(2, description=f"{MARK}-view")
        case = CasePageFactory(
            parent=album,
            consent=consent,
            pairs=pairs((before, after)),
            procedures=[procedure],
            **self.words("case"),
        )
        testimonial = TestimonialFactory(consent=consent, quote=f"{MARK}-quote", about=procedure)
        image = ImageFactory(consent=consent, shows_patient=True, description=f"{MARK}-image")
        document = DocumentFactory(consent=consent, shows_patient=True, title=f"{MARK}-document")
        page = StandardPageFactory(parent=home, about=story)
        link = f'<a linktype="page" id="{story.pk}">read</a>, <a linktype="document" id="{document.pk}">read</a>'
        chosen = {"image": image.pk, "alt_text": f"{MARK}-image", "decorative": False}
        page.body = stored(
            [
                ("text", f"<p>{link}</p>"),
                ("image", {"image": chosen, "caption": ""}),
                ("document", {"document": document.pk, "label": ""}),
                ("cards", {"title": "", "pages": [case.pk]}),
                ("testimonials", {"title": "", "testimonials": [testimonial.pk]}),
            ]
        )
        page.save_revision().publish()
        Redirect.objects.create(old_path="/old-story", redirect_page=story)
        self.shown_by = {
            "story": [story],
            "case": [case],
            "view": [case, before, after],
            "quote": [testimonial],
            "image": [image],
            "document": [document],
        }
        self.files = [*(one.url for one in image.renditions.all()), *(one.url for one in before.renditions.all())]
        self.files = [address for address in self.files if "original" not in address] + [document.url]

    def words(self, kind):
        return {"title": f"{MARK}-{kind}", "summary": f"{MARK}-{kind}", "slug": f"{MARK}-{kind}"}

    def keys(self, words):
        """Return the keys by which answers with one of `words` can be purged."""
        objects = [one for word in words for one in self.shown_by[word]]
        kinds = {kind_of(type(one)) for one in objects}
        return {f"{kind_of(type(one))}-{one.pk}" for one in objects} | {f"{kind}s" for kind in kinds} | {"all"}


def addresses():
    """Return the addresses of everything that visitors and apps can ask for."""
    pages = list(Page.objects.filter(depth__gt=1).values_list("pk", flat=True))
    found = ["/sitemap.xml", f"/search/?q={MARK}", "/old-story/"]
    found += [page.url for page in Page.objects.filter(pk__in=pages) if page.url]
    models = (ContentImage, ContentDocument, Testimonial, Citation, Redirect)
    ids = {*pages, *chain(*(model.objects.values_list("pk", flat=True) for model in models))}
    for operation in operations(description()):
        everything = {"fields": "*"} if "fields" in operation.parameters else {}
        if operation.is_of_one:
            found += [operation.ask(pk, **everything) for pk in sorted(ids)]
            continue
        limit = {"limit": 100} if "limit" in operation.parameters else {}
        found.append(operation.ask(**limit, **everything))
        if "search" in operation.parameters:
            found.append(operation.ask(search=MARK, **limit, **everything))
        if "html_path" in operation.parameters:
            found += [operation.ask(html_path=path) for path in (f"/{MARK}-story/", "/old-story/")]
    return found


def words_in(answer):
    """Return the words of the patient in `answer` and in its address, what was asked with apart."""
    text = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = text.decode("utf-8", "replace") + answer.get("Location", "")
    text = text.replace(f'value="{MARK}"', "").replace(f"“{MARK}”", "").replace(f"q={MARK}", "")
    return set(re.findall(rf"{MARK}-(\w+)", text))


def test_each_is_asked_for_each_time_can_be_purged_and_ends_with_the_consent(home, client):
    patient = Patient(home)
    asked = addresses()
    answers = {address: client.get(address) for address in asked}
    telling = {address: words for address, answer in answers.items() if (words := words_in(answer))}
    endpoints = {address.split("?")[0].strip("/").split("/")[2] for address in telling if "/api/v2/" in address}
    assert {"pages", "images", "documents", "redirects"} <= endpoints
    assert {"/sitemap.xml", f"/search/?q={MARK}", "/old-story/", "/api/v2/pages/tree/"} <= set(telling)
    assert set().union(*telling.values()) == set(patient.shown_by)

    for address, words in telling.items():
        answer = answers[address]
        assert re.search("no-cache|no-store", answer.get("Cache-Control", "")), f"a cache may keep {address}"
        for word in words:
            keys = set(answer.get("Surrogate-Key", "").split())
            assert keys & patient.keys([word]), f"{address} cannot be purged when “{word}” is withdrawn"
    for address in patient.files:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert answer["Cache-Control"] == "no-cache", address
        assert set(answer["Surrogate-Key"].split()) & patient.keys(["view", "image", "document"]), address

    patient.consent.expires_on = timezone.localdate() - timedelta(days=1)
    patient.consent.save()
    assert_nothing_tells_of(client, asked, patient)
    patient.consent.expires_on = None
    patient.consent.save()
    assert words_in(client.get("/sitemap.xml"))

    withdraw(patient.consent, reason="The patient withdrew.")
    assert_nothing_tells_of(client, asked, patient)


def assert_nothing_tells_of(client, asked, patient):
    assert {address: words for address in asked if (words := words_in(client.get(address)))} == {}
    assert [address for address in patient.files if client.get(address).status_code == 200] == []
