"""Copying of pages in the admin: all pages of a tree, or none."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from wagtail.admin.views.pages.copy import CopyView
from wagtail.models import Page

from cms.publishing.rules import PublishingRefusedError

UNDER_WAY = "cms_copy_under_way"


def copy_as_a_whole(request, page):
    """Run Wagtail's view for copying `page` in one transaction, and return its response. For `before_copy_page`.

    Wagtail saves page by page. Where a publishing rule refuses one of the copies, those before it are rolled back.
    """
    if request.method != "POST" or hasattr(request, UNDER_WAY):
        return None
    try:
        has_parent = Page.objects.filter(pk=request.POST.get("new_parent_page") or None).exists()
    except ValueError:
        has_parent = False
    if not has_parent:
        return _refuse(request, page, "Choose the page below which the copy is to be.")
    setattr(request, UNDER_WAY, True)  # the view calls its hooks again
    try:
        with transaction.atomic():
            return CopyView.as_view()(request, page.pk)
    except PublishingRefusedError as refusal:
        return _refuse(request, page, " ".join(refusal.messages))


def _refuse(request, page, reason):
    messages.error(request, f"Nothing was copied. {reason}")
    return redirect("wagtailadmin_pages:copy", page.pk)
