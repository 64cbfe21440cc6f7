"""SQL that is written once, and run with the ids at hand."""

import pytest
from wagtail.models import Page

from cms import prepared_queries
from cms.testing.factories import ImageFactory
from home.models import ContactPage, StandardPage
from tests.home.factories import StandardPageFactory

pytestmark = pytest.mark.django_db


def live(places, is_live):
    return (
        Page.objects.filter(pk__in=places, live=is_live).order_by("pk").values_list("pk", "live", "translation_key")
    )


@pytest.mark.parametrize("count", [1, 2, 3, 5, 8])
def test_it_finds_what_the_same_query_finds_with_any_number_of_ids(home, count):
    ids = [StandardPageFactory(parent=home).pk for _ in range(count)]
    StandardPageFactory(parent=home)

    assert prepared_queries.fetch_rows(live, (True,), ids) == [tuple(row) for row in live(ids, True)]
    assert prepared_queries.fetch_rows(live, (False,), ids) == []


def test_it_asks_for_the_ids_of_each_time(home):
    first, second = StandardPageFactory(parent=home), StandardPageFactory(parent=home)

    assert [pk for pk, *_ in prepared_queries.fetch_rows(live, (True,), [first.pk])] == [first.pk]
    assert [pk for pk, *_ in prepared_queries.fetch_rows(live, (True,), [second.pk])] == [second.pk]


def test_the_sql_is_written_once_for_each_form(home):
    written = []

    def build(places, form):
        written.append((len(places), form))
        return Page.objects.filter(pk__in=places).values_list("pk")

    for ids in ([1], [home.pk], [1, 2, 3], [4, 5, 6, 7]):
        prepared_queries.fetch_rows(build, ("a",), ids)
    prepared_queries.fetch_rows(build, ("b",), [1])

    assert written == [(1, "a"), (4, "a"), (1, "b")]


def test_what_can_have_no_rows_is_not_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert prepared_queries.fetch_rows(lambda places: Page.objects.none().values_list("pk"), ()) == []


def test_values_are_those_of_the_fields():
    image = ImageFactory(sensitive=True)

    (row,) = prepared_queries.fetch_rows(
        lambda places: (
            type(image).objects.filter(pk__in=places).values_list("sensitive", "shows_patient", "created_at")
        ),
        (),
        [image.pk],
    )

    assert tuple(row) == (True, False, image.created_at)
    assert [type(value) for value in row[:2]] == [bool, bool]


def test_querysets_are_equal_if_they_ask_the_same():
    def comparable(**conditions):
        return prepared_queries.ComparableQuery(Page.objects.filter(**conditions).order_by("title"))

    assert comparable(depth__gt=1) == comparable(depth__gt=1)
    assert comparable(depth__gt=1) != comparable(depth__gt=2)
    assert comparable(depth__gt=1) != comparable(depth__gte=1)
    assert comparable() != prepared_queries.ComparableQuery(Page.objects.order_by("-title"))
    assert comparable(pk__in=Page.objects.all()) != comparable(pk__in=Page.objects.filter(depth=1))


def test_rows_are_counted_and_read_in_part(home):
    ids = [StandardPageFactory(parent=home).pk for _ in range(4)]

    assert prepared_queries.count_rows(children, (home.path,)) == 4
    assert prepared_queries.fetch_rows(children, (home.path,), window=(1, 3)) == [(ids[1],), (ids[2],)]


def children(_places, path):
    return Page.objects.filter(path__startswith=path).exclude(path=path).order_by("pk").values_list("pk")


def test_a_page_is_made_without_init_unless_its_type_has_one_of_its_own():
    assert prepared_queries._has_plain_init(StandardPage)
    assert not prepared_queries._has_plain_init(ContactPage)
