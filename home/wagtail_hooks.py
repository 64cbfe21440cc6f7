from django.contrib.auth.models import Permission
from django.db.models import Q
from wagtail import hooks
from wagtail.models import Page

from cms.plugins.api import requires_second_factor
from home.models import ContactPage

requires_second_factor("home.read_contactsubmission")


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
