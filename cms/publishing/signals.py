from django.db.models.signals import pre_save
from django.dispatch import receiver
from wagtail.models import Page

from cms.publishing.rules import PublishingRules, goes_public


@receiver(pre_save)
def refuse_to_publish_without_consent(instance, raw, update_fields, **kwargs):
    """Stand at the one place that all ways of publishing pass: the saving of something live.

    `raw` is a fixture. What it brings is shown only as far as consents allow, like everything.
    """
    if raw or (update_fields is not None and "live" not in update_fields):
        return
    if type(instance) is Page and instance.pk and instance.live:
        instance = _with_what_is_stored(instance)
    if isinstance(instance, PublishingRules) and goes_public(instance):
        instance.refuse_publishing()
        instance.prepare_for_publishing()


def _with_what_is_stored(page):
    """Return the specific page of a bare `Page` that is being saved, with the states that this saves."""
    specific = page.specific
    specific.live, specific.live_revision_id = page.live, page.live_revision_id
    return specific
