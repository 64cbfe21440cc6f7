"""StreamBlocks that keep blocks of unknown types.

Wagtail drops a stored block whose type is not defined, so the next save would lose the blocks of a removed plugin.
Here the stream value keeps them in `missing`, apart from its other blocks: only the database column and the editor's
form contain them; templates, the API, the search index and validation do not.
"""

import json
from dataclasses import dataclass, replace

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.blocks.list_block import ListValue
from wagtail.blocks.stream_block import StreamBlockAdapter

from cms.pages.incomplete_forms import IncompleteFormError

FORM_TYPE = "missing-type"
"""Block type of unknown blocks in the editor's form. No block can have this name, because of the hyphen."""

SALT = "cms.pages.blocks.lossless"


@dataclass(frozen=True)
class UnknownBlockValue:
    """A stored block of an unknown type."""

    place: int
    """Number of known blocks before it."""
    type: str
    stored: dict | None
    """The block as stored; None if a form sent a block that was never stored."""

    @classmethod
    def from_form(cls, place, kind, signed, pk):
        """Return the block that a form sent. It is signed, because no block validates its content."""
        try:
            sent = signing.loads(signed, salt=SALT) if kind == FORM_TYPE else {"type": kind}
        except signing.BadSignature:
            sent = {"type": "?"}
        if "stored" not in sent:
            return cls(place, sent["type"], None)
        stored = sent["stored"]
        if pk and pk != stored.get("id"):  # a copy, made with the block around it
            stored = stored | {"id": pk}
        return cls(place, stored["type"], stored)

    @property
    def form_state(self):
        sent = {"type": self.type} if self.stored is None else {"stored": self.stored}
        value = {"type": self.type, "words": self.words, "signed": signing.dumps(sent, salt=SALT, compress=True)}
        return {"type": FORM_TYPE, "value": value, "id": (self.stored or {}).get("id")}

    @property
    def words(self):
        if self.stored is None:
            words = _(
                "A block of a missing type (“%(type)s”). It was not sent as it is stored. "
                "Reload the page to have it back, or delete it here."
            )
        else:
            words = _(
                "A block of a missing type (“%(type)s”). It is kept as it is, "
                "and shown nowhere until its content type is back."
            )
        return words % {"type": self.type}


class LosslessStreamValue(blocks.StreamValue):
    """A stream value, with the blocks of unknown types in `missing`, in their order."""

    def __init__(self, stream_block, stream_data, missing=(), **kwargs):
        super().__init__(stream_block, stream_data, **kwargs)
        self.missing = list(missing)

    def insert(self, i, item):
        place = slice(i, None).indices(len(self))[0]
        super().insert(i, item)
        self.missing = [replace(block, place=block.place + (block.place > place)) for block in self.missing]

    def __delitem__(self, i):
        gone = range(len(self))[i]
        gone = gone if isinstance(i, slice) else [gone]
        super().__delitem__(i)
        self.missing = [
            replace(block, place=block.place - sum(index < block.place for index in gone)) for block in self.missing
        ]

    def __eq__(self, other):
        return super().__eq__(other) and self.missing == getattr(other, "missing", [])

    def get_prep_value(self):
        stored = [(block.place, block.stored) for block in self.missing if block.stored is not None]
        return _together(super().get_prep_value(), stored)


class PlaceholderBlock(blocks.Block):
    """Placeholder for an unknown block type that is looked up by name, as Wagtail's usage reports do."""

    class Meta:
        label = _("Block of a missing type")

    def value_for_form(self, value):
        raise ValidationError(_("unrecognised block type “%(name)s”"), params={"name": self.name})

    @property
    def child_blocks(self):
        return BlocksWithPlaceholders()

    @property
    def child_block(self):
        return self


class BlocksWithPlaceholders(dict):
    """Child blocks of a stream. Looking up an unknown type returns a placeholder block, without adding a key."""

    def __missing__(self, name):
        block = PlaceholderBlock()
        block.set_name(name)
        return block


