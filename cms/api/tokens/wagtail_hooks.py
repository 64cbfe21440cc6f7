from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.api.tokens.views import REVOKED
from cms.api.tokens.viewsets import ApiTokenViewSet


@hooks.register("register_admin_viewset")
def register_token_viewset():
    return ApiTokenViewSet("api_tokens", url_prefix="api-tokens")


@hooks.register("register_log_actions")
def register_log_actions(actions):
    actions.register_action(REVOKED, _("Revoke API token"), _("The API token was revoked"))
