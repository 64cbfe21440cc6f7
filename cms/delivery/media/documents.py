"""Serve documents. The web server exposes no document files, so every download is checked here."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.documents.models import document_served
from wagtail.permissions import policy_registry

from cms.context.channels import ANY_CHANNEL, Channel
from cms.context.request import current_context, use_context
from cms.delivery.media.files import send
from cms.documents.models import ContentDocument
from cms.visibility import Audience, add_dependencies, public_documents

TEN_MINUTES = 10 * 60


@require_safe
def serve_document(request, document_id, name):
    """Serve the document with this id, or raise Http404 if the user may not download it.

    - Everyone may download a document that a public page shows. If it shows a patient, a consent must allow it.
    - Visitors with access to a private page or collection may download its documents.
    - Staff may download the documents that they may choose or edit.

    The URL contains the title and the file extension. When they change, the old URL redirects to the new one.
    """
    document = get_object_or_404(ContentDocument.objects.select_related("collection"), pk=document_id)
    is_shown = _is_shown(document)
    if not is_shown and _is_for_staff(document, request.user):
        current_context().cache_hints.private = True
    elif restriction_response := _restriction_response(document, request, is_shown):
        if name != document.filename:
            raise Http404  # The id was probably guessed.
        return restriction_response
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
    """Return whether a page or object that the visitor may see shows `document`, on any channel."""
    return public_documents(ContentDocument.objects.filter(pk=document.pk), ANY_CHANNEL).exists()


def _is_for_staff(document, user):
    if not user.has_perm("wagtailadmin.access_admin"):
        return False
    policy = policy_registry.get_by_type(ContentDocument)
    return policy.user_has_any_permission_for_instance(user, ["choose", "change", "delete"], document)


def _restriction_response(document, request, is_shown):
    """Return the response of Wagtail's `before_serve_document` hooks, such as a password form, or None.

    The hooks run only if restrictions are the only reason not to serve the document.
    """
    with use_context(Channel.WEBSITE, Audience(can_read_restricted=True)):
        if not (is_shown or _is_shown(document)):
            return None
    for hook in hooks.get_hooks("before_serve_document"):
        response = hook(document, request)
        if isinstance(response, HttpResponse):
            return response
    return None
