"""Form data of the editor for a StreamField."""

from wagtail.blocks import ListBlock, StreamBlock, StructBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.images.blocks import ImageBlock
from wagtail.test.utils.form_data import querydict_from_html


def stream_data(block, value, prefix):
    """Yield the names and values of a form with the value `value` of `block`."""
    match block:
        case StreamBlock():
            yield from _children(value, prefix)
        case ListBlock():
            yield from _children(value.bound_blocks, prefix)
        case TypedTableBlock():
            yield from _table(value, prefix)
        case ImageBlock():
            yield from _struct(block, block._image_to_struct_value(value), prefix)
        case StructBlock():
            yield from _struct(block, value, prefix)
        case _:
            html = block.field.widget.render(prefix, block.value_for_form(value), {"id": prefix})
            yield from querydict_from_html(f"<form>{html}</form>").items()


def _children(children, prefix):
    yield f"{prefix}-count", str(len(children))
    for number, child in enumerate(children):
        name = f"{prefix}-{number}"
        yield from {f"{name}-order": str(number), f"{name}-deleted": "", f"{name}-id": child.id or ""}.items()
        yield f"{name}-type", child.block.name
        yield from stream_data(child.block, child.value, f"{name}-value")


def _struct(block, value, prefix):
    for name, child in block.child_blocks.items():
        yield from stream_data(child, value[name], f"{prefix}-{name}")


def _table(table, prefix):
    yield f"{prefix}-caption", table.caption
    yield f"{prefix}-column-count", str(len(table.columns))
    for number, column in enumerate(table.columns):
        name = f"{prefix}-column-{number}"
        yield from {f"{name}-order": str(number), f"{name}-deleted": ""}.items()
        yield from {f"{name}-type": column["block"].name, f"{name}-heading": column["heading"]}.items()
    rows = list(table.rows)
    yield f"{prefix}-row-count", str(len(rows))
    for number, cells in enumerate(rows):
        yield from {f"{prefix}-row-{number}-order": str(number), f"{prefix}-row-{number}-deleted": ""}.items()
        for place, cell in enumerate(cells):
            yield from stream_data(cell.block, cell.value, f"{prefix}-cell-{number}-{place}")
