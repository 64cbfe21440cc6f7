"""Drafts as they were when a preview was opened, for as long as its token holds."""

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
"""How many drafts of one page one person has at most. While they type, the preview panel asks for many."""
NOT_SAVED = 0
"""The id of a page that has none yet: its answer has the same shape as that of others."""

signer = TimestampSigner(salt="cms.api.preview")


class PreviewDraftQuerySet(models.QuerySet):
    def expired(self):
        return self.filter(made_at__lt=timezone.now() - max_age())


class PreviewDraft(models.Model):
    """A page as somebody in the editor saw it: also one that was never saved, or with changes that were not.

    What it holds never changes, so a token shows the draft for which it was made, and no later one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    page = models.ForeignKey(Page, null=True, on_delete=models.CASCADE, related_name="+")
    content = models.JSONField(encoder=DjangoJSONEncoder)
    made_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = PreviewDraftQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.content_type_name}, {self.made_at}"

    @classmethod
    def keep(cls, page, user):
        """Store `page` as `user` sees it now, and delete what is no longer needed. Returns the draft."""
        cls.objects.expired().delete()
        place = {"user": user, "content_type": page.cached_content_type, "page_id": page.pk}
        older = cls.objects.filter(**place).order_by("-made_at").values_list("pk", flat=True)
        cls.objects.filter(pk__in=list(older[MAX_DRAFTS_PER_PAGE - 1 :])).delete()
        return cls.objects.create(**place, content=page.serializable_data())

    @classmethod
    def of_token(cls, token, content_type):
        """Return the draft for which `token` was made, or None if there is none, of this type, now.

        `content_type` is the name of the page's model, such as "articles.procedurepage".
        """
        try:
            pk = signer.unsign(token, max_age=max_age())
        except BadSignature:
            return None
        draft = cls.objects.filter(pk=pk, user__is_active=True).select_related("user", "page").first()
        return draft if draft and draft.content_type_name == content_type else None

    @property
    def token(self):
        """A token for this draft. It holds from now on for as long as the settings say."""
        return signer.sign(str(self.pk))

    @property
    def content_type_name(self):
        content_type = ContentType.objects.get_for_id(self.content_type_id)
        return f"{content_type.app_label}.{content_type.model}"

    def as_page(self):
        """Return the page, or None if something that it cannot be without was deleted in the meantime."""
        model = ContentType.objects.get_for_id(self.content_type_id).model_class()
        page = model.from_serializable_data(self.content)
        if page and page.pk is None:
            # Neither addresses nor relations may fail for want of an id.
            page.pk = page.id = NOT_SAVED
        elif page:
            # JSON knows milliseconds alone, and the published page has microseconds.
            page.first_published_at = self.page.first_published_at
        return page


def max_age():
    """For how long a token holds."""
    return timedelta(minutes=settings.PREVIEW_MINUTES)
