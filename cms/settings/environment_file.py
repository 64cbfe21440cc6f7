"""The environment file of an installation: a setting a line, as `NAME=value`. The value is the rest of the line.

The file is read here instead of by systemd and by a shell, which read quotes and backslashes differently.
"""

import os
import re
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

VARIABLE = "ENVIRONMENT_FILE"
"""The variable that names the file."""


def load():
    """Set the variables of the file that `ENVIRONMENT_FILE` names, if it does. Variables that are set already stay.

    Raises:
        ImproperlyConfigured: the file cannot be read, or has a line that is no setting.
    """
    if path := os.environ.get(VARIABLE):
        for name, value in read(path).items():
            os.environ.setdefault(name, value)


def read(path):
    """Return the settings in the file at `path` as a dict. Empty lines and lines that begin with # are ignored.

    Raises:
        ImproperlyConfigured: see `load`. Values are secrets, so the message does not contain the line.
    """
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(f"{VARIABLE} is {path}, which cannot be read: {error}") from error
    settings = {}
    for number, line in enumerate(map(str.strip, lines), start=1):
        if not line or line.startswith("#"):
            continue
        if not re.match(r"[A-Za-z_][A-Za-z0-9_]*=", line):
            raise ImproperlyConfigured(f"{path}, line {number}: this is not like NAME=value.")
        name, _, value = line.partition("=")
        settings[name] = value
    return settings


def add(path, settings):
    """Add the dict `settings` to the end of the file at `path`, which only its owner may read then."""
    path = Path(path)
    path.touch(mode=0o600)
    path.chmod(0o600)
    text = path.read_text(encoding="utf-8")
    separator = "" if not text or text.endswith("\n") else "\n"
    lines = "".join(f"{name}={value}\n" for name, value in settings.items())
    path.write_text(f"{text}{separator}{lines}", encoding="utf-8")
