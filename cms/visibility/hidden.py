"""Explain to staff why visitors do not see something that is published.

`cms.visibility.pages` and `objects` decide what visitors see. This module finds what they leave out, and the cause.
"""

from dataclasses import dataclass, replace
from datetime import date

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, Exists, OuterRef, Q
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, ReferenceIndex

from cms.consent.models import Consent, ConsentRequired, State, patient_content_models
from cms.content_stamp.kept import keep
from cms.context.channels import Channel
from cms.context.request import current_context, use_context
from cms.plugins.placeholders.models import Placeholder
from cms.visibility.ending import Cause, Ending
from cms.visibility.objects import keys_as_text, public_objects
from cms.visibility.pages import installed_types, not_hidden
from cms.visibility.state import expired_pages, restricted_paths

ON_ONE_CHANNEL = {Channel.WEBSITE: _("hidden on the website"), Channel.APPS: _("hidden in apps")}

SEEN = {f"seen_on_{channel}": channel for channel in Channel}
"""Channels by the name of the annotation that says whether visitors see an object on it."""


@dataclass(frozen=True)
class Reason:
    """Why an object, or a part of a page, is hidden. It does not depend on the language."""

    cause: Cause
    day: date | None = None
    channel: Channel | None = None
    """The only channel on which it is hidden, or None for all."""
    part: str = ""
    """Label of the model of the part of the page that is hidden, or "" if the whole object is."""

    def __str__(self):
        hidden = ON_ONE_CHANNEL[self.channel] if self.channel else gettext("hidden")
        if self.part:
            hidden = gettext("{type} {hidden}").format(
                type=apps.get_model(self.part)._meta.verbose_name, hidden=hidden
            )
        return gettext("{hidden}: {cause}").format(hidden=hidden, cause=self.cause_in_words)

    @property
    def cause_in_words(self):
        return str(self.cause.label).format(day=self.day and _day_in_words(self.day))


def hidden(model):
    """Return why published objects of `model` are hidden: a dict of `Reason`s by id. Keep it unchanged.

    For `Page`, it contains pages of which only a part is hidden, too.
    """
    key = ("hidden", model)
    return current_context().memoize(key, lambda: keep(key, lambda: _find_reasons(model)))


def hidden_page_ids():
    """Return the ids of the published pages that are hidden, in whole or in part, the newest first."""
    return sorted(hidden(Page), reverse=True)


def reason_for(instance):
    """Return the `Reason` why `instance`, which is published, is hidden, or None. Lists cost no further queries."""
    if not getattr(instance, "live", True):
        return None
    return hidden(Page if isinstance(instance, Page) else type(instance)).get(instance.pk)


def status_in_words(instance):
    """Return the status of `instance`, which has drafts, and why it is hidden: “live, hidden: expired on May 2”."""
    words = [instance.status_string]
    if reason := reason_for(instance):
        words.append(str(reason))
    elif isinstance(instance, Page) and instance.live and _is_private(instance):
        words.append(gettext("private"))
    return ", ".join(map(str, words))


def _is_private(page):
    return any(page.path.startswith(path) for path in restricted_paths("page"))


def hidden_objects(model):
    """Return the published objects of `model`, which is not `Page`, that are hidden on at least one channel."""
    seen = {name: _seen(model, channel) for name, channel in SEEN.items()}
    return _published(model).annotate(**seen).exclude(**dict.fromkeys(seen, True))


def hidden_pages():
    """Return the published pages that are hidden, in whole or in part."""
    hidden = Q(pk__in=_pages_hidden_everywhere().values("pk"))
    for model in _patient_pages():
        hidden |= Q(pk__in=hidden_objects(model).values("pk"))
    for model in _models_of_parts():
        hidden |= Q(pk__in=_references_to_hidden(model).values("page_id"))
    return Page.objects.live().filter(hidden)


def _pages_hidden_everywhere():
    """Return the live pages that have expired, or whose content type is not installed."""
    hidden = Q(pk__in=expired_pages()) | ~Q(content_type__in=installed_types())
    return Page.objects.live().filter(hidden).order_by()


def _patient_pages():
    return [model for model in patient_content_models() if issubclass(model, Page)]


