"""Photographs that drafts of cases have marked as a patient's, so that the mark can be taken back.

A draft decides as little as possible about pictures:

- A picture that a draft chooses is marked as a patient's at once, and follows the consent of the draft: nothing else
  can show it unmarked meanwhile, and a withdrawal finds it.
- A picture on public content that is not marked is not changed: a draft hides nothing on the public site.
  Publishing such a case is refused until staff mark the picture themselves, or choose another.
- A claim records what a draft has changed. It is undone when no version of the case shows the picture any more.
- Publishing the case, or saving the picture as a patient's, confirms the mark: the claim is deleted, the mark stays.
"""

from django.db import models, transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.plugins.api import Consent, ContentImage


class PhotographClaim(models.Model):
    """A picture that a draft of a case has marked as a patient's or put under its consent."""

    case = models.ForeignKey("gallery.CasePage", on_delete=models.CASCADE, related_name="+", verbose_name=_("case"))
    picture = models.ForeignKey(ContentImage, on_delete=models.CASCADE, related_name="+", verbose_name=_("picture"))
    was_marked = models.BooleanField(verbose_name=_("was marked"))
    """Whether staff had marked the picture as a patient's before."""

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("claimed picture")
        verbose_name_plural = _("claimed pictures")
        constraints = [models.UniqueConstraint(fields=["case", "picture"], name="one_claim_per_case_and_picture")]

    def __str__(self):
        return _("“%(picture)s” in drafts of “%(case)s”") % {"picture": self.picture, "case": self.case}


@transaction.atomic
def claim(case, chosen):
    """Claim those of the `chosen` pictures (ids) that no consent covers yet, and release what `case` has left out."""
    claims = PhotographClaim.objects.filter(picture__in=chosen)
    withdrawn = Consent.objects.filter(withdrawn_at__isnull=False)
    open_to_claims = models.Q(consent=None) | models.Q(pk__in=claims.values("picture"))
    pictures = ContentImage.objects.filter(open_to_claims, pk__in=chosen).exclude(consent__in=withdrawn)
    for picture in pictures.select_for_update():
        if not picture.shows_patient and public_uses(picture, case):
            continue
        others = claims.filter(picture=picture).exclude(case=case)
        first = others.first()
        was_marked = first.was_marked if first else picture.shows_patient
        PhotographClaim.objects.get_or_create(case=case, picture=picture, defaults={"was_marked": was_marked})
        changes = {"shows_patient": True}
        if case.consent_id and (first is None or picture.consent_id is None):
            changes["consent"] = case.consent_id
        ContentImage.objects.filter(pk=picture.pk).update(**changes)
    _release(case, chosen)


def confirm(pictures):
    """Make the marks of `pictures` (ids) permanent."""
    PhotographClaim.objects.filter(picture__in=pictures).delete()


def public_uses(picture, case):
    """Return the public pages and other objects, except `case`, that show `picture`."""
    return [
        user
        for user, _references in picture.get_usage()
        if getattr(user, "live", True) and not (isinstance(user, Page) and user.pk == case.pk)
    ]


def _release(case, chosen):
    left_out = PhotographClaim.objects.filter(case=case).exclude(picture__in=chosen)
    if not left_out:
        return
    for stale in left_out.exclude(picture__in=_shown_by_other_versions(case)).select_related("picture__consent"):
        stale.delete()
        withdrawn = stale.picture.consent and stale.picture.consent.withdrawn_at
        if not withdrawn and not PhotographClaim.objects.filter(picture=stale.picture).exists():
            ContentImage.objects.filter(pk=stale.picture_id).update(shows_patient=stale.was_marked, consent=None)


def _shown_by_other_versions(case):
    """Return the ids of images in the stored row, the latest revision and the scheduled revision."""
    stored = type(case).objects.get(pk=case.pk)
    versions = [stored, stored.get_latest_revision_as_object(), stored.get_scheduled_revision_as_object()]
    return set().union(*(version.covered_image_ids() for version in versions if version))


@receiver(post_save, sender=ContentImage)
def confirm_what_staff_mark(instance, raw, **kwargs):
    """Confirm the mark when a marked image is saved, as in its form: staff have decided."""
    if not raw and instance.shows_patient:
        confirm([instance.pk])
