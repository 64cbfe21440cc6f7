"""The contract of page types compares what is stored with what is drafted, whatever the kind of the field."""

from datetime import UTC, datetime

import pytest
from wagtail.models import Page

from cms.testing.writing import drafted_values, stored_values
from tests.home.factories import StandardPageFactory

NAMES = ("title", "live", "expire_at", "translation_key", "locale", "numchild")
"""Fields of different kinds: text, a boolean, a time, a UUID, a foreign key, a number."""


@pytest.mark.django_db
def test_a_draft_without_changes_is_what_is_stored(home):
    page = StandardPageFactory(parent=home, expire_at=datetime(2100, 1, 15, 18, tzinfo=UTC))
    page.save_revision()
    page = Page.objects.get(pk=page.pk)
    stored, drafted = stored_values(page), drafted_values(page)

    assert {name: stored[name] for name in NAMES} == {name: drafted[name] for name in NAMES}


@pytest.mark.django_db
def test_a_changed_draft_differs(home):
    page = StandardPageFactory(parent=home)
    page.expire_at = datetime(2100, 1, 15, 18, tzinfo=UTC)
    page.save_revision()
    page = Page.objects.get(pk=page.pk)

    assert stored_values(page)["expire_at"] != drafted_values(page)["expire_at"]
