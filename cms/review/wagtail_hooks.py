from django.contrib.auth.models import Permission
from django.shortcuts import redirect
from django.urls import include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter

from cms.dashboard.panels import HOOK
from cms.review.admin import urls
from cms.review.admin.sections import due_section, reviews_section
from cms.review.admin.views import may_see
from cms.review.admin.viewsets import ReviewerViewSet
from cms.review.exports import EXPORTED
from cms.review.models import SIGN, Decision, is_reviewed
from cms.review.signing import SIGNED

hooks.register(HOOK, reviews_section, order=10)
hooks.register(HOOK, due_section, order=40)


class ReviewsMenuItem(MenuItem):
    def is_shown(self, request):
        return may_see(request.user)


@hooks.register("register_admin_urls")
def register_admin_urls():
    return [path("reviews/", include(urls))]


@hooks.register("register_admin_menu_item")
def register_menu_item():
    return ReviewsMenuItem(
        gettext_lazy("Medical reviews"),
        reverse("cms_review:list"),
        name="medical-reviews",
        icon_name="clipboard-list",
        order=235,
    )


@hooks.register("register_admin_viewset")
def register_reviewers():
    return ReviewerViewSet("reviewers")


@hooks.register("register_permissions")
def register_permissions():
    return Permission.objects.filter(content_type__app_label="cms_review", codename__in=["sign", "export"])


@hooks.register("after_edit_page")
def open_the_review(request, page):
    """Open the screen of the review after the action of its task has saved the page."""
    wanted = request.POST.get("action-workflow-action") and request.POST.get("workflow-action-name") == "review"
    if wanted and request.user.has_perm(SIGN) and is_reviewed(page):
        return redirect("cms_review:review", page.pk)
    return None


@hooks.register("register_log_actions")
def register_log_actions(actions):
    actions.register_action(
        EXPORTED, gettext_lazy("Export medical reviews"), gettext_lazy("Medical reviews were exported")
    )

    @actions.register_action(SIGNED)
    class SignOffFormatter(LogFormatter):
        label = gettext_lazy("Medical review")

        def format_message(self, entry):
            return _("Medical review: {decision}").format(decision=Decision(entry.data["decision"]).label)
