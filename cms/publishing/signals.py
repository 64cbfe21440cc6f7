from django.db.models.signals import pre_save
from django.dispatch import receiver
from wagtail.models import Page

from cms.publishing.rules import PublishingRefusedError, PublishingRules, is_publishing, refused_publishes


@receiver(pre_save)
def refuse_publishing(instance, raw, update_fields, **kwargs):
    """Apply the publishing rules. `pre_save` is the only hook that every way of publishing goes through.

    `raw` is True for fixtures, which are not checked. Consents are also checked whenever content is read.
    """
    if raw or (update_fields is not None and "live" not in update_fields):
        return
    if type(instance) is Page and instance.pk and instance.live:
        instance = _specific_page(instance)
    if isinstance(instance, PublishingRules) and is_publishing(instance):
        try:
            instance.refuse_publishing()
        except PublishingRefusedError:
            refused_publishes.labels("save").inc()
            raise
        instance.prepare_for_publishing()


def _specific_page(page):
    """Return the specific page of a `Page` that is being saved, with the publishing state of `page`."""
    specific = page.specific
    specific.live, specific.live_revision_id = page.live, page.live_revision_id
    return specific
