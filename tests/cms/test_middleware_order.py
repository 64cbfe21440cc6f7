"""The system check on the order of the middleware."""

import pytest
from django.conf import settings as project_settings
from django.core.checks.registry import registry

from cms.delivery.checks import (
    API,
    AUTHENTICATION,
    CONTEXT,
    FILE_ERRORS,
    MESSAGES,
    PUBLISH_ERRORS,
    REDIRECTS,
    SESSIONS,
    check_middleware_order,
)

CORS = "corsheaders.middleware.CorsMiddleware"


def errors_of(settings, middleware):
    settings.MIDDLEWARE = middleware
    return check_middleware_order(None)


def test_check_is_registered():
    assert check_middleware_order in registry.get_checks()


def test_order_of_the_settings_is_right(settings):
    assert errors_of(settings, settings.MIDDLEWARE) == []


def test_other_middleware_may_be_added(settings):
    added = [*settings.MIDDLEWARE[:3], "whitenoise.middleware.WhiteNoiseMiddleware", *settings.MIDDLEWARE[3:]]
    assert errors_of(settings, added) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (CONTEXT, API),
        (API, "django.middleware.security.SecurityMiddleware"),
        (API, CORS),
        (API, "django.middleware.common.CommonMiddleware"),
        (SESSIONS, REDIRECTS),
        (AUTHENTICATION, REDIRECTS),
        (MESSAGES, PUBLISH_ERRORS),
        (MESSAGES, FILE_ERRORS),
    ],
)
def test_wrong_order_is_an_error_that_names_the_middleware(settings, first, second):
    middleware = [name for name in settings.MIDDLEWARE if name != first]
    middleware.insert(middleware.index(second) + 1, first)
    errors = errors_of(settings, middleware)
    assert any(first in error.msg for error in errors)
    assert all(error.is_serious() for error in errors)


@pytest.mark.parametrize("name", [name for name in project_settings.MIDDLEWARE if name in (CONTEXT, API, REDIRECTS)])
def test_missing_middleware_is_an_error(settings, name):
    errors = errors_of(settings, [other for other in settings.MIDDLEWARE if other != name])
    assert [error.msg for error in errors] == [f"MIDDLEWARE lacks {name}."]
