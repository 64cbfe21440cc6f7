"""What happens to blocks in a StreamField whose type is missing, since the plugin that brought it is."""

import io
import json

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from wagtail import blocks
from wagtail.admin.telepath import JSContext
from wagtail.models import Locale, Page, ReferenceIndex
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from cms.pages.blocks import BodyBlock, LosslessStreamBlock
from cms.pages.blocks.lossless import FORM_TYPE, missing_types
from cms.pages.fields import ContentStreamField
from cms.testing.queries import count_queries
from home.models import StandardPage
from tests.cms.pages.streams import sent_by_editor
from tests.home.factories import StandardPageFactory
from tests.testimonials.factories import TestimonialFactory

POLL = {
    "type": "poll",
    "value": {
        "question": "Wie hieß “sie”?\r\n\u2028</script>",
        "odds": [1, 2.50, 1e20, None, True],
        "a": {"z": 1, "b": {}},
    },
    "id": "6f0c2a37-0000-4000-8000-000000000001",
}
BARE = {"value": "<p>Words of a poll</p>", "type": "poll"}
HEADING = {"type": "heading", "value": {"text": "Section", "level": "h2"}, "id": "heading"}
QUOTE = {"type": "quote", "value": {"text": "A sentence.", "attribution": "The practice"}, "id": "quote"}
BODY = [POLL, HEADING, BARE, POLL | {"id": "second"}, QUOTE, POLL | {"type": "map", "id": "last"}]
MISSING = [one for one in BODY if one["type"] not in ("heading", "quote")]


class PollBlock(blocks.StructBlock):
    """What a plugin may bring."""

    question = blocks.CharBlock()
    odds = blocks.ListBlock(blocks.FloatBlock(required=False))


@pytest.fixture
def visit(home):
    """Return a published page with blocks whose types are missing."""
    page = StandardPageFactory(parent=home, title="Visit", body=BODY)
    page.save_revision().publish()
    return StandardPage.objects.get(pk=page.pk)


@pytest.fixture
def plugin(monkeypatch):
    """Call it, and the plugin that brings polls is there."""
    block = PollBlock()
    block.set_name("poll")
    return lambda: monkeypatch.setitem(StandardPage._meta.get_field("body").stream_block.child_blocks, "poll", block)


def column(page):
    """Return the column of the body of `page` as text, block by block."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM home_standardpage WHERE page_ptr_id = %s", [page.pk])
        (stored,) = cursor.fetchone()
    return [json.dumps(one) for one in (json.loads(stored) if isinstance(stored, str) else stored)]


def in_revision(page):
    """Return the same of the latest revision. A database may have a column's keys in another order."""
    return sorted_keys(json.dumps(one) for one in json.loads(page.latest_revision.content["body"]))


def sorted_keys(stored):
    return [json.dumps(json.loads(one), sort_keys=True) for one in stored]


def form_of(client, page):
    """Return the state of the body in the editor of `page`, and what is said to be wrong with it."""
    response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    return form_in(response)


def form_in(response):
    field = BeautifulSoup(response.content, "html.parser").find(id="body")
    return json.loads(field["data-w-block-arguments-value"])


def send(client, page, state, **changes):
    """Send the form of `page` as the editor does, to publish it, with its body in the state `state`."""
    form = nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "summary": page.summary,
            "listing_image": "",
            "about": "",
            "tags": "",
            "seo_title": "",
            "search_description": "",
            "go_live_at": "",
            "expire_at": "",
            "comments": inline_formset([]),
            "action-publish": "Publish",
        }
    )
    body = sent_by_editor(BodyBlock(), state, "body")
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form | body | changes)


# Stored


@pytest.mark.django_db
def test_a_page_that_is_loaded_and_saved_keeps_them_byte_for_byte_at_their_place(home):
    page = StandardPageFactory(parent=home, body=BODY)
    before = column(page)
    assert [json.loads(one) for one in before] == BODY

    loaded = StandardPage.objects.get(pk=page.pk)
    assert [child.block_type for child in loaded.body] == ["heading", "quote"]
    loaded.body[1].value["text"] = "Another one."
    loaded.save()

    after = column(page)
    assert "Another one." in after[4]
    assert [*after[:4], *after[5:]] == [*before[:4], *before[5:]]


@pytest.mark.django_db
def test_revisions_publishing_copies_and_translations_keep_them(visit, home):
    before = column(visit)

    visit.title = "Changed"
    revision = visit.save_revision()
    assert in_revision(visit) == sorted_keys(before)
    assert StandardPage.objects.get(pk=visit.pk).title == "Visit"
    revision.publish()
    assert column(visit) == before

    copy = visit.copy(update_attrs={"slug": "copy"}, copy_revisions=True)
    assert column(copy) == before
    assert in_revision(copy) == sorted_keys(before)
    translation = visit.copy_for_translation(Locale.objects.create(language_code="fr"), copy_parents=True)
    assert column(translation) == before
    assert in_revision(translation) == sorted_keys(before)


