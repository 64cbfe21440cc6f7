import pytest
from wagtail.models import Page, PageViewRestriction, Site

from cms.sites.models import Menus, Practice
from cms.testing.bodies import stored
from cms.testing.factories import ImageFactory
from cms.testing.queries import count_queries
from tests.home.factories import ContactPageFactory, HomePageFactory, StandardPageFactory

pytestmark = pytest.mark.django_db


HOURS = {
    "days": "Monday",
    "hours": "9 a.m. to 5:30 p.m. (by phone)",
    "day_names": ["Monday"],
    "opens": "09:00",
    "closes": "17:30",
    "note": "by phone",
}


@pytest.fixture
def site(home):
    return Site.objects.get(is_default_site=True)


@pytest.fixture
def other_site(home):
    root = HomePageFactory(parent=Page.get_first_root_node(), slug="other")
    return Site.objects.create(hostname="other.example.com", port=8080, root_page=root)


def links(*pages):
    return stored([("link", {"label": page.title, "page": page.pk, "url": ""}) for page in pages])


def test_the_practice_tells_who_it_is(site, home, client):
    contact = ContactPageFactory(parent=home, slug="contact")
    Practice.objects.create(
        site=site,
        name="The Bay Practice",
        tagline="Plain answers",
        surgeon="A. Surgeon, MD",
        street_address="1 Bay Street",
        city="Manchester",
        region="NH",
        postal_code="03104",
        country="USA",
        email="office@example.com",
        phones=stored([("phone", {"number": "603-555-0100", "reach": "US only"})]),
        hours=stored([("hours", {"first_day": "Monday", "opens": "09:00", "closes": "17:30", "note": "by phone"})]),
        footer_notices=stored([("notice", "In an emergency, call 911.")]),
        sister_site_name="Sister",
        sister_site_url="https://sister.example.com/",
        sister_site_text="Our other site.",
        book_title="The book",
        book_text="About it.",
        book_url="https://books.example.com/",
        book_image=ImageFactory(description="A cover"),
        screening_title="Does this sound familiar?",
        screening_questions="First?\n\nSecond?\n",
        screening_text=f'<p>Ask <a linktype="page" id="{contact.pk}">us</a>.</p>',
        screening_link_label="Read more",
        screening_link_url="https://example.com/",
        screening_tag="fear",
        contact_page=contact,
    )

    answer = client.get("/api/v2/practice/").json()

    assert answer["meta"] == {"type": "cms_sites.Practice"}
    assert (answer["name"], answer["tagline"], answer["surgeon"]) == (
        "The Bay Practice",
        "Plain answers",
        "A. Surgeon, MD",
    )
    assert answer["address"] == {
        "street_address": "1 Bay Street",
        "city": "Manchester",
        "region": "NH",
        "postal_code": "03104",
        "country": "USA",
    }
    assert answer["email"] == "office@example.com"
    for name, kind, value in (
        ("phones", "phone", {"number": "603-555-0100", "reach": "US only"}),
        ("hours", "hours", HOURS),
        ("notices", "notice", "In an emergency, call 911."),
    ):
        (block,) = answer[name]
        assert set(block) == {"type", "value", "id"}
        assert (block["type"], block["value"]) == (kind, value)
    assert answer["sister_site"] == {
        "name": "Sister",
        "url": "https://sister.example.com/",
        "text": "Our other site.",
    }
    assert answer["book"]["title"] == "The book"
    assert answer["book"]["image"]["alt"] == "A cover"
    assert answer["book"]["image"]["renditions"]["card"]
    assert "original_images" not in str(answer)
    assert answer["screening"] == {
        "title": "Does this sound familiar?",
        "questions": ["First?", "Second?"],
        "text": f'<p>Ask <a href="http://localhost/contact/" data-page-id="{contact.pk}">us</a>.</p>',
        "link": {"label": "Read more", "url": "https://example.com/"},
        "tag": "fear",
    }
    assert answer["contact_page"]["id"] == contact.pk
    assert answer["contact_page"]["type"] == "home.ContactPage"


def test_rich_text_comes_in_the_format_that_is_asked_for(site, client):
    Practice.objects.create(site=site, screening_text="<p>Ask <b>us</b>.</p>")

    answer = client.get("/api/v2/practice/?rich_text_format=markdown").json()

    assert "**us**" in answer["screening"]["text"]


def test_a_practice_that_is_not_set_up_is_empty_and_no_error(home, client):
    practice, menus = client.get("/api/v2/practice/"), client.get("/api/v2/menus/")

    assert practice.status_code == menus.status_code == 200
    assert practice.json()["name"] == ""
    assert practice.json()["phones"] == []
    assert practice.json()["book"]["image"] is None
    assert practice.json()["contact_page"] is None
    assert menus.json() == {"meta": {"type": "cms_sites.Menus"}, "main": [], "footer": []}
    assert not Practice.objects.exists()
    assert not Menus.objects.exists()


@pytest.mark.parametrize("endpoint", ["practice", "menus"])
def test_it_is_there_without_any_site(db, client, endpoint):
    Site.objects.all().delete()

    assert client.get(f"/api/v2/{endpoint}/").status_code == 200


