"""A site of its own, for content types that come and go."""

from cms.settings.base import *

SECRET_KEY = "only for tests"
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SECOND_FACTOR = False
API_ANONYMOUS_RATE = API_TOKEN_RATE = ""
REVIEW_REQUIRED = False
