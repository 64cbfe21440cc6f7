import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from wagtail import blocks

from articles.models import ArticlePage, ProcedurePage
from cms.pages.fields import ContentStreamField
from cms.testing.bodies import stored
from tests.cms.bodies import every_block


@pytest.mark.django_db
def test_a_migration_that_saves_a_page_keeps_all_its_blocks(page_of):
    """As a data migration would: with the models as the migrations know them, which define no block."""
    page = page_of(ProcedurePage)
    page.body = every_block(page)
    page.at_a_glance = stored([("fact", {"label": "Stay", "value": "Three hours"})])
    page.save()
    before = ProcedurePage.objects.get(pk=page.pk)
    historical = MigrationExecutor(connection).loader.project_state().apps.get_model("articles", "ProcedurePage")

    old = historical.objects.get(pk=page.pk)
    old.summary = "Changed by a migration."
    old.save()

    after = ProcedurePage.objects.get(pk=page.pk)
    assert after.summary == "Changed by a migration."
    assert list(after.body.raw_data) == list(before.body.raw_data)
    assert len(after.body) > 10
    assert list(after.at_a_glance.raw_data) == list(before.at_a_glance.raw_data)


def test_migrations_hold_no_blocks():
    for model in (ArticlePage, ProcedurePage):
        _name, path, args, kwargs = model._meta.get_field("body").deconstruct()

        assert path == "cms.pages.fields.ContentStreamField"
        assert not args
        assert "block_lookup" not in kwargs


def test_a_stream_that_would_lose_blocks_is_an_error_that_says_what_to_do():
    class Forgetful(blocks.StreamBlock):
        pass

    field = ContentStreamField(Forgetful, name="body", blank=True)
    field.model = ArticlePage

    (error,) = [one for one in field.check() if one.id == "cms_pages.E001"]
    assert error.msg == "Forgetful loses blocks whose type is missing."
    assert not [one for one in ArticlePage._meta.get_field("body").check() if one.id == "cms_pages.E001"]
