"""Wagtail's own tests of its API v2 pass against our endpoints, but for the differences in the documentation."""

import itertools
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest
import wagtail.test
from PIL import Image

DIFFERENCES = Path(__file__).parents[3] / "docs/api/conformance.md"
MODULES = [f"wagtail.api.v2.tests.test_{name}" for name in ("pages", "images", "documents")]
OURS = {"wagtailimages.image": "cms_images.contentimage", "wagtaildocs.document": "cms_documents.contentdocument"}
FAILED = re.compile(r"^(?:FAIL|ERROR): \S+ \(wagtail\.api\.v2\.tests\.test_(\S+)\)", re.MULTILINE)
KEYS = itertools.count(1)
pytestmark = [pytest.mark.once, pytest.mark.slow]


@pytest.fixture
def files(tmp_path):
    """Return a folder with fixtures that are loaded beside Wagtail's of the same names, and with their files.

    Wagtail's images and documents are there as objects of our models, too, and the home page refers to them all: the
    API lists those alone that a public page shows.
    """
    for app, more in (
        ("demosite", [_row("auth.group", 1, name="Editors")]),
        ("testapp", [_row("auth.user", pk, username=f"user{pk}") for pk in range(1, 10)]),
    ):
        for fixture in (Path(wagtail.test.__file__).parent / app / "fixtures").glob("*.json"):
            if fixture.name in ("demosite.json", "test.json"):
                rows = [*more, *_in_our_models(json.loads(fixture.read_text()), tmp_path / "media")]
                (tmp_path / fixture.name).write_text(json.dumps(rows))
    return tmp_path


def _row(model, pk, **fields):
    return {"model": model, "pk": pk, "fields": fields}


def _in_our_models(rows, media):
    """Yield the images and documents among `rows` of a fixture as rows of our models, and references to them."""
    for row in rows:
        fields = row["fields"]
        model = OURS.get(row["model"].lower())
        if not model:
            continue
        if "width" in fields:
            file = media / fields["file"]
            file.parent.mkdir(parents=True, exist_ok=True)
            Image.new("RGB", (fields["width"], fields["height"])).save(file, "JPEG")
            fields |= {"description": fields["title"]}
        yield _row(model, row["pk"], **fields)
        yield _row(
            "wagtailcore.referenceindex",
            next(KEYS),
            base_content_type=["wagtailcore", "page"],
            content_type=["wagtailcore", "page"],
            object_id="2",
            to_content_type=model.split("."),
            to_object_id=str(row["pk"]),
            model_path="body",
            content_path="body",
            content_path_hash=str(uuid4()),
        )


def test_each_difference_from_wagtail_is_documented(files):
    command = [sys.executable, "-m", "django", "test", "--settings=tests.cms.api.conformance.settings", *MODULES]
    environment = {**os.environ, "CONFORMANCE_FILES": str(files)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    run = subprocess.run(
        command, cwd=DIFFERENCES.parents[2], env=environment, capture_output=True, text=True, check=False
    )
    assert "Ran 285 tests" in run.stderr, run.stderr
    failed = FAILED.findall(run.stderr)
    documented = re.findall(r"^\| `(\S+)` \|", DIFFERENCES.read_text(), re.MULTILINE)
    assert sorted(failed) == sorted(documented), run.stderr
