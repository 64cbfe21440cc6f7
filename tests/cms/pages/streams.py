"""Streams as the editor sends them."""

from wagtail import blocks

from cms.pages.blocks.lossless import FORM_TYPE


def sent_by_editor(block, state, prefix):
    """Return what the editor's script sends for `block` in the state `state`: as far as tests have such blocks."""
    if isinstance(block, blocks.BaseStructBlock):
        parts = [sent_by_editor(child, state[name], f"{prefix}-{name}") for name, child in block.child_blocks.items()]
        return {name: value for part in parts for name, value in part.items()}
    if not isinstance(block, blocks.BaseStreamBlock | blocks.ListBlock):
        return {prefix: "" if state is None else state}
    sent = {f"{prefix}-count": str(len(state))}
    for n, one in enumerate(state):
        at = f"{prefix}-{n}"
        sent |= {f"{at}-deleted": "", f"{at}-order": str(n), f"{at}-id": one["id"] or ""}
        if isinstance(block, blocks.ListBlock):
            sent |= sent_by_editor(block.child_block, one["value"], f"{at}-value")
        elif one["type"] == FORM_TYPE:
            sent |= {f"{at}-type": FORM_TYPE, f"{at}-value": one["value"]["signed"]}
        else:
            sent |= {f"{at}-type": one["type"]}
            sent |= sent_by_editor(block.child_blocks[one["type"]], one["value"], f"{at}-value")
    return sent
