from wagtail import hooks

from .admin_views import REVOKED
from .viewsets import ApiTokenViewSet


@hooks.register("register_admin_viewset")
def look_after_tokens():
    return ApiTokenViewSet("api_tokens", url_prefix="api-tokens")


@hooks.register("register_log_actions")
def name_what_is_logged(actions):
    actions.register_action(REVOKED, "Revoke API token", "The API token was revoked")