class LosslessStreamBlock(blocks.StreamBlock):
    """A StreamBlock that keeps blocks of unknown types. Staff can move and delete them."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.child_blocks = BlocksWithPlaceholders(self.child_blocks)

    def empty_value(self, raw_text=None):
        return LosslessStreamValue(self, [], raw_text=raw_text)

    def to_python(self, value):
        if isinstance(value, str):
            try:
                value = json.loads(value or "[]")
            except ValueError:
                return super().to_python(value)
        if not isinstance(value, list) or not value or not isinstance(value[0], dict):
            return super().to_python(value)
        own, missing = self._sorted(value)
        return LosslessStreamValue(self, own, missing, is_lazy=True)

    def bulk_to_python(self, values):
        streams = super().bulk_to_python(values)
        return [
            LosslessStreamValue(self, list(stream), self._sorted(stored)[1])
            for stream, stored in zip(streams, values, strict=True)
        ]

    def get_prep_value(self, value):
        return value.get_prep_value() if _missing(value) else super().get_prep_value(value)

    def get_api_representation(self, value, context=None) -> list:
        return super().get_api_representation(shown_children(value), context)

    def get_form_state(self, value):
        return _together(
            super().get_form_state(value), [(block.place, block.form_state) for block in _missing(value)]
        )

    def value_from_datadict(self, data, files, prefix):
        """Return the value that a form has sent.

        Raises IncompleteFormError if a part is missing: an incomplete stream must not replace the stored one.
        """
        try:
            return self._read_form(data, files, prefix)
        except (KeyError, TypeError, ValueError) as error:
            raise IncompleteFormError from error

    def _read_form(self, data, files, prefix):
        numbers = [n for n in range(int(data[f"{prefix}-count"])) if not data[f"{prefix}-{n}-deleted"]]
        known = data.copy()
        for n in numbers:
            if data[f"{prefix}-{n}-type"] not in self.child_blocks:
                known[f"{prefix}-{n}-deleted"] = "1"  # as far as Wagtail is concerned
        value = LosslessStreamValue(self, list(super().value_from_datadict(known, files, prefix)))
        place = 0
        for n in sorted(numbers, key=lambda n: _order(data.get(f"{prefix}-{n}-order"), len(numbers))):
            kind = data[f"{prefix}-{n}-type"]
            if kind in self.child_blocks:
                place += 1
                continue
            sent = data.get(f"{prefix}-{n}-value", ""), data.get(f"{prefix}-{n}-id")
            missing = UnknownBlockValue.from_form(place, kind, *sent)
            if missing.stored and missing.type in self.child_blocks:  # its type came back while the form was open
                value.insert(place, self.to_python([missing.stored])[0])
                place += 1
            else:
                value.missing.append(missing)
        return value

    def clean(self, value):
        missing = _missing(value)
        if refused := [ValidationError(block.words) for block in missing if block.stored is None]:
            raise blocks.StreamBlockValidationError(non_block_errors=refused)
        return LosslessStreamValue(self, list(super().clean(value)), missing)

    def _sorted(self, stored):
        """Split the `stored` blocks into those of known types and those of unknown types."""
        own, missing = [], []
        for block in stored:
            if block["type"] in self.child_blocks:
                own.append(block)
            else:
                missing.append(UnknownBlockValue(len(own), block["type"], block))
        return own, missing


def shown_children(stream):
    """Return the children of `stream`, the value of a StreamBlock, without those that are left out now.

    A block that is left out as a whole while it shows nothing has a method `is_shown(value)`.
    """
    return [child for child in stream if not hasattr(child.block, "is_shown") or child.block.is_shown(child.value)]


class LosslessStreamBlockAdapter(StreamBlockAdapter):
    js_constructor = "cms.pages.LosslessStreamBlock"

    def js_args(self, block):
        *args, meta = super().js_args(block)
        missing = {"name": FORM_TYPE, "icon": "warning", "label": _("Block of a missing type")}
        return [*args, meta | {"missing": missing}]

    @cached_property
    def media(self):
        return super().media + forms.Media(js=["cms/lossless-stream-block.js"])


register(LosslessStreamBlockAdapter(), LosslessStreamBlock)


def missing_types(value):
    """Yield the type of each block of an unknown type in `value`, at any depth."""
    match value:
        case blocks.StreamValue():
            yield from (block.type for block in _missing(value))
            for child in value:
                yield from missing_types(child.value)
        case blocks.StructValue():
            for child in value.values():
                yield from missing_types(child)
        case ListValue():
            for child in value:
                yield from missing_types(child)


def _missing(value):
    """Return the unknown blocks of `value`. A value of Wagtail's own class has none."""
    return getattr(value, "missing", [])


def _together(own, others):
    """Return `own` with the `others`, pairs of place and block, inserted at their places."""
    whole = list(own)
    for place, block in reversed(others):  # from the end, so that the earlier places stay valid
        whole.insert(place, block)
    return whole


def _order(sent, last):
    try:
        return int(sent)
    except (TypeError, ValueError):
        return last
