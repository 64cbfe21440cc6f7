"""Fields for pages."""

import json

from wagtail.blocks import StreamValue
from wagtail.fields import StreamField

from .blocks import BodyBlock


class ContentStreamField(StreamField):
    """A StreamField whose migrations hold no block definitions.

    The database column is JSON whatever the blocks are, so a changed block needs no migration, and an old
    migration never imports a block that has gone. A data migration over blocks names what it needs by itself.
    """

    def __init__(self, block_types=(), **kwargs):
        super().__init__(block_types, **kwargs)

    def deconstruct(self):
        name, _path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup")
        return name, "cms.pages.fields.ContentStreamField", [], kwargs

    def to_python(self, value):
        """Keep what is stored as it is where no block is defined: in the models of a migration.

        Without this, a migration that saves a page for any other reason would drop all of its blocks.
        """
        if not self.stream_block.child_blocks and isinstance(value, str):
            value = json.loads(value) if value else []
        if not self.stream_block.child_blocks and isinstance(value, list):
            return StreamValue(self.stream_block, [], raw_text=value)
        return super().to_python(value)


class BodyField(ContentStreamField):
    """The body of a page: the block library that serves all content types."""

    def __init__(self, block_types=BodyBlock, **kwargs):
        kwargs.setdefault("blank", True)
        super().__init__(block_types, **kwargs)
