"""The URLs of the admin, and their arguments."""

import re

from django.urls import get_resolver, reverse

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


NAMES = admin_urls()


def address(world, wanted):
    """Return the URL of `wanted`, a `Request`."""
    arguments = [argument for argument in NAMES[wanted.name] if argument not in wanted.kwargs]
    values = {argument: _value(world, wanted, argument) for argument in arguments}
    url = reverse(wanted.name, kwargs=values | wanted.kwargs)
    return f"{url}?id={getattr(world, wanted.on).pk}" if wanted.name == "wagtail_bulk_action" else url + wanted.query


def _value(world, wanted, argument):
    namespace = wanted.name.partition(":")[0].removeprefix("wagtailsnippets_").removeprefix("wagtailsnippetchoosers_")
    thing = world.by_namespace.get(namespace, world.page) if wanted.on == "page" else getattr(world, wanted.on)
    if argument in ("revision_id", "revision_id_a", "revision_id_b"):
        return thing.latest_revision_id
    if wanted.name == "cms_tasks_retry":
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
        "app_label": "home",
        "model_name": "standardpage",
        "action_name": "approve",
        "filter_spec": "max-165x165",
    }
    return fixed.get(argument, thing.pk)
