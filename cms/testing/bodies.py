"""Bodies for pages under test."""

from cms.testing.factories import ClaimFactory, DocumentFactory, ImageFactory


def every_block(linked_pages):
    """Return a body that has each block of the core once for each of `linked_pages`, to which it leads.

    Each has an image, a document and claims of its own.
    """
    body = []
    for number, linked in enumerate(linked_pages):
        document = DocumentFactory()
        link = f'<a linktype="page" id="{linked.pk}">a page</a>, <a linktype="document" id="{document.pk}">a file</a>'
        rich_text = f"<p>Words that lead to {link}.</p>"
        claim = f'<p>Words before it. <embed embedtype="claim" id="{ClaimFactory().pk}"/></p>'
        picture = {"image": ImageFactory().pk, "alt_text": f"Leaf {number}", "decorative": False}
        body += [
            ("heading", {"text": f"Section {number}", "level": "h2"}),
            ("text", rich_text + claim),
            ("quote", {"text": "A sentence.", "attribution": "The practice"}),
            ("questions", {"title": "", "items": [{"question": f"Question {number}?", "answer": rich_text}]}),
            ("notice", {"kind": "warning", "title": "Mind this", "text": rich_text}),
            ("key_facts", {"title": "Facts", "facts": [{"label": "Stay", "value": "Three hours"}]}),
            (
                "table",
                {
                    "caption": "Days",
                    "columns": [{"type": "text", "heading": "Day"}, {"type": "number", "heading": "Hours"}],
                    "rows": [{"values": ["Monday", 3]}],
                },
            ),
            ("claim", ClaimFactory().pk),
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
            (
                "call_to_action",
                {"title": "Ask", "text": "In private.", "link": {"label": "Read on", "page": linked.pk, "url": ""}},
            ),
            ("cards", {"title": "More", "pages": [linked.pk]}),
        ]
    return stored(body)


def stored(blocks):
    """Return `(type, value)` pairs as a StreamField stores them."""
    return [{"type": kind, "value": value} for kind, value in blocks]


def text(html):
    """Return a body of one block of text."""
    return stored([("text", html)])
