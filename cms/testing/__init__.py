"""Base classes, factories and fixtures for the tests of content types.

`docs/plugins/testing.md` shows how. It needs the packages of the extra `testing`.
"""

import pytest

pytest.register_assert_rewrite("cms.testing.contracts", "cms.testing.schemas", "cms.testing.queries")
