"""Production settings for `make serve`, with defaults for this copy for the variables that production requires."""

import os
from pathlib import Path

from cms.settings.secret_key import secret_key_of_this_copy

_folder = Path(os.environ.get("DATA_DIR") or Path(__file__).resolve().parents[2] / "var").resolve()
os.environ.setdefault("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
os.environ.setdefault("BASE_URL", "http://localhost:8000")
os.environ.setdefault("DATABASE_URL", f"sqlite:///{_folder}/db.sqlite3")
os.environ.setdefault("TRUSTED_PROXIES", "0")
os.environ.setdefault("LOG_FORMAT", "text")
os.environ.setdefault("LOG_LEVEL", "WARNING")
if not os.environ.get("SECRET_KEY"):
    os.environ["SECRET_KEY"] = secret_key_of_this_copy(_folder)

from cms.settings.production import *  # noqa: E402 - reads the variables above
