"""The rows of the table in `docs/staff/roles.md`, and the requests that each is about.

A request is the name of an admin URL, `Request` for one with other arguments, or a function of `World` and client that
returns whether the action is done.
"""

from dataclasses import dataclass, field

from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.models import Page, WorkflowState

from cms.accounts import second_factor
from cms.roles.declaration import Role


@dataclass(frozen=True)
class Request:
    """A request of the admin URL `name` for the object `on` of the world."""

    name: str
    on: str = "page"
    kwargs: dict = field(default_factory=dict, hash=False)


def urls(namespace, *names):
    return [f"{namespace}:{name}" for name in names]


def listing(namespace, index="list"):
    return urls(namespace, index, f"{index}_results")


def chooser(name):
    return urls(name, "choose", "choose_results", "chosen", "chosen_multiple")


def viewset(namespace, *more):
    names = ("index", "index_results", "add", "edit", "delete", "history", "history_results", "usage", *more)
    return urls(namespace, *names)


def bulk(model, *actions, on="page"):
    app_label, model_name = model.split(".")
    return [
        Request("wagtail_bulk_action", on, {"app_label": app_label, "model_name": model_name, "action": action})
        for action in actions
    ]


def page_api(*actions, on="page"):
    return [Request("wagtailadmin_api:pages:action", on, {"action_name": action}) for action in actions]


LITERATURE = ("wagtailsnippets_articles_citation", "wagtailsnippets_articles_bodyarea")
STATUS = "wagtailsnippets_articles_regulatorystatus"
TESTIMONIAL = "wagtailsnippets_testimonials_testimonial"
CLAIM = "wagtailsnippets_cms_claims_claim"
CONSENT = "wagtailsnippets_cms_consent_consent"
SITE_CONTENT = ("wagtailsnippets_cms_sites_practice", "wagtailsnippets_cms_sites_menus")
WRITE = ("add", "edit", "usage", "history", "history_results")
DRAFTS = ("preview_on_add", "preview_on_edit", "revisions_view", "revisions_revert", "revisions_compare")


def of_each(namespaces, *names):
    return [url for namespace in namespaces for url in urls(namespace, *names)]


def needs_second_factor(world, client):
    return second_factor.is_required(client.user)


def publishes(world, client):
    world.page.get_latest_revision().publish(user=client.user) if False else None


ACTIONS = {}
