from django.contrib.auth.models import Permission
from wagtail import hooks


@hooks.register("filter_form_submissions_for_user")
def only_those_who_may_read_messages(user, forms):
    """Who may edit the contact page may not, for that alone, read what patients wrote."""
    return forms if user.has_perm("home.read_contactsubmission") else forms.none()


@hooks.register("register_permissions")
def offer_the_right_to_read_messages():
    return Permission.objects.filter(content_type__app_label="home", codename="read_contactsubmission")
