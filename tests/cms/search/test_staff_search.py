"""Staff find pages, drafts included, by what visitors may type, and among those that they may see."""

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from cms.content_stamp.reading import current_stamp
from cms.search import backend
from cms.search.databases import SearchTimeout
from cms.search.models import PUBLIC, STAFF, Synonyms
from cms.testing.bodies import text
from tests.home.factories import StandardPageFactory

pytestmark = pytest.mark.django_db
SEARCH, CHOOSER = "wagtailadmin_pages:search", "wagtailadmin_choose_page_search"


@pytest.fixture
def find(client):
    """Return a function that returns the pages that the admin finds, for a superuser unless told otherwise."""

    def find(query, view=SEARCH, user=None, **parameters):
        client.force_login(user or User.objects.get_or_create(username="root", is_superuser=True, is_active=True)[0])
        response = client.get(reverse(view), {"q": query, **parameters})
        assert response.status_code == 200
        return [page.pk for page in response.context["pages" if view == CHOOSER else "object_list"]]

    return find


@pytest.mark.parametrize("live", [True, False], ids=["live", "draft"])
@pytest.mark.parametrize("view", [SEARCH, CHOOSER])
def test_a_misspelled_word_another_name_a_synonym_and_words_of_the_body_find_a_page(view, live, home, find):
    page = StandardPageFactory(
        parent=home, title="Rhinoplasty", also_called="nose job", body=text("<p>Bandages for a week.</p>"), live=live
    )
    StandardPageFactory(parent=home, title="Parking")
    Synonyms.objects.create(words="dressing, bandage")

    for query in ("rhinoplsty", "nose jobs", "bandages", "bandge", "dressings", "rhinop", "bandage week"):
        assert find(query, view) == [page.pk], query
    assert find("xylophone", view) == []


def test_the_draft_of_a_published_page_is_found_by_staff_alone(home, find, client):
    page = StandardPageFactory(parent=home, title="Scars", body=text("<p>As published.</p>"))
    stamp = current_stamp()
    page.body = text("<p>Marzipan.</p>")
    page.save_revision()

    assert current_stamp() == stamp
    assert find("marzipan") == find("marzipn") == [page.pk]
    assert list(Page.objects.live().search("marzipan")) == []
    for query in ("marzipan", "marzipn"):
        response = client.get("/search/", {"q": query})
        assert (response.context["results"].pages, response.context["results"].corrected) == ((), "")

    Page.objects.get(pk=page.pk).save()  # as published
    assert find("marzipan") == [page.pk]

    page.get_latest_revision().publish()
    assert list(Page.objects.live().search("marzipan")) == [Page.objects.get(pk=page.pk)]


def test_no_table_of_the_public_index_has_a_word_of_a_draft(home):
    StandardPageFactory(parent=home, title="Marzipan", also_called="Nougat", body=text("<p>Praline.</p>"), live=False)
    page = StandardPageFactory(parent=home)
    page.title = "Truffle"
    page.save_revision()

    for index, is_there in ((PUBLIC, False), (STAFF, True)):
        words = set(index.words.objects.values_list("word", flat=True))
        assert ({"marzipan", "nougat", "praline", "truffle"} <= words) is is_there
        assert index.names.objects.filter(name__in=["Marzipan", "Truffle"]).exists() is is_there
        assert index.entries.objects.filter(text__contains="Praline").exists() is is_there


def test_an_unpublished_page_is_still_found_by_its_draft_and_a_deleted_one_is_not(home, find):
    page = StandardPageFactory(parent=home, title="Scars")
    page.title = "Keloids"
    page.save_revision()
    page.get_latest_revision()
    Page.objects.get(pk=page.pk).specific.unpublish()
    assert find("keloids") == [page.pk]

    page.delete()
    assert find("keloids") == []


def test_staff_find_only_pages_that_they_may_see_and_no_correction_tells_of_others(home, find):
    section = StandardPageFactory(parent=home, title="Section")
    inside = StandardPageFactory(parent=section, title="Scars inside")
    StandardPageFactory(parent=home, title="Scars elsewhere", body=text("<p>Marzipan, scarz.</p>"))
    group = Group.objects.create(name="Authors of the section")
    GroupPagePermission.objects.create(group=group, page=section, permission_type="change")
    group.permissions.add(*Group.objects.get(name="Editor").permissions.filter(codename="access_admin"))
    author = User.objects.create_user("author")
    author.groups.add(group)

    assert find("scars", user=author) == [inside.pk]
    assert find("marzipan", user=author) == find("marzipn", user=author) == []
    assert find("scarz", user=author) == [inside.pk], "It is corrected, since no page of the author has it."


def test_phrases_filters_and_the_order_of_wagtails_search_remain(home, find):
    first = StandardPageFactory(parent=home, title="A red scar")
    second = StandardPageFactory(parent=home, title="B scar, red", live=False)

    assert set(find("red scar")) == {first.pk, second.pk}
    assert find('"red scar"') == [first.pk]
    assert find("scar live:no") == [second.pk]
    assert find("scar", ordering="title") == [first.pk, second.pk]
    assert find("scar", ordering="-title") == [second.pk, first.pk]
    assert find("scar", content_type="home.standardpage", ordering="title") == [first.pk, second.pk]
    assert {first.pk, second.pk} <= set(find(""))


def test_a_page_with_the_words_in_its_name_comes_first(home, find):
    StandardPageFactory(parent=home, title="Care", body=text("<p>Scars, scars and scars.</p>"))
    named = StandardPageFactory(parent=home, title="Scars")

    assert find("scar")[0] == named.pk


def test_building_the_index_anew_finds_drafts(home, find):
    page = StandardPageFactory(parent=home, title="Scars")
    page.title = "Keloids"
    page.save_revision()
    STAFF.entries.objects.all().delete()

    call_command("update_index", verbosity=0)

    assert find("keloids") == [page.pk]


def test_a_search_that_takes_too_long_says_so(home, client, monkeypatch):
    def stop(*args, **options):
        raise SearchTimeout

    monkeypatch.setattr(backend, "find_ids", stop)
    client.force_login(User.objects.create_superuser("root"))

    response = client.get(reverse(SEARCH), {"q": "scars"})

    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert "took too long" in response.content.decode()
