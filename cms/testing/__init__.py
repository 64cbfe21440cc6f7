"""What the tests of content types are made of: contracts to subclass, factories, fixtures.

`docs/plugins/testing.md` shows how. It needs what the extra `testing` installs.
"""

import pytest

pytest.register_assert_rewrite("cms.testing.contracts", "cms.testing.schemas", "cms.testing.queries")
