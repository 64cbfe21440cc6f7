"""Record events."""

import ipaddress
import re

from django.db import transaction
from wagtail.log_actions import get_active_log_context, registry

from cms.audit_trail import chain
from cms.audit_trail.models import Entry
from cms.context.clients import client_address
from cms.context.request import current_context

NETWORKS = {4: 24, 6: 48}
"""Lengths of the network prefixes that are stored of an address."""
_NAME = re.compile(r"[\w.:/@+-]{0,150}", re.ASCII)


def record(action, instance=None, *, user=None, label=None, details=None):
    """Record an event. It is stored in the transaction of the caller, or not at all: errors are raised.

    Args:
        action: the name of an action that is registered by Wagtail's hook `register_log_actions`.
        instance: the object that it is about, if there is one.
        user: who did it (default: the user of Wagtail's log context, or of the current request).
        label: the name of the object (default: its text, unless its class sets `named_in_audit_trail = False`).
        details: a dict of numbers, short names, and lists and dicts of them. Never content.

    Raises:
        ValueError: the action is not registered, or the details may contain content.
    """
    if not registry.action_exists(action):
        raise ValueError(f"The action {action} is not registered: see the hook register_log_actions.")
    if details and short_values(details) != details:
        raise ValueError("Details are numbers and short names of up to 150 letters, digits and _.:/@+-.")
    object_type, object_id = "", ""
    if instance is not None:
        object_type, object_id = instance._meta.label_lower, str(instance.pk)
        if label is None and getattr(instance, "named_in_audit_trail", True):
            label = str(instance)
    store(action, object_type, object_id, label or "", user or _current_user(), details or {})


def store(action, object_type, object_id, label, user, details):
    """Store an entry, and have it chained after the transaction. `record` has the arguments."""
    with transaction.atomic():
        Entry.objects.create(
            action=action,
            user_id=user and user.pk,
            username=user.get_username() if user else "",
            object_type=object_type,
            object_id=object_id,
            label=label.replace("\0", "")[:255],
            details=details,
            address=_network(current_context().request),
        )
        chain.seal_on_commit()


def short_values(value):
    """Return `value`, of JSON, without the texts that may be content: all that are not short names."""
    if isinstance(value, dict):
        kept = {key: short_values(part) for key, part in value.items()}
        return {key: part for key, part in kept.items() if part is not None}
    if isinstance(value, list):
        return [part for part in map(short_values, value) if part is not None]
    is_short = isinstance(value, int) or (isinstance(value, str) and _NAME.fullmatch(value))
    return value if is_short else None


def _current_user():
    user = get_active_log_context().user or getattr(current_context().request, "user", None)
    return user if user and user.is_authenticated else None


def _network(request):
    address = client_address(request) if request else ""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return ""  # a Unix socket has no IP address
    return str(ipaddress.ip_network(f"{ip}/{NETWORKS[ip.version]}", strict=False))
