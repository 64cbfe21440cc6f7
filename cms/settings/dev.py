"""Development and the demo: nothing to set, everything local."""

import secrets

from cms.settings.base import *

DEBUG = True
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]


def _own_secret_key():
    """Return this copy's secret key, made on first run: no key that is in the repository is a secret."""
    path = DATA_DIR / "secret_key"
    if not path.exists():
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


SECRET_KEY = env("str", "SECRET_KEY", None) or _own_secret_key()
