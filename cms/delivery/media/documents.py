"""Serve documents: the only way to their files, which asks for each whether it may be shown."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.documents.models import document_served
from wagtail.permissions import policy_registry

from cms.context.channels import ANY_CHANNEL, Channel
from cms.context.request import current_context, use_context
from cms.documents.download import send
from cms.documents.models import ContentDocument
from cms.visibility import Audience, add_dependencies, public_documents

TEN_MINUTES = 10 * 60


@require_safe
def serve_document(request, document_id, name):
    """Serve the document with this id to those who may have it, and answer 404 to all others.

    - Everyone gets it while a public page shows it and, if it shows a patient, a consent allows it.
    - Visitors who may enter a private page or collection get what it shows.
    - Staff get what they may choose or edit.

    The address has the title in it. After a change of that, or of the file's type, the old address redirects.
    """
    document = get_object_or_404(ContentDocument.objects.select_related("collection"), pk=document_id)
    is_shown = _is_shown(document)
    if not is_shown and _is_for_staff(document, request.user):
        current_context().cache_hints.private = True
    elif refusal := _refusal(document, request, is_shown):
        if name != document.filename:
            raise Http404  # a number that was guessed
        return refusal
    elif not is_shown:
        raise Http404
    add_dependencies([document])
    if name != document.filename:
        response = redirect(document.url)
        patch_cache_control(response, no_cache=True)
        return response
    response = send(
        request,
        document.file,
        media_type=document.content_type,
        disposition=document.content_disposition,
        digest=document.file_hash,
    )
    document_served.send(sender=ContentDocument, instance=document, request=request)
    if not (current_context().cache_hints.must_revalidate or current_context().cache_hints.private):
        patch_cache_control(response, public=True, max_age=TEN_MINUTES)
    return response


def _is_shown(document):
    """Return whether something that the visitor may see shows `document`, on any channel."""
    return public_documents(ContentDocument.objects.filter(pk=document.pk), ANY_CHANNEL).exists()


def _is_for_staff(document, user):
    if not user.has_perm("wagtailadmin.access_admin"):
        return False
    policy = policy_registry.get_by_type(ContentDocument)
    return policy.user_has_any_permission_for_instance(user, ["choose", "change", "delete"], document)


def _refusal(document, request, is_shown):
    """Return what Wagtail's hooks answer in place of the file, such as a form that asks for a password, or None.

    They are asked of a document that the visitor would get without restrictions.
    """
    with use_context(Channel.WEBSITE, Audience(can_read_restricted=True)):
        if not (is_shown or _is_shown(document)):
            return None
    for hook in hooks.get_hooks("before_serve_document"):
        response = hook(document, request)
        if isinstance(response, HttpResponse):
            return response
    return None