@pytest.mark.django_db
def test_an_export_and_import_keep_them(visit):
    before = column(visit)
    out = io.StringIO()
    call_command("dumpdata", "home.StandardPage", stdout=out)
    StandardPage.objects.update(body=[])

    (exported,) = json.loads(out.getvalue())
    visit.body = exported["fields"]["body"]
    visit.save()

    assert column(visit) == before


@pytest.mark.django_db
def test_when_the_plugin_is_back_everything_is_as_it_was(visit, plugin, client):
    before = column(visit)
    visit.save_revision().publish()

    plugin()

    back = StandardPage.objects.get(pk=visit.pk)
    assert [child.block_type for child in back.body] == ["poll", "heading", "poll", "poll", "quote"]
    assert back.body[0].value["question"] == POLL["value"]["question"]
    assert back.body[0].id == POLL["id"]
    assert column(visit) == before


@pytest.mark.django_db
def test_a_page_that_is_edited_while_a_plugin_is_gone_is_whole_when_it_is_back(
    home, client, admin_client, monkeypatch
):
    chosen = {"title": "In patients’ words", "testimonials": [TestimonialFactory(quote="I sleep again.").pk]}
    page = StandardPageFactory(parent=home, body=[{"type": "testimonials", "value": chosen, "id": "words"}, QUOTE])
    before = column(page)
    assert "I sleep again." in client.get(page.url).content.decode()

    with monkeypatch.context() as gone:
        gone.delitem(StandardPage._meta.get_field("body").stream_block.child_blocks, "testimonials")
        assert "I sleep again." not in client.get(page.url).content.decode()
        state, _ = form_of(admin_client, page)
        state[1]["value"]["text"] = "Another one."
        assert send(admin_client, page, state).status_code == 302

    assert column(page)[0] == before[0]
    html = client.get(page.url).content.decode()
    assert "I sleep again." in html
    assert "Another one." in html


inner = LosslessStreamBlock([("word", blocks.CharBlock())], required=False)
nested = LosslessStreamBlock(
    [
        ("box", blocks.StructBlock([("title", blocks.CharBlock()), ("content", inner)])),
        ("columns", blocks.ListBlock(inner)),
    ]
)
DEEP = [
    {"type": "word", "value": "before", "id": "1"},
    {"type": "gone", "value": {"any": ["thing"]}, "id": "2"},
    {"type": "word", "value": "after", "id": "3"},
    {"type": "gone", "value": None, "id": "4"},
]
NESTED = [
    {"type": "box", "value": {"title": "One", "content": DEEP}, "id": "5"},
    {"type": "gone", "value": "text", "id": "6"},
    {"type": "box", "value": {"title": "Two", "content": [DEEP[1]]}, "id": "7"},
    {
        "type": "columns",
        "value": [{"type": "item", "value": DEEP, "id": "8"}, {"type": "item", "value": [], "id": "9"}],
        "id": "10",
    },
]


@pytest.mark.parametrize("stored", [NESTED, json.dumps(NESTED)], ids=["as a list", "as text"])
def test_they_are_kept_at_any_depth(stored):
    value = nested.to_python(stored)

    assert [child.value for child in value]  # all of it is loaded
    assert [one.value for one in value[0].value["content"]] == ["before", "after"]
    assert json.dumps(nested.get_prep_value(value)) == json.dumps(NESTED)
    assert json.dumps(nested.get_prep_value(nested.clean(value))) == json.dumps(NESTED)
    assert list(missing_types(value)) == ["gone"] * 6


def test_they_are_kept_at_any_depth_when_many_are_loaded_together():
    values = nested.bulk_to_python([NESTED, NESTED[1:], []])

    assert [json.dumps(nested.get_prep_value(one)) for one in values] == [
        json.dumps(one) for one in (NESTED, NESTED[1:], [])
    ]


def test_they_are_kept_at_any_depth_in_a_form():
    state = nested.get_form_state(nested.to_python(NESTED))

    value = nested.clean(nested.value_from_datadict(sent_by_editor(nested, state, "n"), {}, "n"))

    assert json.dumps(nested.get_prep_value(value)) == json.dumps(NESTED)


def test_one_that_is_copied_with_what_it_stands_in_has_the_id_of_the_copy():
    state = inner.get_form_state(inner.to_python(DEEP))
    state.append(state[1] | {"id": "copy"})

    value = inner.value_from_datadict(sent_by_editor(inner, state, "n"), {}, "n")

    assert inner.get_prep_value(value) == [*DEEP, DEEP[1] | {"id": "copy"}]


