"""Snapshots of drafts for previews, kept until their tokens expire."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.core.signing import BadSignature, TimestampSigner
from django.db import models
from django.utils import timezone
from wagtail.models import Page

MAX_DRAFTS_PER_PAGE = 50
"""Maximum number of drafts per page and user. The preview panel creates many while the user types."""
NOT_SAVED = 0
"""Id of an unsaved page in its API representation."""

signer = TimestampSigner(salt="cms.api.preview")


class PreviewDraftQuerySet(models.QuerySet):
    def expired(self):
        return self.filter(created_at__lt=timezone.now() - max_age())


class PreviewDraft(models.Model):
    """Snapshot of a page in the editor, including unsaved pages and unsaved changes.

    Snapshots are immutable, so a token always shows the draft for which it was created.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    page = models.ForeignKey(Page, null=True, on_delete=models.CASCADE, related_name="+")
    content = models.JSONField(encoder=DjangoJSONEncoder)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = PreviewDraftQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.content_type_name}, {self.created_at}"

    @classmethod
    def store(cls, page, user):
        """Create and return a snapshot of `page` for `user`, and delete expired and surplus drafts."""
        cls.objects.expired().delete()
        owner = {"user": user, "content_type": page.cached_content_type, "page_id": page.pk}
        draft_ids = cls.objects.filter(**owner).order_by("-created_at").values_list("pk", flat=True)
        cls.objects.filter(pk__in=list(draft_ids[MAX_DRAFTS_PER_PAGE - 1 :])).delete()
        return cls.objects.create(**owner, content=page.serializable_data())

    @classmethod
    def from_token(cls, token, content_type):
        """Return the draft of `token`, or None if the token is invalid or expired, or the type differs.

        `content_type` is the label of the page's model, such as "articles.procedurepage".
        """
        try:
            pk = signer.unsign(token, max_age=max_age())
        except BadSignature:
            return None
        draft = cls.objects.filter(pk=pk, user__is_active=True).select_related("user", "page").first()
        return draft if draft and draft.content_type_name == content_type else None

    @property
    def token(self):
        """Return a new token for this draft. It expires after `PREVIEW_MINUTES`."""
        return signer.sign(str(self.pk))

    @property
    def content_type_name(self):
        content_type = ContentType.objects.get_for_id(self.content_type_id)
        return f"{content_type.app_label}.{content_type.model}"

    def as_page(self):
        """Return the page, or None if an object that it requires has been deleted."""
        model = ContentType.objects.get_for_id(self.content_type_id).model_class()
        page = model.from_serializable_data(self.content)
        if page and page.pk is None:
            # URLs and relations need an id.
            page.pk = page.id = NOT_SAVED
        elif page:
            # The JSON encoder truncates microseconds.
            page.first_published_at = self.page.first_published_at
        return page


def max_age():
    """Return the lifetime of the token of a preview."""
    return timedelta(minutes=settings.PREVIEW_MINUTES)
