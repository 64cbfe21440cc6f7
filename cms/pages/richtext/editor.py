"""The editor of rich text, which refuses what it cannot have sent."""

from draftjs_exporter.error import ExporterException
from wagtail.admin.rich_text import DraftailRichTextArea

from cms.pages.incomplete_forms import IncompleteFormError
from cms.pages.references import has_broken_link

UNREADABLE = (AttributeError, IndexError, KeyError, TypeError, ValueError, RecursionError, ExporterException)
"""What Wagtail's editor raises for a text that is no content state."""


class RichTextArea(DraftailRichTextArea):
    """Wagtail's editor. Text that is no content state, or refers to something without a valid id, is refused."""

    def value_from_datadict(self, data, files, name):
        """Return the HTML to store. Raises IncompleteFormError, which is answered with 400."""
        try:
            html = super().value_from_datadict(data, files, name)
        except UNREADABLE as error:
            raise IncompleteFormError from error
        if html and has_broken_link(html):
            raise IncompleteFormError
        return html
