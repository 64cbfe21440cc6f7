"""Atomic copying of page trees in the admin."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin.views.pages.copy import CopyView
from wagtail.models import Page

from cms.publishing.rules import PublishingRefusedError

IN_PROGRESS = "cms_copy_in_progress"


def copy_as_a_whole(request, page):
    """Run Wagtail's `CopyView` for `page` in one transaction, and return its response. A `before_copy_page` hook.

    Wagtail saves the pages one by one. If a publishing rule refuses one of the copies, all of them are rolled back.
    """
    if request.method != "POST" or hasattr(request, IN_PROGRESS):
        return None
    try:
        has_parent = Page.objects.filter(pk=request.POST.get("new_parent_page") or None).exists()
    except ValueError:
        has_parent = False
    if not has_parent:
        return _refuse(request, page, _("Choose the parent page of the copy."))
    setattr(request, IN_PROGRESS, True)  # CopyView calls this hook again
    try:
        with transaction.atomic():
            return CopyView.as_view()(request, page.pk)
    except PublishingRefusedError as refusal:
        return _refuse(request, page, " ".join(refusal.messages))


def _refuse(request, page, reason):
    messages.error(request, _("Nothing was copied. %(reason)s") % {"reason": reason})
    return redirect("wagtailadmin_pages:copy", page.pk)
