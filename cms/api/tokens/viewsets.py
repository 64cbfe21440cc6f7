"""Admin viewset of API tokens."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.viewsets.model import ModelViewSet

from cms.api.tokens.forms import TokenForm
from cms.api.tokens.models import ApiToken, State
from cms.api.tokens.views import (
    TokenCreateView,
    TokenEditView,
    TokenIndexView,
    TokenInspectView,
    TokenRevokeView,
    format_expiry,
)


def _form(*more):
    panels = [
        FieldPanel("name"),
        FieldPanel("scopes"),
        MultiFieldPanel([FieldPanel("page_types"), FieldPanel("sites")], heading=_("Limits")),
        *more,
    ]
    return ObjectList(panels, base_form_class=TokenForm).bind_to_model(ApiToken)


class ApiTokenViewSet(ModelViewSet):
    model = ApiToken
    icon = "key"
    menu_label = _("API tokens")
    menu_order = 610
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False  # every app needs its own secret
    inspect_view_enabled = True
    inspect_view_fields = [
        "name",
        "prefix",
        "state",
        "scopes",
        "page_types",
        "sites",
        "created_by",
        "created_at",
        "expires_at",
        "revoked_at",
        "last_used_at",
    ]
    index_view_class = TokenIndexView
    add_view_class = TokenCreateView
    edit_view_class = TokenEditView
    inspect_view_class = TokenInspectView
    delete_view_class = TokenRevokeView
    search_fields = ["name", "prefix"]
    list_display = [
        "name",
        Column("prefix", label=_("Begins with")),
        Column("scopes", label=_("Scopes"), accessor="get_scopes_display"),
        Column(
            "expires_at",
            label=_("Expires"),
            accessor=lambda token: format_expiry(token.expires_at),
            sort_key="expires_at",
        ),
        Column(
            "last_used_at",
            label=_("Last used"),
            accessor=lambda token: format_expiry(token.last_used_at),
            sort_key="last_used_at",
        ),
        StatusTagColumn(
            "state",
            label=_("State"),
            accessor="get_state_display",
            primary=lambda token: token.state == State.ACTIVE,
        ),
    ]

    def get_edit_handler(self):
        expiry = FieldRowPanel([FieldPanel("expires_at"), FieldPanel("never_expires")], heading=_("Expiry"))
        return _form(expiry)

    def get_edit_view_kwargs(self, **kwargs):
        """Leave out the expiry, which cannot be changed: to extend access, create a new token with a new secret."""
        panel = _form()
        return super().get_edit_view_kwargs(panel=panel, form_class=panel.get_form_class(), **kwargs)
