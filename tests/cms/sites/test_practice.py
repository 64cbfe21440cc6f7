import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks import StreamBlockValidationError
from wagtail.models import Site

from articles.models import ProcedurePage
from cms.sites.models import Menus, Practice
from cms.testing.bodies import stored
from tests.home.factories import ContactPageFactory, StandardPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice(home):
    return Practice.objects.create(
        site=Site.objects.get(is_default_site=True),
        name="The Bay Practice",
        street_address="1 Bay Street",
        phones=stored([("phone", {"number": "603-555-0100", "reach": "US only"})]),
        footer_notices=stored([("notice", "In an emergency, call 911.")]),
        screening_title="Does this sound familiar?",
        screening_questions="First?\n\nSecond?\n",
        screening_link_label="Read more",
        screening_link_url="https://example.com/",
    )


def test_each_page_shows_who_the_practice_is(practice, home, client):
    page = StandardPageFactory(parent=home)

    for url in (home.url, page.url, "/search/", "/nothing-here/"):
        html = client.get(url).content.decode()
        for words in ("The Bay Practice", "1 Bay Street", "603-555-0100", "US only", "In an emergency"):
            assert words in html, (url, words)


def test_the_screening_questions_are_shown_one_by_one(practice, home, client):
    assert practice.questions == ["First?", "Second?"]
    assert "Does this sound familiar?" in client.get(home.url).content.decode()


def test_the_screening_stands_only_on_pages_with_its_tag(practice, page_of, client):
    procedure = page_of(ProcedurePage)
    practice.screening_tag = "Fear"
    practice.save()

    assert "Does this sound familiar?" not in client.get(procedure.url).content.decode()

    procedure.tags.add("fear")
    procedure.save()

    assert "Does this sound familiar?" in client.get(procedure.url).content.decode()


def test_the_button_on_a_phone_leads_to_the_contact_page_once_it_is_public(practice, home, client):
    contact = ContactPageFactory(parent=home, slug="write-to-us", live=False)
    practice.contact_page = contact
    practice.save()

    assert "/write-to-us/" not in client.get(home.url).content.decode()

    contact.save_revision().publish()

    assert 'href="/write-to-us/">Ask' in client.get(home.url).content.decode()


def test_a_site_without_an_identity_still_works(home, client):
    assert client.get(home.url).status_code == 200


def test_a_label_without_its_address_is_refused(practice):
    practice.screening_link_url = ""

    with pytest.raises(ValidationError, match="Give the address that this link leads to"):
        practice.full_clean()


def test_a_phone_is_made_of_digits():
    block = Practice._meta.get_field("phones").stream_block

    with pytest.raises(StreamBlockValidationError):
        block.clean(block.to_python(stored([("phone", {"number": "call us", "reach": ""})])))


def test_menus_have_the_order_that_staff_gave_and_leave_out_drafts(home, client):
    pages = [
        StandardPageFactory(parent=home, slug=slug, title=slug, live=slug != "hidden")
        for slug in ("zebra", "hidden", "ant")
    ]
    links = [("link", {"label": page.title, "page": page.pk, "url": ""}) for page in pages]
    Menus.objects.create(site=Site.objects.get(is_default_site=True), main=stored(links))

    html = client.get(home.url).content.decode()

    assert html.index("/zebra/") < html.index("/ant/")
    assert "/hidden/" not in html
