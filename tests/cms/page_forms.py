"""Data of page forms."""

from wagtail.test.utils.form_data import inline_formset, streamfield

EMPTY_STANDARD_PAGE = {
    "title": "",
    "slug": "",
    "summary": "",
    "listing_image": "",
    "about": "",
    "body": streamfield([]),
    "tags": "",
    "seo_title": "",
    "search_description": "",
    "go_live_at": "",
    "expire_at": "",
    "comments": inline_formset([]),
}
"""The data of an empty form of a standard page, for `nested_form_data`."""
