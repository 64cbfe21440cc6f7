"""Model fields: StreamFields that keep unknown blocks, and the body of pages."""

from django.core import checks
from wagtail.fields import StreamField

from cms.pages.blocks import BodyBlock, LosslessStreamBlock


class ContentStreamField(StreamField):
    """A StreamField that keeps blocks of unknown types, and whose migrations contain no block definitions.

    The database column is JSON whatever the blocks are, so a changed block needs no migration, and an old migration
    never imports a removed block. A data migration over blocks defines the blocks that it needs.

    A stored block is kept if its type is unknown: its plugin was removed, or a migration runs, whose models define no
    blocks. Otherwise a migration that saves a page would drop all of its blocks.
    """

    def __init__(self, block_types=(), **kwargs):
        if isinstance(block_types, list | tuple):
            block_types = LosslessStreamBlock(list(block_types))
        super().__init__(block_types, **kwargs)

    def deconstruct(self):
        name, _path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup")
        return name, "cms.pages.fields.ContentStreamField", [], kwargs

    def check(self, **kwargs):
        errors = super().check(**kwargs)
        if not isinstance(self.stream_block, LosslessStreamBlock):
            errors.append(
                checks.Error(
                    f"{type(self.stream_block).__name__} loses blocks whose type is missing.",
                    hint="Derive it from cms.pages.blocks.LosslessStreamBlock.",
                    obj=self,
                    id="cms_pages.E001",
                )
            )
        return errors


class BodyField(ContentStreamField):
    """The body of a page: the block library that serves all content types."""

    def __init__(self, block_types=BodyBlock, **kwargs):
        kwargs.setdefault("blank", True)
        super().__init__(block_types, **kwargs)