@pytest.mark.parametrize("hidden", ["draft", "private"])
def test_a_contact_page_that_is_not_public_is_not_named(site, home, client, hidden):
    contact = ContactPageFactory(parent=home, title="Canary", slug="canary", live=hidden != "draft")
    if hidden == "private":
        PageViewRestriction.objects.create(page=contact, restriction_type="login")
    Practice.objects.create(
        site=site,
        contact_page=contact,
        screening_text=f'<p><a linktype="page" id="{contact.pk}">Ask</a></p>',
    )

    response = client.get("/api/v2/practice/")

    assert response.json()["contact_page"] is None
    assert b"anary" not in response.content


def test_menus_have_the_order_that_staff_gave_with_labels_addresses_and_cards(site, home, client):
    zebra = StandardPageFactory(parent=home, title="Zebra", slug="zebra", listing_image=ImageFactory())
    ant = StandardPageFactory(parent=home, title="Ant", slug="ant")
    away = ("link", {"label": "Elsewhere", "page": None, "url": "https://example.com/"})
    Menus.objects.create(site=site, main=links(zebra, ant), footer=stored([away]))

    answer = client.get("/api/v2/menus/").json()

    assert [(entry["label"], entry["href"], entry["page"]["id"]) for entry in answer["main"]] == [
        ("Zebra", "/zebra/", zebra.pk),
        ("Ant", "/ant/", ant.pk),
    ]
    assert answer["main"][0]["page"]["image"]["renditions"]
    assert answer["footer"] == [{"label": "Elsewhere", "href": "https://example.com/", "page": None}]


def test_menus_never_name_a_page_that_is_not_public(site, home, client):
    private = StandardPageFactory(parent=home, title="Canary private")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    below = StandardPageFactory(parent=private, title="Canary below")
    draft = StandardPageFactory(parent=home, title="Canary draft", live=False)
    renamed = StandardPageFactory(parent=home, title="Open")
    renamed.title = "Canary unpublished title"
    renamed.save_revision()
    renamed.refresh_from_db()
    gone = StandardPageFactory(parent=home, title="Canary gone")
    Menus.objects.create(site=site, main=links(private, below, draft, renamed, gone))
    gone.delete()

    response = client.get("/api/v2/menus/")

    assert [entry["page"]["title"] for entry in response.json()["main"]] == ["Open"]
    assert b"Canary" not in response.content


def test_two_sites_give_their_own(site, other_site, client):
    Practice.objects.create(site=site, name="The Bay Practice")
    Practice.objects.create(site=other_site, name="The other practice")
    Menus.objects.create(site=other_site, main=links(other_site.root_page))

    def name(query="", **headers):
        return client.get(f"/api/v2/practice/{query}", headers=headers).json()["name"]

    assert name() == "The Bay Practice"
    assert name(host="other.example.com") == "The other practice"
    assert name("?site=other.example.com") == "The other practice"
    assert name("?site=other.example.com:8080") == "The other practice"
    assert name("?site=localhost", host="other.example.com") == "The Bay Practice"
    assert client.get("/api/v2/menus/").json()["main"] == []
    assert len(client.get("/api/v2/menus/?site=other.example.com").json()["main"]) == 1


@pytest.mark.parametrize("endpoint", ["practice", "menus"])
@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("unknown=1", 400),
        ("fields=*", 400),
        ("site=nowhere.example.com", 404),
        ("site=other.example.com:x", 400),
        ("site=other.example.com:" + "9" * 30, 404),
        ("site=%00", 400),
        ("site=:", 400),
        ("site=twice.example.com", 400),
    ],
)
def test_what_cannot_be_asked_is_refused(other_site, client, endpoint, query, status):
    for port in (81, 82):
        Site.objects.create(hostname="twice.example.com", port=port, root_page=other_site.root_page)

    response = client.get(f"/api/v2/{endpoint}/?{query}")

    assert response.status_code == status
    assert response.json()


def test_an_unknown_rich_text_format_is_refused(home, client):
    assert client.get("/api/v2/practice/?rich_text_format=nonsense").status_code == 400


@pytest.mark.parametrize("endpoint", ["practice", "menus"])
def test_it_can_only_be_read(home, client, endpoint):
    assert client.head(f"/api/v2/{endpoint}/").status_code == 200
    assert client.post(f"/api/v2/{endpoint}/").status_code == 405
    assert client.get(f"/api/v2/{endpoint}/1/").status_code == 404


def test_a_menu_costs_the_same_for_few_and_for_many(site, home, client):
    pages = [StandardPageFactory(parent=home, listing_image=ImageFactory()) for _ in range(8)]
    menus = Menus.objects.create(site=site, main=links(*pages[:2]))
    few = count_queries(client, "/api/v2/menus/")
    menus.main = links(*pages)
    menus.footer = links(*pages)
    menus.save()

    assert count_queries(client, "/api/v2/menus/") == few <= 12


def test_the_practice_costs_few_queries(site, home, client):
    Practice.objects.create(
        site=site,
        book_image=ImageFactory(),
        contact_page=ContactPageFactory(parent=home, listing_image=ImageFactory()),
        screening_text=f'<p><a linktype="page" id="{home.pk}">Home</a></p>',
    )

    assert count_queries(client, "/api/v2/practice/") <= 7
