"""Editors who save at the same time do not change how each other's blocks are validated."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.base import BlockField

pytestmark = pytest.mark.once


class WaitingBlock(blocks.CharBlock):
    """Tells when a thread is validating it, and takes a while."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.is_validating = Event()

    def clean(self, value):
        self.is_validating.set()
        time.sleep(0.2)
        return super().clean(value)


def test_a_required_block_is_asked_for_at_publishing_while_another_thread_validates_a_draft():
    waiting = WaitingBlock(required=False)
    block = blocks.StructBlock([("heading", blocks.CharBlock()), ("waiting", waiting)])
    empty = block.to_python({"heading": "", "waiting": ""})
    draft, publication = BlockField(block), BlockField(block)
    draft.is_deferred_validation = True

    with ThreadPoolExecutor(1) as another:
        saved = another.submit(draft.clean, empty)
        assert waiting.is_validating.wait(10)
        with pytest.raises(ValidationError):
            publication.clean(empty)
        assert saved.result()["heading"] == ""

    with pytest.raises(ValidationError):
        publication.clean(empty)
