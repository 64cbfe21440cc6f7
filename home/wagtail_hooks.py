from django.contrib.auth.models import Permission
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.models import Page

from cms.plugins.api import requires_second_factor
from home.messages import READ, messages_section
from home.models import ContactPage

requires_second_factor("home.read_contactsubmission")
hooks.register("dashboard_sections", messages_section, order=5)


@hooks.register("filter_form_submissions_for_user")
def only_those_who_may_read_messages(user, forms):
    """Show messages only to users with the permission to read them, which editors of the contact page may lack."""
    others = forms.not_type(ContactPage)
    if not user.has_perm("home.read_contactsubmission"):
        return others
    return Page.objects.filter(Q(pk__in=others) | Q(pk__in=ContactPage.objects.all()))


@hooks.register("register_permissions")
def offer_the_right_to_read_messages():
    return Permission.objects.filter(content_type__app_label="home", codename="read_contactsubmission")


@hooks.register("register_log_actions")
def register_log_actions(actions):
    actions.register_action(READ, _("Read messages"), _("Messages were read for the first time"))
