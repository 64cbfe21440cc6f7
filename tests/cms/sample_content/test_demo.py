import socket

import pytest
from django.core.management import CommandError, call_command


def test_the_demo_refuses_to_run_where_debug_is_off(settings):
    settings.DEBUG = False

    with pytest.raises(CommandError, match="for development only"):
        call_command("demo")


def test_a_taken_port_is_named_before_anything_is_done(settings):
    settings.DEBUG = True
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]

        with pytest.raises(CommandError, match=rf"Port {port} cannot be used .* make demo PORT="):
            call_command("demo", port=port)
