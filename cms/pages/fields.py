"""Fields for pages."""

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
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup")
        return name, path, [], kwargs


class BodyField(ContentStreamField):
    """The body of a page: the block library that serves all content types."""

    def __init__(self, block_types=BodyBlock, **kwargs):
        kwargs.setdefault("blank", True)
        super().__init__(block_types, **kwargs)
