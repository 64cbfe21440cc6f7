"""Development and the demo: nothing to set, everything local."""

from cms.settings.base import *
from cms.settings.secret_key import secret_key_of_this_copy

DEBUG = True
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
SECRET_KEY = env("str", "SECRET_KEY", None) or secret_key_of_this_copy(DATA_DIR)
# A second factor would stand between a developer and each new copy. The screens say that none is asked for.
SECOND_FACTOR = env("bool", "SECOND_FACTOR", False)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
