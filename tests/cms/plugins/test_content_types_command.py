import io

import pytest
from django.core.management import call_command

import cms
from articles.models import ProcedurePage
from tests.articles.factories import ArticleIndexPageFactory


@pytest.mark.django_db
def test_the_command_lists_content_types_with_versions_and_page_counts(home, page_of):
    page_of(ProcedurePage)
    ArticleIndexPageFactory(parent=home)
    out = io.StringIO()

    call_command("content_types", stdout=out)

    lines = out.getvalue().splitlines()
    assert lines[0].startswith(f"home {cms.__version__}  Home: ")
    assert lines[0].endswith("(1 page)")
    counts = dict(line.split() for line in lines if line.startswith("    "))
    assert counts["ProcedurePage"] == "1"
    assert counts["ArticleIndexPage"] == "1"
    assert counts["ArticlePage"] == "0"
