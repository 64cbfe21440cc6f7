"""Serves documents. It is the only way to their files, and asks for each whether it may be shown."""

from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.documents.models import document_served
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry

from cms.consent.channels import Channel, showing_on
from cms.consent.rule import permitted
from cms.documents.download import send
from cms.documents.models import ContentDocument

from .public import Reader, public_documents, public_pages

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
    is_public = any(_is_public(document, channel) for channel in Channel)
    if is_public or not _is_for_staff(document, request.user):
        if not is_public and not _is_on_a_page_open_to(request, document):
            raise Http404
        # Restrictions of collections are among these hooks of Wagtail. They ask for a password or a login.
        if refusal := _refusal(document, request):
            if name != document.filename:
                raise Http404  # a number that was guessed
            return refusal
    if name != document.filename:
        response = redirect(document.url)
    else:
        response = send(
            request,
            document.file,
            media_type=document.content_type,
            disposition=document.content_disposition,
            digest=document.file_hash,
        )
        document_served.send(sender=ContentDocument, instance=document, request=request)
    response["Surrogate-Key"] = f"document-{document.pk}"
    if not is_public:
        patch_cache_control(response, private=True, no_store=True)
    elif document.needed_coverage() or response.status_code == 302:
        patch_cache_control(response, no_cache=True)
    else:
        patch_cache_control(response, public=True, max_age=TEN_MINUTES)
    return response


def _is_public(document, channel):
    with showing_on(channel):
        return public_documents(ContentDocument.objects.filter(pk=document.pk)).exists()


def _is_for_staff(document, user):
    if not user.has_perm("wagtailadmin.access_admin"):
        return False
    policy = policy_registry.get_by_type(ContentDocument)
    return policy.user_has_any_permission_for_instance(user, ["choose", "change", "delete"], document)


def _is_on_a_page_open_to(request, document):
    """Return whether a page shows the document that is published, has its consent, and is open to this visitor."""
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(ContentDocument),
        to_object_id=str(document.pk),
        base_content_type=ContentType.objects.get_for_model(Page),
    )
    with showing_on(Channel.WEBSITE, Reader(private=True)):
        if not permitted(ContentDocument.objects.filter(pk=document.pk)).exists():
            return False
        pages = list(public_pages(Page.objects.filter(pk__in=[int(one.object_id) for one in references])))
    return any(
        all(restriction.accept_request(request) for restriction in page.get_view_restrictions()) for page in pages
    )


def _refusal(document, request):
    for hook in hooks.get_hooks("before_serve_document"):
        response = hook(document, request)
        if isinstance(response, HttpResponse):
            return response
    return None
