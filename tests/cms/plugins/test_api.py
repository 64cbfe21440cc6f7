"""`cms.plugins.api` is the one module that content types import from."""

import subprocess
import sys

import pytest

from cms.plugins import api


@pytest.mark.parametrize("name", api.__all__)
def test_each_name_can_be_imported(name):
    assert getattr(api, name)


def test_an_unknown_name_is_an_import_error():
    with pytest.raises(ImportError, match="no_such_name"):
        from cms.plugins.api import no_such_name  # noqa: F401


def test_a_declaration_can_be_imported_before_django_has_loaded_the_apps():
    code = "from cms.plugins.api import ContentTypePlugin; print(ContentTypePlugin.__name__)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "ContentTypePlugin"
