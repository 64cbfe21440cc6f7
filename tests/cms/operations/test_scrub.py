"""A scrubbed copy has what every visitor may read, and neither patients nor staff."""

from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from wagtail.models import Page, PageViewRestriction, ReferenceIndex, Site

from articles.models import BodyArea, Citation, ProcedurePage
from cms.api.tokens.models import ApiToken, Scope
from cms.consent.models import Consent
from cms.images.models import ContentImage
from cms.operations import scrubbing
from cms.testing.factories import ConsentFactory, DocumentFactory, ImageFactory
from home.models import ContactSubmission, StandardPage
from testimonials import models as testimonials
from tests.home.factories import ContactPageFactory, StandardPageFactory
from tests.testimonials.factories import TestimonialFactory

pytestmark = pytest.mark.django_db
REBUILT = {"cms_search", "wagtailsearch"}
"""Apps whose tables are made of the others."""


@pytest.fixture
def staging(settings):
    settings.STAGING = True
    settings.BASE_URL = "https://staging.example.com"


def scrub():
    call_command("scrub", confirm=str(connection.settings_dict["NAME"]), verbosity=0)


@pytest.mark.usefixtures("staging")
def test_nothing_of_patients_staff_and_messages_is_left(home, page_of, client, admin_user):
    story = page_of(testimonials.StoryPage, slug="story")
    testimonials.StoryPage.objects.filter(pk=story.pk).update(
        consent=ConsentFactory(signed_form=ContentFile(b"-", name="f.txt"))
    )
    TestimonialFactory()
    patient = ImageFactory(shows_patient=True, consent=ConsentFactory())
    unused = ImageFactory()
    contact = ContactPageFactory(parent=home, slug="contact")
    ContactSubmission.objects.create(page=contact, form_data={"name": "A visitor"}, accepted_wording="Yes")
    draft = StandardPageFactory(parent=home, slug="draft", live=False)
    private = StandardPageFactory(parent=home, slug="private")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    home.owner = admin_user
    home.save_revision(user=admin_user).publish()
    token = ApiToken(name="Kiosk", scopes=[Scope.READ_PUBLIC], created_by=admin_user)
    token.make_secret()
    token.save()
    client.force_login(admin_user)
    document = DocumentFactory(tells_story=True, consent=ConsentFactory())
    files = [Consent.objects.exclude(signed_form="").get().signed_form, patient.file, unused.file, document.file]
    files += [rendition.file for rendition in patient.renditions.all()]
    assert all(default_storage.exists(file.name) for file in files)

    scrub()

    left = {
        model._meta.label: model._base_manager.count()
        for model in scrubbing.tables()
        if not scrubbing.is_kept(model) and model._meta.app_label not in REBUILT
    }
    assert not any(left.values()), left
    assert {"home.ContactSubmission", "auth.User", "cms_consent.Consent", "cms_tokens.ApiToken"} <= left.keys()
    assert not [file.name for file in files if default_storage.exists(file.name)]
    assert not testimonials.StoryPage.objects.exists()
    assert not testimonials.Testimonial.objects.exists()
    assert not ContentImage.objects.exists()
    assert not Page.objects.filter(pk__in=[draft.pk, private.pk]).exists()
    home.refresh_from_db()
    assert (home.owner, home.latest_revision, home.has_unpublished_changes) == (None, None, False)
    assert Page.find_problems() == ([], [], [], [], [])
    assert client.get("/").status_code == 200


@pytest.mark.usefixtures("staging")
def test_what_visitors_read_stays_as_it_is(home, page_of, client):
    image = ImageFactory()
    page = page_of(ProcedurePage, slug="facelift", listing_image=image)
    page.tags.add("face")
    page.save()
    page.get_parent().specific.save_revision().publish()
    before = client.get(page.url).content
    kept = [model for model in scrubbing.tables() if scrubbing.is_kept(model) and model is not ReferenceIndex]
    counts = {model: model._base_manager.count() for model in kept}

    scrub()

    Site.objects.update(hostname="localhost", port=80)
    assert client.get(page.url).content == before
    assert {model: model._base_manager.count() for model in kept} == counts
    assert default_storage.exists(image.file.name)


@pytest.mark.usefixtures("staging")
def test_links_lead_to_the_copy_and_its_search_finds_the_pages(home, client):
    StandardPageFactory(parent=home, slug="roots", title="Roots of trees")

    scrub()

    site = Site.objects.get()
    assert (site.hostname, site.port) == ("staging.example.com", 443)
    assert (
        "Roots of trees" in client.get("/search/?q=roots", headers={"host": "staging.example.com"}).content.decode()
    )


@pytest.mark.parametrize(
    ("is_staging", "confirmed", "message"),
    [(False, None, "STAGING is not set"), (True, "other", "Confirmation failed: the database is")],
)
def test_another_site_or_database_than_a_staging_copy_is_refused(is_staging, confirmed, message, settings, home):
    settings.STAGING = is_staging
    get_user_model().objects.create_user("olga")

    with pytest.raises(CommandError, match=message):
        call_command("scrub", confirm=confirmed or str(connection.settings_dict["NAME"]))

    assert get_user_model().objects.exists()


@pytest.mark.usefixtures("staging")
def test_content_of_a_type_that_does_not_run_is_refused(settings, home):
    settings.CONTENT_TYPES = settings.CONTENT_TYPES | {"team": SimpleNamespace(has_orphaned_data=True)}
    get_user_model().objects.create_user("olga")

    with pytest.raises(CommandError, match=r"do not run is stored: team\."):
        scrub()

    assert get_user_model().objects.exists()


@pytest.mark.parametrize(
    ("model", "kept"),
    [
        (StandardPage, True),
        (Citation, True),  # a child of a page
        (BodyArea, True),  # a snippet
        (ContactSubmission, False),
        (ApiToken, False),
        (Authenticator, False),
    ],
)
def test_of_content_types_pages_their_children_and_snippets_are_kept_and_unknown_tables_are_emptied(model, kept):
    assert scrubbing.is_kept(model) == kept
