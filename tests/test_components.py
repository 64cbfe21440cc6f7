"""Shared components render with the sample context beside them, and pages use the layouts."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory

from cms.pages.blocks import BodyBlock, LinkBlock
from cms.testing.fixtures import page_types
from home.blocks import CallOutBlock

TEMPLATES = Path(settings.BASE_DIR) / "templates"
COMPONENTS = sorted(path for folder in TEMPLATES.rglob("components") for path in folder.glob("*.html"))


def templates_of(block):
    """Yield the template of a block, and of all blocks in it."""
    yield getattr(block.meta, "template", None)
    for child in (*getattr(block, "child_blocks", {}).values(), getattr(block, "child_block", None)):
        if child:
            yield from templates_of(child)


BLOCK_TEMPLATES = {
    template for block in (BodyBlock(), LinkBlock(), CallOutBlock()) for template in templates_of(block)
}


def name(path):
    return str(path.relative_to(TEMPLATES))


SHARED = [pytest.param(path, id=name(path)) for path in COMPONENTS if name(path) not in BLOCK_TEMPLATES]


def test_there_are_components():
    assert len(SHARED) > 5


@pytest.mark.django_db
@pytest.mark.parametrize("path", SHARED)
def test_a_component_renders_with_its_sample_context(path):
    sample = path.with_suffix(".json")

    assert sample.exists(), f"{name(path)} has no sample context: put {sample.name} beside it"
    assert render_to_string(name(path), json.loads(sample.read_text()), RequestFactory().get("/")).strip()


def test_no_sample_context_has_lost_its_component():
    orphans = [path for path in TEMPLATES.rglob("*.json") if not path.with_suffix(".html").exists()]

    assert not orphans


@pytest.mark.parametrize("model", page_types(), ids=lambda model: model.__name__)
def test_the_template_of_a_page_type_extends_a_layout(model):
    assert get_template(model.template).template.source.startswith('{% extends "layouts/')
