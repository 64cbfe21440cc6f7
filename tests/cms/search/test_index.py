"""The index follows the published pages, and contains nothing that may be hidden while its page is public."""

import pytest
from django.core.management import call_command
from django.db import transaction
from taggit.models import Tag

from cms.search import index
from cms.search.models import IndexRun, SearchEntry, SearchName, SearchWord
from cms.testing.bodies import stored, text
from cms.testing.factories import ClaimFactory, DocumentFactory, ImageFactory
from tests.articles.factories import (
    ArticleIndexPageFactory,
    ArticlePageFactory,
    BodyAreaFactory,
    CitationFactory,
    ProcedureIndexPageFactory,
    ProcedurePageFactory,
    cite,
)
from tests.home.factories import StandardPageFactory
from tests.testimonials.factories import TestimonialFactory

pytestmark = pytest.mark.django_db


def text_of(page):
    """Return all that the index has of `page`."""
    entry = SearchEntry.objects.get(pk=page.pk)
    return "\n".join([entry.names, entry.lead, entry.text, entry.notes, entry.label])


def is_indexed(page):
    return SearchEntry.objects.filter(pk=page.pk).exists()


def test_a_published_page_is_indexed_by_names_summary_text_and_tags(home):
    page = StandardPageFactory(
        parent=home,
        title="Scars",
        also_called="Keloids, raised scars",
        summary="How they fade.",
        body=stored([("heading", {"text": "First weeks", "level": "h2"}), ("text", "<p>They are <b>red</b>.</p>")]),
    )
    page.tags.add("healing")
    page.save()

    entry = SearchEntry.objects.get(pk=page.pk)
    assert entry.names.split("\n") == ["Scars", "Keloids", "raised scars"]
    assert entry.lead.split("\n") == ["How they fade.", "healing"]
    assert entry.text.split("\n") == ["First weeks", "They are red."]


def test_a_draft_is_not_indexed_and_changes_nothing_of_a_published_page(home):
    draft = StandardPageFactory(parent=home, live=False)
    page = StandardPageFactory(parent=home, title="As published")
    page.title = "As drafted"
    page.save_revision()

    assert not is_indexed(draft)
    assert "As drafted" not in text_of(page)


def test_publishing_unpublishing_and_deleting_change_the_index_at_once(home):
    page = StandardPageFactory(parent=home, live=False)
    page.save_revision().publish()
    assert is_indexed(page)

    page.refresh_from_db()
    page.unpublish()
    assert not is_indexed(page)

    page.save_revision().publish()
    assert is_indexed(page)
    page.delete()
    assert not is_indexed(page)
    assert not SearchName.objects.filter(entry_id=page.pk).exists()


def test_a_change_that_is_rolled_back_leaves_the_index_as_it_was(home):
    page = StandardPageFactory(parent=home, title="Before")
    with transaction.atomic():
        page.title = "After"
        page.save()
        transaction.set_rollback(True)

    assert "Before" in text_of(page)


def test_what_may_be_hidden_later_is_in_no_entry(home):
    """Each is shown only while its own rule allows it, and a search would tell that it is there."""
    image = ImageFactory(title="zimage", description="zdescription")
    page = StandardPageFactory(
        parent=home,
        body=stored(
            [
                ("text", f'<p>Words.<embed embedtype="claim" id="{ClaimFactory(text="zclaimed").pk}"/></p>'),
                ("claim", ClaimFactory(text="zclaim").pk),
                (
                    "image",
                    {
                        "image": {"image": image.pk, "alt_text": "zalternative", "decorative": False},
                        "caption": "zcaption",
                    },
                ),
                ("document", {"document": DocumentFactory(title="zdocument").pk, "label": "zlabel"}),
                ("page", StandardPageFactory(parent=home, title="zpage").pk),
                ("testimonials", {"title": "", "testimonials": [TestimonialFactory(quote="zquote").pk]}),
            ]
        ),
    )

    assert "Words." in text_of(page)
    assert "z" not in text_of(page).replace("sizes", "")


def test_a_page_is_found_by_the_works_it_cites_as_they_are_now(home):
    work = CitationFactory(title="Effects of lavender")
    index_page = ArticleIndexPageFactory(parent=home)
    page = ArticlePageFactory(parent=index_page, body=text(f"<p>It helps.{cite(work)}</p>"))
    assert "lavender" in SearchEntry.objects.get(pk=page.pk).notes

    work.title = "Effects of chamomile"
    work.save()

    assert "chamomile" in text_of(page)
    assert "lavender" not in text_of(page)


def test_a_renamed_or_deleted_tag_and_a_renamed_body_area_change_the_entries_of_their_pages(home):
    area = BodyAreaFactory(name="Face")
    page = ProcedurePageFactory(parent=ProcedureIndexPageFactory(parent=home), body_area=area)
    page.tags.add("young")
    page.save()
    assert {"Face", "young"} <= set(text_of(page).split("\n"))

    area.name = "Head"
    area.save()
    Tag.objects.get(name="young").delete()

    assert "Head" in text_of(page)
    assert not {"Face", "young"} & set(text_of(page).split("\n"))


def test_building_the_index_anew_corrects_it(home):
    page = StandardPageFactory(parent=home, title="Scars")
    draft = StandardPageFactory(parent=home)
    type(draft).objects.filter(pk=draft.pk).update(live=False, title="Not yet")
    type(page).objects.filter(pk=page.pk).update(title="Keloids")
    SearchWord.objects.create(word="obsolete")

    call_command("update_index", pages_only=True, verbosity=0)

    assert text_of(page).startswith("Keloids")
    assert not is_indexed(draft)
    assert set(SearchWord.objects.filter(word__in=["keloids", "obsolete"]).values_list("word", flat=True)) == {
        "keloids"
    }


def test_an_interrupted_run_keeps_the_old_entries_and_is_continued(home, monkeypatch):
    monkeypatch.setattr(index, "CHUNK", 2)
    pages = [StandardPageFactory(parent=home, title=f"Scar {number}") for number in range(5)]
    for page in pages:
        type(page).objects.filter(pk=page.pk).update(title=f"Mark {page.pk}")

    class Stopped(Exception):  # noqa: N818
        pass

    def stop(number):
        raise Stopped

    with pytest.raises(Stopped):
        index.rebuild(stop)
    assert IndexRun.objects.get().last_page
    assert all(is_indexed(page) for page in pages)
    assert SearchWord.objects.filter(word="scar", is_in_name=True).exists()

    chunks = []
    index.rebuild(chunks.append)

    assert sum(chunks) == SearchEntry.objects.count() - 2
    assert all(text_of(page).startswith("Mark") for page in pages)
    assert set(SearchWord.objects.filter(word__in=["scar", "mark"]).values_list("word", "is_in_name")) == {
        ("mark", True)
    }
    assert not IndexRun.objects.exists()
