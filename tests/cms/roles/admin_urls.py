"""The URLs of the admin, and their arguments."""

import re

from django.urls import get_resolver, reverse

from cms.documents.models import ContentDocument
from cms.images.models import ContentImage
from tests.cms.roles.world import upload

ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")


def admin_urls():
    """Return the names of all URLs below `/admin/`, each with the names of its arguments."""
    found = {}
    for name, path in _walk(get_resolver().url_patterns):
        if path.startswith("admin/") and name:
            found.setdefault(name, ARGUMENT.findall(path))
    return found


def _walk(patterns, path="", namespace=""):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, path + str(pattern.pattern), inner)
        else:
            yield pattern.name and namespace + pattern.name, path + str(pattern.pattern)


def address(world, name, on, user, **given):
    """Return the URL `name` for the object of the world named `on`, as `user` would request it."""
    values = {
        argument: _value(world, name, argument, on, user) for argument in admin_urls()[name] if argument not in given
    }
    url = reverse(name, kwargs=values | given)
    return f"{url}?id={getattr(world, on).pk}" if "bulk" in name else url


def _value(world, name, argument, on, user):
    namespace = name.partition(":")[0].removeprefix("wagtailsnippets_").removeprefix("wagtailsnippetchoosers_")
    thing = world.by_namespace.get(namespace, getattr(world, on, None))
    if argument == "uploaded_file_id":
        return upload(user, ContentImage if "image" in name else ContentDocument).pk
    if argument in ("revision_id", "revision_id_a", "revision_id_b"):
        return thing.latest_revision_id
    if argument == "pk" and name == "cms_tasks_retry":
        return world.task_result.pk
    fixed = {
        "image_id": world.image.pk,
        "document_id": world.document.pk,
        "doc_id": world.document.pk,
        "redirect_id": world.redirect.pk,
        "collection_id": world.by_namespace["wagtailadmin_collections"].pk,
        "parent_page_id": world.home.pk,
        "destination_id": world.home.pk,
        "task_id": world.state.current_task_state.task_id,
        "task_state_id": world.state.current_task_state.pk,
        "workflow_state_id": world.state.pk,
        "workflow_pk": world.workflow.pk,
        "page_pk": world.home.pk,
        "session_id": 1,
        "object_id": world.page.pk,
        "content_type_app_name": "home",
        "content_type_model_name": "standardpage",
        "app_name": "taggit",
        "app_label": "home",
        "model_name": "standardpage",
        "action_name": "approve",
        "filter_spec": "max-165x165",
        "uidb36": "1",
        "uidb64": "1",
        "token": "1",
        "key": "1-1",
        "action": "publish",
    }
    return fixed[argument] if argument in fixed else thing.pk