def _published(model):
    objects = model._base_manager.order_by()
    return objects.filter(live=True) if hasattr(model, "live") else objects


def _seen(model, channel):
    """Return a condition for the objects of `model` that visitors of `channel` see, each evaluated for its row."""
    row = model._base_manager.filter(pk=OuterRef("pk")).order_by()
    with use_context(channel):
        return Exists(not_hidden(row) if issubclass(model, Page) else public_objects(row))


def _models_of_parts():
    """Return the models whose objects are hidden by themselves on the pages that show them."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, (Ending, ConsentRequired)) and not issubclass(model, (Page, Placeholder))
    ]


def _references_to_hidden(model):
    """Return the references of pages to hidden objects of `model`, with `page_id`."""
    types = ContentType.objects.get_for_models(Page, model)
    references = ReferenceIndex.objects.filter(base_content_type=types[Page], to_content_type=types[model])
    references = references.filter(to_object_id__in=keys_as_text(hidden_objects(model)))
    return references.annotate(page_id=Cast("object_id", BigIntegerField()))


def _find_reasons(model):
    if model is Page:
        return _reasons_of_pages()
    rows = list(hidden_objects(model).values_list("pk", *SEEN))
    causes = _causes(model) if rows else {}
    found = {}
    for pk, *seen in rows:
        hidden_on = [channel for channel, is_seen in zip(Channel, seen, strict=True) if not is_seen]
        channel = hidden_on[0] if len(hidden_on) == 1 else None
        found[pk] = Reason(*causes.get(pk, (Cause.OTHER, None)), channel)
    return found


def _reasons_of_pages():
    found = _reasons_of_parts()
    for model in _patient_pages():
        found |= hidden(model)
    for pk, expire_at in _pages_hidden_everywhere().values_list("pk", "expire_at"):
        is_expired = expire_at and expire_at <= timezone.now()
        found[pk] = (
            Reason(Cause.EXPIRED, timezone.localdate(expire_at)) if is_expired else Reason(Cause.NOT_INSTALLED)
        )
    return found


def _reasons_of_parts():
    """Return the reasons of the live pages of which a part is hidden."""
    found = {}
    for model in _models_of_parts():
        if reasons := {str(pk): reason for pk, reason in hidden(model).items()}:
            references = _references_to_hidden(model).filter(page_id__in=Page.objects.live().values("pk"))
            for page_id, pk in references.values_list("page_id", "to_object_id"):
                if pk in reasons:  # it may have been hidden in between
                    found.setdefault(page_id, replace(reasons[pk], part=model._meta.label))
    return found


def _causes(model):
    """Return cause and day of the hidden objects of `model`, by id. A later cause replaces an earlier one."""
    found = {}
    if issubclass(model, ConsentRequired):
        found |= _consent_causes(hidden_objects(model))
    if issubclass(model, Ending):
        found |= {instance.pk: instance.end() for instance in hidden_objects(model)}
    if hasattr(model, "expire_at"):
        expired = _published(model).filter(expire_at__lte=timezone.now()).values_list("pk", "expire_at")
        found |= {pk: (Cause.EXPIRED, timezone.localdate(at)) for pk, at in expired}
    return found


def _consent_causes(objects):
    rows = list(objects.values_list("pk", "consent", "consent__withdrawn_at", "consent__expires_on"))
    causes = {consent: _consent_cause(*dates) for consent, *dates in {row[1:] for row in rows} if consent}
    return {pk: causes.get(consent, (Cause.NO_CONSENT, None)) for pk, consent, *_dates in rows}


def _consent_cause(withdrawn_at, expires_on):
    state = Consent(withdrawn_at=withdrawn_at, expires_on=expires_on).get_state()
    if state == State.WITHDRAWN:
        return Cause.CONSENT_WITHDRAWN, timezone.localdate(withdrawn_at)
    return (Cause.CONSENT_EXPIRED, expires_on) if state == State.EXPIRED else (Cause.NOT_ALLOWED, None)


def _day_in_words(day):
    """Return “November 8”, with the year if it is not the current one."""
    return date_format(day, "F j" if day.year == timezone.localdate().year else "F j, Y")
