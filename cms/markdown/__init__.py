"""Pages as Markdown, and the list of them: for programs that read text (https://llmstxt.org).

The Markdown of a page is made from the HTML of its `<main>`: from the same templates and blocks, so that it shows
what the page shows to the same reader, and nothing else. An element with `data-markdown="omit"` is left out.
"""
