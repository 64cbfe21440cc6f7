"""Contract tests of content types, page types and snippets, to be subclassed.

A subclass is a test class of pytest, so its name begins with `Test`:

    class TestLeafletPage(PageTypeContract):
        factory = LeafletPageFactory
"""

from cms.testing.contracts.content_types import ContentTypeContract
from cms.testing.contracts.page_types import PageTypeContract
from cms.testing.contracts.snippets import SnippetContract

__all__ = ["ContentTypeContract", "PageTypeContract", "SnippetContract"]
