"""The rows of the table in `docs/staff/roles.md`, and the requests that each is about."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Request:
    """A request of the admin URL `name` for the object `on` of the world. With `data`, it is a POST."""

    name: str
    on: str = "page"
    kwargs: dict = field(default_factory=dict)
    data: dict | None = None
    query: str = ""


def urls(namespace, *names, **options):
    return [Request(f"{namespace}:{name}", **options) for name in names]


def viewset(namespace, *more):
    names = ("index", "index_results", "add", "edit", "delete", "history", "history_results", "usage", *more)
    return urls(namespace, *names)


def of_each(namespaces, *names, **options):
    return [request for namespace in namespaces for request in urls(namespace, *names, **options)]


def bulk(model, *actions, **options):
    app_label, model_name = model.split(".")
    kwargs = {"app_label": app_label, "model_name": model_name}
    return [Request("wagtail_bulk_action", kwargs=kwargs | {"action": action}, **options) for action in actions]


def page_api(*actions, **options):
    name = "wagtailadmin_api:pages:action"
    return [Request(name, kwargs={"action_name": action}, data={}, **options) for action in actions]


CITATION, BODY_AREA, STATUS = (f"articles_{name}" for name in ("citation", "bodyarea", "regulatorystatus"))
TESTIMONIAL, CLAIM, CONSENT = "testimonials_testimonial", "cms_claims_claim", "cms_consent_consent"
PRACTICE, MENUS, SYNONYMS = "cms_sites_practice", "cms_sites_menus", "cms_search_synonyms"
SNIPPETS = (CITATION, BODY_AREA, STATUS, TESTIMONIAL, CLAIM, CONSENT, PRACTICE, MENUS, SYNONYMS)


def snippets(*names):
    return [f"wagtailsnippets_{name}" for name in names]


def choosers(*names):
    return [f"wagtailsnippetchoosers_{name}" for name in names]


FILES = ("wagtailimages", "wagtaildocs")
LIST = ("list", "list_results")
EDIT = ("add", "edit", "usage", "history", "history_results")
HISTORY = ("history", "history_results", "usage")
DRAFTS = ("revisions_view", "revisions_revert", "revisions_compare", "preview_on_edit")
CHOOSE = ("choose", "choose_results", "chosen", "chosen_multiple")

ACTIONS = {
    "Enter the admin, manage one’s own account, see the tree of pages, lock a page": [
        *map(Request, ("wagtailadmin_home", "wagtailadmin_account", "wagtailadmin_dismissibles")),
        *map(Request, ("wagtailadmin_explore_root", "wagtailadmin_explore", "wagtailadmin_explore_results")),
        *urls("wagtailadmin_pages", "type_use", "type_use_results", "search", "search_results", "revisions_index"),
        *urls("wagtailadmin_pages", "confirm_workflow_cancellation", on="waiting"),
        *urls("wagtailadmin_pages", "lock", on="draft"),
        *urls("wagtailadmin_reports", "site_history", "site_history_results"),
        *urls("wagtailadmin_api", "pages:listing", "pages:detail", "documents:listing", "images:listing"),
        *urls("wagtailadmin_api", "images:detail", on="image"),
        *urls("wagtailadmin_api", "documents:detail", on="document"),
        *map(Request, ("wagtailadmin_choose_page", "wagtailadmin_choose_page_child")),
        *map(Request, ("wagtailadmin_choose_page_search", "wagtailadmin_choose_page_chosen_multiple")),
        *map(Request, ("wagtailadmin_choose_page_external_link", "wagtailadmin_choose_page_email_link")),
        *map(Request, ("wagtailadmin_choose_page_phone_link", "wagtailadmin_choose_page_anchor_link")),
        *urls("wagtailadmin_editing_sessions", "release"),
        *urls("wagtailadmin_workflows", "task_chooser", "task_chooser_results", "task_chosen"),
        *urls("wagtailembeds", "chooser", "chooser_upload"),
        *map(Request, ("wagtailadmin_tag_autocomplete", "wagtailadmin_sprite", "wagtailadmin_javascript_catalog")),
        *of_each(choosers(*(name for name in SNIPPETS if name != CONSENT)), *CHOOSE),
        *of_each(("wagtailimages_chooser", "wagtaildocs_chooser"), "choose", "choose_results", "chosen_multiple"),
        *urls("wagtailforms", "index", "index_results"),
    ],
    "Needs a second factor": [],
    "Add and change pages, preview and submit them": [
        *urls("wagtailadmin_pages", "add", "add_subpage", "preview_on_add", "edit", "preview_on_edit", "view_draft"),
        *urls("wagtailadmin_pages", "copy", "usage", "revisions_view", "revisions_revert", "revisions_compare"),
        *urls("wagtailadmin_pages", "history", "history_results", "workflow_history"),
        *urls("wagtailadmin_pages", "workflow_history_detail", on="waiting"),
        *urls("wagtailadmin_pages", "convert_alias", on="alias"),
        *urls("wagtailadmin_editing_sessions", "ping"),
    ],
    "Delete one’s own page that was never published": [
        *urls("wagtailadmin_pages", "delete", "move", on="draft"),
        *bulk("wagtailcore.page", "delete", "move", on="draft"),
        *page_api("delete", on="draft"),
    ],
    "Publish, unpublish, schedule, move and delete pages, and restrict who sees them": [
        *urls("wagtailadmin_pages", "unpublish", "revisions_unschedule", "delete", "move", "set_privacy"),
        *urls("wagtailadmin_pages", "move_confirm", "set_page_position", data={}),
        *bulk("wagtailcore.page", "unpublish", "delete", "move"),
        *bulk("wagtailcore.page", "publish", on="draft"),
        *page_api("publish", on="draft"),
        *page_api("unpublish", "delete"),
    ],
    "Unlock what others have locked, and see the report of locked pages": [
        *urls("wagtailadmin_pages", "unlock", on="locked"),
        *urls("wagtailadmin_reports", "locked_pages", "locked_pages_results"),
    ],
    "See the reports of page types, ageing pages and workflows": [
        *urls("wagtailadmin_reports", "workflow", "workflow_results", "workflow_tasks", "workflow_tasks_results"),
        *urls("wagtailadmin_reports", "aging_pages", "aging_pages_results"),
        *urls("wagtailadmin_reports", "page_types_usage", "page_types_usage_results"),
    ],
    "Approve pages that make no medical claims": [
        *urls("wagtailadmin_pages", "workflow_action", on="waiting", data={}),
        *urls("wagtailadmin_pages", "workflow_preview", on="waiting"),
    ],
    "Sign medical reviews": urls("cms_review", "review", "preview", on="procedure"),
    "List and export medical reviews": urls("cms_review", "list", "export_csv", "export_json"),
    "Add images and documents": [
        *of_each(FILES, "add", "add_multiple"),
        *of_each(("wagtailimages_chooser", "wagtaildocs_chooser"), "create"),
        Request("gallery_upload", data={}),
    ],
    "Choose images and documents for pages": [
        *of_each(("wagtailimages_chooser", "wagtaildocs_chooser"), "chosen"),
        *urls("wagtailimages_chooser", "select_format"),
    ],
    "Change and delete images and documents": [
        *of_each(FILES, "index", "index_results", "edit", "delete", "edit_multiple", "delete_multiple"),
        *urls("wagtailimages", "image_usage", "preview"),
        *urls("wagtaildocs", "document_usage"),
        *bulk("cms_images.contentimage", "add_to_collection", "add_tags", "delete", on="image"),
        *bulk("cms_documents.contentdocument", "add_to_collection", "add_tags", "delete", on="document"),
    ],
    "Write literature and body areas": [
        *of_each(snippets(CITATION, BODY_AREA), *LIST, *EDIT, "copy"),
        *of_each(choosers(CITATION, BODY_AREA), "create"),
    ],
    "Delete literature and body areas": of_each(snippets(CITATION, BODY_AREA), "delete"),
    "Write words for the same thing, and see searches without a result": [
        *of_each(snippets(SYNONYMS), *LIST, *EDIT, "copy"),
        *of_each(choosers(SYNONYMS), "create"),
        *map(Request, ("cms_search_report", "cms_search_report_results")),
    ],
    "Delete words for the same thing": of_each(snippets(SYNONYMS), "delete"),
    "Write and delete regulatory statuses": [
        *of_each(snippets(STATUS), *LIST, *EDIT, "copy", "delete"),
        *of_each(choosers(STATUS), "create"),
    ],
    "Write drafts of claims and testimonials": [
        *of_each(snippets(TESTIMONIAL, CLAIM), *EDIT, *DRAFTS, "copy", "preview_on_add"),
        *of_each(snippets(TESTIMONIAL), *LIST),
        *of_each(choosers(TESTIMONIAL, CLAIM), "create"),
    ],
    "Publish, unpublish and delete claims and testimonials": of_each(
        snippets(TESTIMONIAL, CLAIM), "unpublish", "revisions_unschedule", "delete"
    ),
    "Read claims and the report of claims": [
        *of_each(snippets(CLAIM), *LIST, "inspect"),
        *map(Request, ("cms_claims_report", "cms_claims_report_results")),
    ],
    "Withdraw a claim": of_each(snippets(CLAIM), "withdraw"),
    "Write drafts of the practice and the menus": of_each(
        snippets(PRACTICE, MENUS), *LIST, "edit", *HISTORY, *DRAFTS
    ),
    "Publish and lock the practice and the menus": of_each(
        snippets(PRACTICE, MENUS), "revisions_unschedule", "lock", "unlock"
    ),
    "See consents and their codes, and choose them": [
        *of_each(snippets(CONSENT), *LIST, "history", "history_results"),
        *urls("wagtailsnippets_cms_consent_consent", "receipt", "receipt_json", on="withdrawn"),
        *of_each(choosers(CONSENT), *CHOOSE, query="?for=gallery.CasePage"),
    ],
    "Record and change consents, withdraw them, read signed forms": [
        *of_each(snippets(CONSENT), "add", "edit", "usage", "withdraw", "signed_form"),
        *of_each(choosers(CONSENT), "create"),
    ],
    "Delete a consent": of_each(snippets(CONSENT), "delete"),
    "Read, export and delete messages of visitors": urls(
        "wagtailforms", "list_submissions", "list_submissions_results", "delete_submissions", on="contact"
    ),
    "Manage redirects": [
        *urls("wagtailredirects", "index", "index_results", "add", "edit", "delete", "start_import"),
    ],
    "Manage accounts and groups": [
        *viewset("wagtailusers_users", "reset_second_factor"),
        *viewset("wagtailusers_groups"),
        *bulk("auth.user", "assign_role", "set_active_state", "delete", on="somebody"),
    ],
    "Change or delete the account of a superuser": urls("wagtailusers_users", "edit", "delete", on="superuser"),
    "Manage collections": urls("wagtailadmin_collections", "index", "add", "edit", "delete", "set_privacy"),
    "Manage sites": viewset("wagtailsites", "copy"),
    "Manage workflows and their tasks": [
        *urls("wagtailadmin_workflows", "index", "index_results", "add", "edit", "disable", "usage", "usage_results"),
        *urls("wagtailadmin_workflows", "enable", "remove", "select_task_type", "task_index", "task_index_results"),
        *urls("wagtailadmin_workflows", "add_task", kwargs={"app_label": "cms_review", "model_name": "approvaltask"}),
        *urls("wagtailadmin_workflows", "edit_task", "disable_task", on="task"),
        *urls("wagtailadmin_workflows", "enable_task", on="disabled_task"),
    ],
    "Manage profiles of reviewers": viewset("reviewers"),
    "See whether the system works": [Request("cms_health_system")],
    "See background tasks, and retry them": [*map(Request, ("cms_tasks", "cms_tasks_retry"))],
    "Manage tokens of apps, with any scope": viewset("api_tokens", "inspect"),
    "Read and export [the audit trail](../audit-trail.md)": [
        *map(Request, ("cms_audit_trail", "cms_audit_trail_results")),
        Request("cms_audit_trail", query="?export=csv"),
    ],
    "API v3: add and change pages, with a token of one’s own": [],
    "API v3: publish, unpublish, move and delete pages, with a token of one’s own": [],
}
"""Rows without requests have tests of their own."""

OF_NO_ROLE = {
    "the login and the account of the person": (
        *("account_", "mfa_", "wagtailadmin_login", "wagtailadmin_logout", "wagtailadmin_password_reset"),
        "cms_accounts_end_session",
    ),
    "a file that the person has uploaded": (
        *(f"wagtailimages:{name}" for name in ("create_multiple_from_uploaded_image", "delete_upload_multiple")),
        *(f"wagtaildocs:{name}" for name in ("create_multiple_from_uploaded_document", "delete_upload_multiple")),
    ),
    "part of a form that is requested before": (
        *("wagtailredirects:process_import", "wagtailadmin_workflows:task_chooser_create"),
        *("wagtailadmin_pages:choose_parent", "wagtailadmin_pages:collect_workflow_action_data"),
        *("wagtailadmin_tag_model_autocomplete", "wagtailadmin_block_preview"),
    ),
    "not there, also for superusers": (
        *("wagtailsettings:", "wagtailsnippets:index", "wagtailimages:url_generator"),
        *(f"wagtailadmin_api:{name}" for name in ("pages:find", "images:find", "documents:find")),
        *(f"{name}:{view}" for name in snippets(PRACTICE, MENUS) for view in ("add", "delete", "preview_on_add")),
        *(f"{name}:create" for name in choosers(PRACTICE, MENUS)),
    ),
}
"""Beginnings of names of URLs that are in no row, by the reason."""
