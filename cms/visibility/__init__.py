"""Visibility: which content visitors and apps may see. All other code uses these functions.

Publication, expiry, consent and view restrictions are evaluated whenever content is read: for pages (`public_pages`),
images (`public_images`), documents (`public_documents`), and objects of other models (`public_objects`).

- `pages` and `objects` combine the rules.
- `audience` declares the rights of a token, such as reading private pages.
- `state` fetches which pages have expired, and Wagtail's view restrictions.
- `Ending` is for objects that end by themselves, such as claims.
- `hidden` explains to staff why something that is published is not visible.
- `cms.consent.policy` has the rules of consents, and `ConsentRequired.required_coverage` what a model needs.

A page at its own URL is checked by `cms.routing`, by Wagtail, and by the hook `check_visibility_before_serving` of
`cms.pages.wagtail_hooks`, which asks `is_visible`. A new rule for pages belongs in `not_hidden`, which both use, or
in the hook and in `public_pages`; and in `visibility_key`, since SQL is kept for each key.

The scheduler publishes and unpublishes by writing to the database. Expiry is also evaluated here, so that it takes
effect immediately.
"""

from cms.visibility.audience import EVERYONE, Audience, current_audience
from cms.visibility.dependencies import add_dependencies, add_list_dependency, kind_of
from cms.visibility.ending import Cause, Ending
from cms.visibility.hidden import hidden_objects, hidden_page_ids, hidden_pages, reason_for, status_in_words
from cms.visibility.objects import (
    public_documents,
    public_images,
    public_objects,
    visible_files,
)
from cms.visibility.pages import (
    installed_types,
    is_visible,
    not_hidden,
    pages_for_audience,
    public_by_row,
    public_pages,
    visibility_key,
    with_installed_types,
)
from cms.visibility.state import closed_to_audience, expired_pages, restricted_paths

__all__ = [
    "EVERYONE",
    "Audience",
    "Cause",
    "Ending",
    "add_dependencies",
    "add_list_dependency",
    "closed_to_audience",
    "current_audience",
    "expired_pages",
    "hidden_objects",
    "hidden_page_ids",
    "hidden_pages",
    "installed_types",
    "is_visible",
    "kind_of",
    "not_hidden",
    "pages_for_audience",
    "public_by_row",
    "public_documents",
    "public_images",
    "public_objects",
    "public_pages",
    "reason_for",
    "restricted_paths",
    "status_in_words",
    "visibility_key",
    "visible_files",
    "with_installed_types",
]
