import pytest

from cms.health import running


@pytest.fixture(autouse=True)
def _run_checks_anew():
    running.forget_results()
    yield
    running.forget_results()