def test_a_stream_that_code_changes_keeps_them_between_the_same_neighbours():
    def types(value):
        return [one["type"] if one["type"] == "gone" else one["value"] for one in inner.get_prep_value(value)]

    value = inner.to_python(DEEP)
    value.append(("word", "last"))
    value.insert(0, ("word", "first"))
    assert types(value) == ["first", "before", "gone", "after", "gone", "last"]

    del value[1]
    assert types(value) == ["first", "gone", "after", "gone", "last"]
    value[0] = ("word", "new")
    assert types(value) == ["new", "gone", "after", "gone", "last"]
    del value[:]
    assert types(value) == ["gone", "gone"]
    assert not value


def test_streams_that_keep_different_blocks_are_not_equal():
    assert inner.to_python(DEEP) == inner.to_python(DEEP)
    assert inner.to_python(DEEP) != inner.to_python(DEEP[:3])
    assert inner.to_python(DEEP[:1]) == blocks.StreamValue(inner, [("word", "before", "1")])


def test_every_stream_of_the_project_keeps_them():
    def streams(block):
        if isinstance(block, blocks.BaseStreamBlock):
            yield block
        for child in [*getattr(block, "child_blocks", {}).values(), getattr(block, "child_block", None)]:
            yield from streams(child) if child else ()

    fields = [field for model in apps.get_models() for field in model._meta.get_fields()]
    found = [one for field in fields if isinstance(field, ContentStreamField) for one in streams(field.stream_block)]

    assert len(found) > 10
    assert all(isinstance(one, LosslessStreamBlock) for one in found)


# In the editor


@pytest.mark.django_db
def test_staff_see_them_at_their_place_as_blocks_of_a_missing_type(visit, admin_client):
    state, error = form_of(admin_client, visit)

    assert error is None
    assert [one["type"] for one in state] == [FORM_TYPE, "heading", FORM_TYPE, FORM_TYPE, "quote", FORM_TYPE]
    assert state[0]["value"]["words"] == (
        "A block of a missing type (“poll”). It is kept as it is, and shown nowhere until its content type is back."
    )


def test_the_menu_does_not_offer_them():
    packed = json.dumps(JSContext().pack(BodyBlock()))

    assert packed.count(FORM_TYPE) == 1
    groups = [block.name for _group, children in BodyBlock().grouped_child_blocks() for block in children]
    assert FORM_TYPE not in groups


@pytest.mark.django_db
def test_what_staff_publish_beside_them_leaves_them_byte_for_byte(visit, admin_client):
    before = column(visit)
    state, _ = form_of(admin_client, visit)
    state[4]["value"]["text"] = "Another one."

    assert send(admin_client, visit, state).status_code == 302

    after = column(visit)
    assert "Another one." in after[4]
    assert [*after[:4], *after[5:]] == [*before[:4], *before[5:]]
    assert in_revision(StandardPage.objects.get(pk=visit.pk)) == sorted_keys(after)


@pytest.mark.django_db
def test_staff_move_and_delete_them_on_purpose(visit, admin_client):
    before = column(visit)
    state, _ = form_of(admin_client, visit)
    deleted = state.pop(2)
    state.append(state.pop(0))

    assert deleted["type"] == FORM_TYPE
    assert send(admin_client, visit, state).status_code == 302
    assert column(visit) == [before[1], before[3], before[4], before[5], before[0]]


@pytest.mark.django_db
def test_a_form_with_an_error_is_shown_again_with_them(visit, admin_client):
    before = column(visit)
    state, _ = form_of(admin_client, visit)
    state[1]["value"]["level"] = "h4"

    again, error = form_in(send(admin_client, visit, state))

    assert [one["type"] for one in again] == [one["type"] for one in state]
    assert list(error["blockErrors"]) == ["0"]  # the first block whose type is there
    again[1]["value"]["level"] = "h2"
    assert send(admin_client, visit, again).status_code == 302
    assert column(visit) == before


def forged(state, **changes):
    return [state[0] | {"value": state[0]["value"] | changes}, *state[1:]]


@pytest.mark.django_db
@pytest.mark.parametrize("signed", ["", "made up", "eyJzdG9yZWQiOnsidHlwZSI6InBvbGwiLCJ2YWx1ZSI6MX19:1uYb:x"])
def test_one_that_is_not_as_it_was_stored_is_refused_until_it_is_deleted(visit, admin_client, signed):
    before = column(visit)
    state, _ = form_of(admin_client, visit)

    response = send(admin_client, visit, forged(state, signed=signed))
    again, error = form_in(response)
    still, _ = form_in(send(admin_client, visit, again))

    assert "was not sent as it is stored. Reload the page" in str(error["messages"])
    assert again[0]["type"] == still[0]["type"] == FORM_TYPE
    assert column(visit) == before
    assert send(admin_client, visit, again[1:]).status_code == 302
    assert column(visit) == before[1:]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changes",
    [
        {"body-0-type": "poll", "body-0-value": '{"question": "Made up"}'},
        {"body-0-type": "poll", "body-0-value-question": "Made up"},
        {"body-0-type": "<script>", "body-0-order": "first"},
        {"body-0-type": "", "body-0-order": "9" * 5000},
    ],
    ids=["as JSON", "as the form of the plugin", "without an order", "without a type"],
)
def test_a_block_made_up_of_a_missing_type_is_refused(visit, admin_client, changes):
    """Such as by an editor that was open when the plugin went: nothing is taken that no block has checked."""
    before = column(visit)
    state, _ = form_of(admin_client, visit)

    response = send(admin_client, visit, state, **changes)

    assert response.status_code == 200
    assert "was not sent as it is stored" in str(form_in(response)[1]["messages"])
    assert column(visit) == before


