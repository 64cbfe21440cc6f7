"""Structured data of pages for search engines: one JSON-LD graph for each page, in the terms of schema.org.

`graph` builds it. Content types add nodes for their page types: see `structured_data` in `cms.plugins.conventions`.
The template tag `structured_data` puts the graph behind the content of the page, when it is known which images the
page shows. A graph says nothing that the page does not show.
"""
