"""The editor of rich text, which refuses what it cannot have sent."""

from copy import copy

from draftjs_exporter.error import ExporterException
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from cms.pages.incomplete_forms import IncompleteFormError
from cms.pages.references import has_broken_link

UNREADABLE = (AttributeError, IndexError, KeyError, TypeError, ValueError, RecursionError, ExporterException)
"""The errors that Wagtail's editor raises if a text is not the JSON of a content state."""


class Converter(ContentstateConverter):
    """Wagtail's converter, with a parser for each text.

    All threads of a process share the editor of a block. With one parser, two people who open an editor in the same
    moment could get parts of each other's text.
    """

    def from_database_format(self, html):
        own = copy(self)
        own.html_to_contentstate_handler = copy(self.html_to_contentstate_handler)
        return super(Converter, own).from_database_format(html)


class RichTextArea(DraftailRichTextArea):
    """Wagtail's editor. Text that is no content state, or refers to something without a valid id, is refused."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.converter = Converter(self.features)

    def value_from_datadict(self, data, files, name):
        """Return the HTML to store. Raises IncompleteFormError, which is answered with 400."""
        try:
            html = super().value_from_datadict(data, files, name)
        except UNREADABLE as error:
            raise IncompleteFormError from error
        if html and has_broken_link(html):
            raise IncompleteFormError
        return html
