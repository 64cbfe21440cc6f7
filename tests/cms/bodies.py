"""Bodies for pages under test."""

from wagtail.models import Page

from tests.cms.factories import DocumentFactory, ImageFactory
from tests.home.factories import StandardPageFactory
from tests.testimonials.factories import TestimonialFactory


def every_block(page, times=1):
    """Return a body that has each block `times` times, each with its own image, document and linked page."""
    body = []
    for number in range(times):
        image, document = ImageFactory(), DocumentFactory()
        linked = StandardPageFactory(parent=Page.objects.get(pk=page.get_site().root_page_id), listing_image=image)
        link = f'<a linktype="page" id="{linked.pk}">a page</a>, <a linktype="document" id="{document.pk}">a file</a>'
        text = f"<p>Words that lead to {link}.</p>"
        picture = {"image": image.pk, "alt_text": f"Leaf {number}", "decorative": False}
        to_page = {"label": "Read on", "page": linked.pk, "url": ""}
        body += [
            ("heading", {"text": f"Section {number}", "level": "h2"}),
            ("text", text),
            ("quote", {"text": "A sentence.", "attribution": "The practice"}),
            ("questions", {"title": "", "items": [{"question": f"Question {number}?", "answer": text}]}),
            ("notice", {"kind": "warning", "title": "Mind this", "text": text}),
            ("key_facts", {"title": "Facts", "facts": [{"label": "Stay", "value": "Three hours"}]}),
            (
                "table",
                {
                    "caption": "Days",
                    "columns": [{"type": "text", "heading": "Day"}, {"type": "number", "heading": "Hours"}],
                    "rows": [{"values": ["Monday", 3]}],
                },
            ),
            ("image", {"image": picture, "caption": "A caption"}),
            (
                "video",
                {
                    "title": "A film",
                    "url": f"https://vimeo.com/{76979871 + number}",
                    "poster": picture,
                    "transcript": "",
                },
            ),
            ("document", {"document": document.pk, "label": ""}),
            ("call_to_action", {"title": "Ask", "text": "In private.", "link": to_page}),
            ("cards", {"title": "More", "pages": [linked.pk]}),
            ("testimonials", {"title": "", "testimonials": [TestimonialFactory().pk]}),
        ]
    page.refresh_from_db(fields=["numchild"])  # the linked pages may be its children
    return stored(body)


def stored(blocks):
    """Return `(type, value)` pairs as a StreamField stores them."""
    return [{"type": kind, "value": value} for kind, value in blocks]


def text(html):
    return stored([("text", html)])
