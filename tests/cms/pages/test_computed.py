"""A value is computed once for each content of a stream, and is not used for other content."""

import pytest

from articles.models import ArticlePage
from cms.pages.blocks import BodyBlock
from cms.pages.computed import compute_once
from cms.testing.bodies import text
from tests.articles.factories import ArticleIndexPageFactory, ArticlePageFactory


def test_it_is_computed_once_for_each_content():
    computed = []
    block = BodyBlock()

    def count(stream):
        computed.append(stream[0].value.source)
        return len(computed)

    for words in ("one", "two", "one", "two"):
        compute_once(count, block.to_python(text(f"<p>{words}</p>")))

    assert computed == ["<p>one</p>", "<p>two</p>"]


@pytest.mark.django_db
def test_a_body_that_is_written_past_the_editor_has_its_own_reading_time(home):
    index = ArticleIndexPageFactory(parent=home)
    article = ArticlePageFactory(parent=index, body=text("<p>Few words.</p>"))
    assert ArticlePage.objects.get(pk=article.pk).reading_time == 1

    longer = article.body.stream_block.to_python(text(f"<p>{'word ' * 1000}</p>"))
    ArticlePage.objects.filter(pk=article.pk).update(body=longer)

    assert ArticlePage.objects.get(pk=article.pk).reading_time == 5
