"""HTML of our templates becomes Markdown that says the same."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cms.markdown.conversion import html_to_markdown

CASES = [
    ("<h2>Risks</h2><p>Some.</p>", "## Risks\n\nSome.\n"),
    ("<p>A <b>bold</b> and <em>slanted </em>word</p>", "A **bold** and *slanted* word\n"),
    ('<p>See <a href="/a/">this</a>.</p>', "See [this](https://example.com/a/).\n"),
    ('<p>See <a href="#x">this</a>, <a>that</a>.</p>', "See this, that.\n"),
    ('<p><a href="javascript:alert(1)">this</a></p>', "this\n"),
    ('<p><a href="/a (b)/">this</a></p>', "[this](https://example.com/a%20%28b%29/)\n"),
    ("<ul><li>One</li><li>Two</li></ul>", "- One\n- Two\n"),
    ("<ol><li>One</li><li>Two</li></ol>", "1. One\n2. Two\n"),
    ("<ul><li><h3>Title</h3><p>Text</p></li></ul>", "- Title\n\n  Text\n"),
    ("<blockquote><p>One</p><p>Two</p></blockquote>", "> One\n>\n> Two\n"),
    ("<dl><div><dt>Stay</dt><dd>Three hours</dd></div></dl>", "- **Stay:** Three hours\n"),
    (
        "<table><caption>Days</caption><tr><th>Day</th><th>Hours</th></tr><tr><td>a|b</td><td>3</td></tr></table>",
        "Days\n\n| Day | Hours |\n| --- | --- |\n| a\\|b | 3 |\n",
    ),
    (
        "<details><summary>Will it hurt?</summary><div><p>No.</p></div></details>",
        "**Will it hurt?**\n\nNo.\n",
    ),
    (
        '<picture><source srcset="/x"><img src="/a.jpg" alt="A leaf"></picture>',
        "![A leaf](https://example.com/a.jpg)\n",
    ),
    ('<img src="/a.jpg" alt="">', ""),
    ("<p>57 Bay Street<br>Manchester</p>", "57 Bay Street\\\nManchester\n"),
    ('<p>It helps.<sup class="citation"><a href="#citation-1">1</a></sup></p>', "It helps.\\[1\\]\n"),
    ("<p>1. not a list</p><p># not a heading</p>", "1\\. not a list\n\n\\# not a heading\n"),
    ("<p>*a* _b_ [c] &lt;d&gt; `e` \\</p>", "\\*a\\* \\_b\\_ \\[c\\] \\<d\\> \\`e\\` \\\\\n"),
    ("<p>&amp;lt; &amp; co</p>", "\\&lt; & co\n"),
    ("<p>One<br>- two<br></p>", "One\\\n\\- two\n"),
    ("<nav>Menu</nav><form>Form</form><script>x</script><p>Text</p><!-- no -->", "Text\n"),
    ('<p>Text</p><p data-markdown="omit">Buttons</p>', "Text\n"),
]


@pytest.mark.parametrize(("html", "markdown"), CASES)
def test_an_element_becomes_its_markdown(html, markdown):
    assert html_to_markdown(html, "https://example.com/") == markdown


@given(st.text(alphabet=st.characters(exclude_categories=["C", "Z"]) | st.just(" "), min_size=1))
def test_a_text_means_the_same_in_markdown(words):
    soup = BeautifulSoup("<p></p>", "html.parser")
    soup.p.string = words

    rendered = MarkdownIt("commonmark").render(html_to_markdown(str(soup), "https://example.com/"))

    text = BeautifulSoup(rendered, "html.parser").get_text()
    assert " ".join(text.split()) == " ".join(words.split())
