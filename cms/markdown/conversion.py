"""Convert HTML of our templates to Markdown: CommonMark with tables (https://github.github.com/gfm/)."""

import re
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PreformattedString

OMITTED = {"button", "form", "nav", "noscript", "script", "source", "style", "svg", "template"}
"""Elements that say nothing, or that lead through the site."""
BLOCKS = {
    *("address", "article", "aside", "blockquote", "caption", "dd", "details", "div", "dl", "dt", "figcaption"),
    *("figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre"),
    *("section", "summary", "table", "ul"),
}
"""Elements that begin and end a block. All others are inline."""
STRONG = {"b", "strong", "summary"}
EMPHASIZED = {"em", "i"}
SCHEMES = {"http", "https", "mailto", "tel"}
SPECIAL = re.compile(r"([\\`*_\[\]<>]|&(?=#?\w+;))")
SPECIAL_AT_START = re.compile(r"^(#{1,6}(?=\s|$)|[-+](?=\s|$)|~{3,}|={3,})")
NUMBER_AT_START = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
SPACE = re.compile(r"[ \t\r\n\f]+")
LINE_BREAK = "\\\n"


def html_to_markdown(html, base_url):
    """Return the Markdown of `html`. Addresses become absolute: they are relative to `base_url`."""
    return element_to_markdown(BeautifulSoup(html, "html.parser"), base_url)


def element_to_markdown(element, base_url):
    """Return the Markdown of what is in `element`, as BeautifulSoup has parsed it."""
    blocks = _Converter(base_url).blocks(element)
    return "\n\n".join(blocks) + "\n" if blocks else ""


def escape_text(text):
    """Return plain `text` as one line of Markdown that means the same."""
    return _escaped_at_start(SPECIAL.sub(r"\\\1", SPACE.sub(" ", text).strip()))


class _Converter:
    def __init__(self, base_url):
        self._base_url = base_url

    def blocks(self, parent):
        """Return the Markdown blocks of what is in `parent`. Text between block elements is a paragraph."""
        found, inline = [], []
        for child in parent.children:
            if isinstance(child, Tag) and _has_blocks(child):
                found += self._paragraph(inline)
                inline = []
                found += self._block(child)
            else:
                inline.append(child)
        return found + self._paragraph(inline)

    def _paragraph(self, nodes):
        text = self._inline(nodes)
        return [_escaped_at_start(text)] if text else []

    def _block(self, tag):
        if _is_omitted(tag):
            return []
        match tag.name:
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                text = self._inline(tag.children).replace(LINE_BREAK, " ")
                return [f"{'#' * int(tag.name[1])} {text}"] if text else []
            case "ul" | "ol":
                return self._list(tag)
            case "dl":
                return self._definitions(tag)
            case "blockquote":
                quoted = "\n\n".join(self.blocks(tag))
                return [_prefixed(quoted, "> ")] if quoted else []
            case "table":
                return self._table(tag)
            case "summary":
                text = self._inline(tag.children)
                return [_marked(text, "**")] if text else []
            case "hr":
                return ["---"]
        return self.blocks(tag)

    def _list(self, tag):
        items = []
        for number, item in enumerate(tag.find_all("li", recursive=False), start=1):
            blocks = [re.sub(r"^#+ (.*)$", r"\1", block) for block in self.blocks(item)]  # no headings in lists
            if not blocks:
                continue
            marker = f"{number}. " if tag.name == "ol" else "- "
            text = "\n\n".join(blocks)
            items.append(marker + _prefixed(text, " " * len(marker))[len(marker) :])
        is_loose = any("\n\n" in item for item in items)
        return [("\n\n" if is_loose else "\n").join(items)] if items else []

    def _definitions(self, tag):
        """Return a list of terms and their descriptions, for which Markdown has no element."""
        items, term = [], ""
        for part in tag.find_all(["dt", "dd"]):
            text = self._inline(part.children).replace(LINE_BREAK, " ")
            if part.name == "dt":
                term = text
            elif text:
                items.append(f"- {_marked(f'{term}:', '**')} {text}" if term else f"- {text}")
        return ["\n".join(items)] if items else []

    def _table(self, tag):
        caption = tag.find("caption")
        rows = [
            [self._inline(cell.children).replace(LINE_BREAK, " ").replace("|", "\\|") for cell in row]
            for row in (line.find_all(["th", "td"]) for line in tag.find_all("tr"))
        ]
        if not rows:
            return []
        width = max(map(len, rows))
        lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows]
        lines.insert(1, f"|{' --- |' * width}")
        return [*(self._paragraph(caption.children) if caption else ()), "\n".join(lines)]

    def _inline(self, nodes):
        """Return the Markdown of `nodes` as one run of text."""
        text = "".join(self._piece(node) for node in nodes)
        lines = [SPACE.sub(" ", line).strip() for line in text.split(LINE_BREAK)]
        while lines and not lines[-1]:
            lines.pop()
        return LINE_BREAK.join(lines)

    def _piece(self, node):
        if isinstance(node, NavigableString):
            return "" if isinstance(node, PreformattedString) else SPECIAL.sub(r"\\\1", SPACE.sub(" ", node))
        if _is_omitted(node):
            return ""
        if node.name == "br":
            return LINE_BREAK
        if node.name == "img":
            return self._image(node)
        text = "".join(self._piece(child) for child in node.children)
        if node.name == "a":
            return self._link(node, text)
        if node.name == "sup":
            return f"\\[{text.strip()}\\]" if text.strip() else ""
        if node.name in STRONG:
            return _marked(text, "**")
        if node.name in EMPHASIZED:
            return _marked(text, "*")
        return f" {text} " if node.name in BLOCKS else text

    def _link(self, tag, text):
        href = self._address(tag.get("href", ""))
        if not href or tag["href"].startswith("#") or not text.strip():
            return text
        return _surrounded(text, "[", f"]({href})")

    def _image(self, tag):
        alt, address = escape_text(tag.get("alt", "")), self._address(tag.get("src", ""))
        return f"![{alt}]({address})" if alt and address else ""

    def _address(self, address):
        """Return `address` as an absolute one without characters that end it, or "" if no reader follows its kind."""
        absolute = urljoin(self._base_url, address) if address else ""
        if urlsplit(absolute).scheme not in SCHEMES:
            return ""
        return re.sub(r"[\s()<>\\]", lambda match: f"%{ord(match[0]):02X}", absolute)


def _has_blocks(tag):
    return tag.name in BLOCKS or any(child.name in BLOCKS for child in tag.find_all(True))


def _is_omitted(tag):
    return tag.name in OMITTED or tag.has_attr("hidden") or tag.get("data-markdown") == "omit"


def _prefixed(text, prefix):
    return "\n".join(f"{prefix}{line}".rstrip() for line in text.split("\n"))


def _marked(text, mark):
    return _surrounded(text, mark, mark)


def _surrounded(text, before, after):
    """Return `text` between `before` and `after`, with the spaces at its ends outside of them."""
    inner = text.strip()
    if not inner:
        return text
    start = text[: len(text) - len(text.lstrip())]
    return f"{start}{before}{inner}{after}{text[len(text.rstrip()) :]}"


def _escaped_at_start(text):
    """Return `text` with a backslash where a line would otherwise begin a heading or a list."""
    lines = text.split("\n")
    return "\n".join(NUMBER_AT_START.sub(r"\1\\\2", SPECIAL_AT_START.sub(r"\\\1", line)) for line in lines)
