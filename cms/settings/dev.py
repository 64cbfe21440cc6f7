"""Development and the demo: nothing to set, everything local."""

from cms.settings.base import *
from cms.settings.secret_key import secret_key_of_this_copy

DEBUG = True
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
SECRET_KEY = env("str", "SECRET_KEY", None) or secret_key_of_this_copy(DATA_DIR)
