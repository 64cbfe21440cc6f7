"""The contract of content types."""

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command

from cms.markdown.conversion import html_to_markdown
from cms.plugins.conventions import body_blocks, endpoints
from cms.plugins.registry import registry
from cms.testing.schemas import assert_described, undescribed


@pytest.mark.django_db
class ContentTypeContract:
    """The contract of a content type. `label` is the name by which the operator enables it."""

    label = None

    @property
    def plugin(self):
        return next(plugin for plugin in registry if plugin.label == self.label)

    def test_it_says_what_it_is_for_and_what_it_works_with(self):
        assert self.plugin.summary
        assert self.plugin.requires_core

    def test_it_finds_no_problem_here(self):
        assert list(self.plugin.problems()) == []

    def test_its_migrations_are_complete(self):
        call_command("makemigrations", self.label, check_changes=True, dry_run=True)

    def test_staff_see_what_each_of_its_blocks_is_for(self):
        for name, block in body_blocks(self.plugin).items():
            assert block.get_description(), f"the block {name} has no description"
            assert block.get_preview_value(), f"the block {name} has no preview_value"

    def test_each_of_its_blocks_has_a_markdown_form(self, site_root):
        for name, block in body_blocks(self.plugin).items():
            html = block.render(block.normalize(block.get_preview_value()))
            shown = BeautifulSoup(html, "html.parser").get_text(strip=True)
            assert html_to_markdown(html, "https://example.com/") or not shown, f"the block {name} has none"

    def test_each_of_its_endpoints_answers_as_it_is_described(self, client, site_root):
        for name in endpoints(self.plugin):
            address = f"/api/v2/{name}/"
            assert undescribed(f"“{name}”") == []
            assert_described(client.get(address).json(), address)
