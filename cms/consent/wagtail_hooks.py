from django.contrib import messages
from django.contrib.auth.models import Permission
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.log_actions import LogFormatter
from wagtail.snippets.models import register_snippet

from .copying import copy_as_a_whole
from .editing import DefaultPageViewSet
from .models import Consent
from .publishing import REFUSED
from .views import EndingConsentsPanel
from .viewsets import ConsentViewSet

register_snippet(ConsentViewSet)


@hooks.register("register_admin_viewset")
def register_default_page_viewset():
    return DefaultPageViewSet()


@hooks.register("register_permissions")
def offer_the_rights_of_their_own():
    return Permission.objects.filter(
        content_type__app_label="cms_consent", codename__in=["withdraw_consent", "read_signed_form"]
    )


@hooks.register("register_log_actions")
def name_what_is_logged(actions):
    actions.register_action("cms_consent.read_signed_form", "Read signed form", "The signed form was read")

    @actions.register_action(REFUSED)
    class RefusalFormatter(LogFormatter):
        label = "Refuse scheduled publishing"

        def format_message(self, entry):
            return f"Not published as scheduled: {entry.data['reason']}"


@hooks.register("construct_homepage_panels")
def tell_of_consents_that_end(request, panels):
    if request.user.has_perm("cms_consent.view_consent"):
        panels.append(EndingConsentsPanel())


@hooks.register("before_delete_snippet")
def keep_the_proof(request, instances):
    """Refuse to delete consents: they prove what was allowed, also after they have ended."""
    if not any(isinstance(one, Consent) for one in instances):
        return None
    messages.error(request, "A consent is not deleted: it proves what the patient has allowed. Withdraw it.")
    return redirect("wagtailsnippets_cms_consent_consent:list")


hooks.register("before_copy_page", copy_as_a_whole)
