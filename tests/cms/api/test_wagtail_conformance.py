"""Wagtail's own tests of its API v2 pass against our endpoints, but for the differences in the documentation."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest
import wagtail.test.demosite
from PIL import Image

DIFFERENCES = Path(__file__).parents[3] / "docs/api/conformance.md"
MODULES = [f"wagtail.api.v2.tests.test_{name}" for name in ("pages", "images", "documents")]
OURS = {"wagtailimages.image": "cms_images.contentimage", "wagtaildocs.document": "cms_documents.contentdocument"}
pytestmark = [pytest.mark.once, pytest.mark.slow]


@pytest.fixture
def files(tmp_path):
    """Return a folder with fixtures that are loaded beside Wagtail's of the same names, and with their files.

    Wagtail's images and documents are there as objects of our models, too, and the home page refers to them all: the
    API lists those alone that a public page shows.
    """
    theirs = json.loads((Path(wagtail.test.demosite.__file__).parent / "fixtures/demosite.json").read_text())
    page, home = ["wagtailcore", "page"], ["demosite", "homepage"]
    added = [{"model": "auth.group", "pk": 100, "fields": {"name": "Editors"}}]
    for row in theirs:
        if row["model"] not in OURS:
            continue
        model, fields = OURS[row["model"]], row["fields"]
        if model == "cms_images.contentimage":
            file = tmp_path / "media" / fields["file"]
            file.parent.mkdir(parents=True, exist_ok=True)
            Image.new("RGB", (fields["width"], fields["height"])).save(file)
            fields |= {"description": fields["title"]}
        added.append({"model": model, "pk": row["pk"], "fields": fields})
        reference = {
            "base_content_type": page,
            "content_type": home,
            "object_id": "2",
            "to_content_type": model.split("."),
            "to_object_id": str(row["pk"]),
            "model_path": "body",
            "content_path": f"body.{model}.{row['pk']}",
            "content_path_hash": str(uuid4()),
        }
        added.append({"model": "wagtailcore.referenceindex", "pk": len(added), "fields": reference})
    (tmp_path / "demosite.json").write_text(json.dumps(added))
    owner = {"model": "auth.user", "pk": 2, "fields": {"username": "owner", "password": "!"}}
    (tmp_path / "test.json").write_text(json.dumps([owner]))
    return tmp_path


def test_each_difference_from_wagtail_is_documented(files):
    command = [sys.executable, "-m", "django", "test", "--settings=tests.cms.api.conformance.settings", *MODULES]
    environment = {**os.environ, "CONFORMANCE_FILES": str(files)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    run = subprocess.run(
        command, cwd=DIFFERENCES.parents[2], env=environment, capture_output=True, text=True, check=False
    )
    assert int(re.search(r"^Ran (\d+) tests", run.stderr, re.MULTILINE)[1]) == 285, run.stderr
    failed = re.findall(r"^(?:FAIL|ERROR): \S+ \((?:wagtail\.api\.v2\.tests\.test_)?(\S+)\)", run.stderr, re.MULTILINE)
    documented = re.findall(r"^\| `(\S+)` \|", DIFFERENCES.read_text(), re.MULTILINE)
    assert sorted(failed) == sorted(documented), run.stderr
