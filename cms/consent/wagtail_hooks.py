from django.contrib import messages
from django.contrib.auth.models import Permission
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from cms.consent.admin.sections import expiring_section
from cms.consent.admin.views import VIEWED
from cms.consent.admin.viewsets import ConsentViewSet
from cms.consent.models import STORED, Consent
from cms.consent.withdrawal import WITHDRAWN
from cms.dashboard.panels import HOOK

register_snippet(ConsentViewSet)


@hooks.register("register_permissions")
def register_permissions():
    # Wagtail leaves out "view" for snippets without a view to inspect them.
    return Permission.objects.filter(
        content_type__app_label="cms_consent", codename__in=["view_consent", "withdraw_consent", "read_signed_form"]
    )


@hooks.register("register_log_actions")
def register_log_actions(actions):
    actions.register_action(
        "cms_consent.read_signed_form", gettext_lazy("Read signed form"), gettext_lazy("The signed form was read")
    )
    actions.register_action(VIEWED, gettext_lazy("See consent"), gettext_lazy("The consent was seen"))
    actions.register_action(STORED, gettext_lazy("Store consent"), gettext_lazy("The consent was stored"))
    actions.register_action(WITHDRAWN, gettext_lazy("Withdraw consent"), gettext_lazy("The consent was withdrawn"))


hooks.register(HOOK, expiring_section, order=70)


@hooks.register("before_delete_snippet")
def protect_consents(request, instances):
    """Refuse to delete consents: they are evidence, also after they have ended."""
    if not any(isinstance(instance, Consent) for instance in instances):
        return None
    messages.error(
        request,
        _("Consents cannot be deleted: they prove what the patient has allowed. Withdraw the consent instead."),
    )
    return redirect("wagtailsnippets_cms_consent_consent:list")
