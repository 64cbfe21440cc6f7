from django.contrib.auth.models import Permission
from django.db.models import Q
from wagtail import hooks
from wagtail.models import Page, Site

from home.models import ContactPage, Menus, Practice


@hooks.register("filter_form_submissions_for_user")
def only_those_who_may_read_messages(user, forms):
    """Show messages only to users with the permission to read them, which editors of the contact page may lack."""
    others = forms.not_type(ContactPage)
    if not user.has_perm("home.read_contactsubmission"):
        return others
    return Page.objects.filter(Q(pk__in=others) | Q(pk__in=ContactPage.objects.all()))


@hooks.register("references_of_every_page")
def references_of_header_and_footer(request):
    """Yield model and id of the objects in the header and footer, to load them together with those of the page."""
    if Site.find_for_request(request):
        for model in (Practice, Menus):
            yield from model.for_request(request).references()


@hooks.register("register_permissions")
def offer_the_right_to_read_messages():
    return Permission.objects.filter(content_type__app_label="home", codename="read_contactsubmission")
