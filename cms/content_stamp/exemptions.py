"""Tables and columns that no public response shows. Writing to them does not move the content stamp.

A table that is missing here costs speed: caches are dropped without need. A table that is here although a public
response shows it makes caches stale, which `make test-stale` finds.
"""

TABLES = frozenset(
    {
        # Drafts: what is published is written to the table of the page as well.
        "wagtailcore_revision",
        "wagtailcore_comment",
        "wagtailcore_commentreply",
        "wagtailcore_pagesubscription",
        "wagtailcore_workflowstate",
        "wagtailcore_taskstate",
        "cms_preview_previewdraft",  # its responses are not cached
        # Staff at work.
        "wagtailadmin_admin",
        "wagtailadmin_editingsession",
        "wagtailadmin_formstate",
        "wagtailusers_userprofile",
        "wagtailcore_uploadedfile",
        "cms_backup_pendingtombstone",
        # Logs.
        "wagtailcore_modellogentry",
        "wagtailcore_pagelogentry",
        "django_admin_log",
        "cms_audit_trail_entry",
        # Sessions and logins of staff.
        "django_session",
        "cms_accounts_staffsession",
        "account_emailaddress",
        "account_emailconfirmation",
        "mfa_authenticator",
        "axes_accessattempt",
        "axes_accessattemptexpiration",
        "axes_accessfailurelog",
        "axes_accesslog",
        # Background tasks. The content that they change is in other tables.
        "django_tasks_database_dbtaskresult",
        "cms_tasks_periodictask",
        "cms_tasks_workerprocess",
        # Whether the last mail was sent.
        "cms_health_mailfailure",
        # Reviewers: decisions have their name and credentials of that day.
        "cms_review_reviewerprofile",
        # Searches without a result, which staff see.
        "cms_search_failedsearch",
        # The index of staff, which has drafts.
        "cms_search_staffentry",
        "cms_search_staffname",
        "cms_search_staffword",
        # Messages of visitors, which no page shows.
        "wagtailforms_formsubmission",
    }
)

DRAFT_COLUMNS = {"has_unpublished_changes", "latest_revision_id"}
LOCK_COLUMNS = {"locked", "locked_at", "locked_by_id"}
COLUMNS = {
    "wagtailcore_page": {*DRAFT_COLUMNS, *LOCK_COLUMNS, "draft_title", "latest_revision_created_at"},
    "cms_claims_claim": DRAFT_COLUMNS,
    "cms_sites_practice": DRAFT_COLUMNS | LOCK_COLUMNS,
    "cms_sites_menus": DRAFT_COLUMNS | LOCK_COLUMNS,
    "auth_user": {"last_login"},
    "cms_tokens_apitoken": {"last_used_at"},
}
"""Columns by table. An UPDATE of these columns alone does not move the stamp."""