@pytest.mark.django_db
def test_one_that_is_sent_as_another_type_is_taken_as_that_type(visit, admin_client):
    before = column(visit)
    state, _ = form_of(admin_client, visit)

    response = send(
        admin_client, visit, state, **{"body-0-type": "quote", "body-0-value-text": "", "body-0-value": "x"}
    )

    assert response.status_code == 200
    assert form_in(response)[1]["blockErrors"]["0"]["blockErrors"]["text"]["messages"] == ["This field is required."]
    assert column(visit) == before


@pytest.mark.django_db
def test_a_form_that_is_sent_when_the_plugin_is_back_is_taken_and_checked(visit, admin_client, plugin):
    before = column(visit)
    state, _ = form_of(admin_client, visit)
    unreadable = [one for one in state if one is not state[2]]

    plugin()

    assert send(admin_client, visit, unreadable).status_code == 302
    stored = [json.loads(one) for one in column(visit)]
    assert [one["type"] for one in stored] == ["poll", "heading", "poll", "quote", "map"]
    assert stored[0]["value"]["question"] == POLL["value"]["question"]
    assert stored[-1] == json.loads(before[-1])


@pytest.mark.django_db
def test_revisions_with_them_are_compared(visit, admin_client):
    first = visit.latest_revision
    visit.body = [HEADING | {"value": {"text": "Other", "level": "h2"}}, POLL]
    second = visit.save_revision()

    response = admin_client.get(reverse("wagtailadmin_pages:revisions_compare", args=[visit.pk, first.pk, second.pk]))

    assert response.status_code == 200
    assert "Other" in response.content.decode()
    assert "poll" not in response.content.decode()


# Everywhere else


@pytest.mark.django_db
def test_the_site_shows_nothing_of_them(visit, client):
    html = client.get(visit.url).content.decode()

    assert html.count('<div class="block ') == 2
    assert "poll" not in html
    assert "Wie hie" not in html


@pytest.mark.django_db
def test_a_body_of_nothing_else_is_none(home, client):
    page = StandardPageFactory(parent=home, body=MISSING)

    assert not StandardPage.objects.get(pk=page.pk).body
    assert '<div class="body"' not in client.get(page.url).content.decode()
    assert client.get(f"/api/v2/pages/{page.pk}/").json()["body"] == []
    assert [json.loads(one) for one in column(page)] == MISSING


@pytest.mark.django_db
def test_no_answer_for_apps_has_them(visit, client):
    for address in (f"/api/v2/pages/{visit.pk}/", "/api/v2/pages/?type=home.StandardPage&fields=*"):
        answer = client.get(address)

        assert answer.status_code == 200
        assert "A sentence." in answer.content.decode()
        assert "poll" not in answer.content.decode()
    detail = client.get(f"/api/v2/pages/{visit.pk}/").json()
    assert [one["type"] for one in detail["body"]] == ["heading", "quote"]


@pytest.mark.django_db
def test_they_cost_no_query(visit, client):
    before = count_queries(client, f"/api/v2/pages/{visit.pk}/")
    visit.body = [*BODY, *MISSING]
    visit.save()

    assert count_queries(client, f"/api/v2/pages/{visit.pk}/") == before


@pytest.mark.django_db
def test_the_indexes_of_words_and_of_references_have_nothing_of_them(visit):
    assert [found.pk for found in Page.objects.search("section")] == [visit.pk]
    assert Page.objects.search("poll").count() == 0
    assert "poll" not in " ".join(visit.body.stream_block.get_searchable_content(visit.body))
    assert not ReferenceIndex.get_references_for_object(visit).filter(model_path__contains="body").exists()


@pytest.mark.django_db
def test_they_stand_between_no_headings():
    block = BodyBlock()
    deeper = HEADING | {"value": {"text": "Deeper", "level": "h3"}, "id": "deeper"}

    value = block.clean(block.to_python([POLL, HEADING, BARE, deeper, POLL]))

    assert block.get_prep_value(value) == [POLL, HEADING, BARE, deeper, POLL]
