import json
import logging
from io import StringIO

import pytest

from cms.logs.configuration import formatter


class Log:
    """What production writes to its log."""

    def __init__(self):
        self.stream = StringIO()

    @property
    def text(self):
        return self.stream.getvalue()

    @property
    def lines(self):
        return [json.loads(line) for line in self.text.splitlines()]


@pytest.fixture
def log():
    """Return the log of the test, from the lowest level of all loggers."""
    log, root = Log(), logging.getLogger()
    handler = logging.StreamHandler(log.stream)
    handler.setFormatter(formatter("json"))
    root.addHandler(handler)
    level = root.level
    root.setLevel(logging.DEBUG)
    yield log
    root.setLevel(level)
    root.removeHandler(handler)
