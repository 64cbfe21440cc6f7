"""`make serve` serves this copy as in production."""

import socket

import pytest
from django.core.management import CommandError, call_command

from tests.cms.settings.test_environment import start


def test_development_settings_are_refused(settings):
    settings.DEBUG = True

    with pytest.raises(CommandError, match="`make serve`"):
        call_command("serve")


def test_a_taken_port_is_named_before_anything_is_done(settings):
    settings.DEBUG = False
    with socket.create_server(("127.0.0.1", 0)) as holder:
        port = holder.getsockname()[1]

        with pytest.raises(CommandError, match=rf"Port {port} cannot be used .* make serve PORT="):
            call_command("serve", port=port)


PRINT = "from django.conf import settings as s; print(s.DEBUG, s.SECURE_SSL_REDIRECT, len(s.SECRET_KEY) > 50)"


@pytest.mark.once
def test_what_production_requires_is_made_for_this_copy(tmp_path):
    started = start(tmp_path, "local_production", "shell", "-v0", "-c", PRINT)

    assert started.stdout.split() == ["False", "False", "True"], started.stderr
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600
