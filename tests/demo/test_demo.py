import os
import socket
import subprocess
import sys

import pytest
from django.conf import settings as site_settings
from django.core.management import CommandError, call_command

from cms.roles.declaration import Role
from cms.testing.databases import copy_migrated_database


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


@pytest.mark.once
@pytest.mark.slow
def test_an_empty_site_is_filled_once_and_kept_as_it_is_at_the_second_run(tmp_path, templates):
    copy_migrated_database(templates, tmp_path / "db.sqlite3")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    known = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "CACHE_URL")}
    environment = known | {"DJANGO_SETTINGS_MODULE": "cms.settings.dev", "DATA_DIR": str(tmp_path)}
    command = [sys.executable, "manage.py", "demo", "--prepare-only", "--port", str(port), "--picture-width", "120"]

    def run():
        where = {"cwd": site_settings.BASE_DIR, "env": environment}
        return subprocess.run(command, check=True, capture_output=True, text=True, **where).stdout

    first = run()
    logins = (tmp_path / "login.txt").read_text().splitlines()
    files = {path: path.stat().st_mtime_ns for path in tmp_path.glob("private/**/*")}
    second = run()

    assert "The sample content is loaded." in first
    assert "content of its own. Nothing was changed." in second
    assert [login.partition(" / ")[0] for login in logins] == ["staff", *Role.values]
    assert all(login in first and login in second for login in logins)
    assert f"http://localhost:{port}/admin/" in second
    assert {path: path.stat().st_mtime_ns for path in tmp_path.glob("private/**/*")} == files
