"""Types for TypeScript, made of the description with openapi-typescript, are strict and exact."""

import shutil
from pathlib import Path

import pytest

from tests.node import install, run_npm

pytestmark = [pytest.mark.once, pytest.mark.slow, pytest.mark.xdist_group("types")]

FRONT_END = Path(__file__).with_name("types")
SNAPSHOT = Path(__file__).with_name("openapi.json")
"""That it is what the site serves, test_schema.py says."""


@pytest.fixture(scope="module")
def types(tmp_path_factory):
    """Return a folder with the types, and front-end code that uses them."""
    folder = install(FRONT_END, tmp_path_factory.mktemp("types") / "types")
    shutil.copy(SNAPSHOT, folder)
    run_npm(folder, "run", "types")
    return folder


def test_what_a_front_end_does_with_the_types_compiles_and_its_mistakes_do_not(types):
    run_npm(types, "run", "compile")


def test_no_value_of_the_practices_content_is_of_an_unknown_type(types):
    schemas = (types / "api.d.ts").read_text().partition("    schemas: {")[2].partition("\n    };")[0]

    unknown = [line.strip() for line in schemas.splitlines() if "unknown" in line]

    # CSL-JSON has a schema of its own, and problem details may have more than they have to.
    assert unknown == ["[key: string]: unknown;"] * 3
