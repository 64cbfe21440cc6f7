from django.contrib import messages
from django.contrib.auth.models import Permission
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.log_actions import LogFormatter
from wagtail.snippets.models import register_snippet

from .models import Consent, PatientContent
from .publishing import REFUSED
from .views import EndingConsentsPanel
from .viewsets import ConsentViewSet

register_snippet(ConsentViewSet)


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


@hooks.register("before_copy_page")
def refuse_a_copy_that_would_stop_half_way(request, page):
    """A tree is copied page by page. What may not be published is found before the first of them."""
    wants_it_live = request.POST.get("publish_copies") or request.POST.get("alias")
    if request.method != "POST" or not wants_it_live:
        return None
    pages = page.get_descendants(inclusive=True)
    if not request.POST.get("copy_subpages"):
        pages = pages.filter(pk=page.pk)
    problems = [
        sentence
        for one in pages.live().specific()
        if isinstance(one, PatientContent)
        for _field, sentence in one.publishing_problems()
    ]
    if not problems:
        return None
    messages.error(request, "Not copied. " + " ".join(problems))
    return redirect("wagtailadmin_pages:copy", page.pk)
