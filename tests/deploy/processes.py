"""An installation as processes: server, worker, and a web server with the configuration of `deploy/` in front."""

import os
import re
import shutil
import subprocess
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"


def find_program(name):
    """Return the path of a program. Without it, the test is skipped, or fails if REQUIRE_WEB_SERVERS is set."""
    program = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    if not program:
        assert not os.environ.get("REQUIRE_WEB_SERVERS"), f"REQUIRE_WEB_SERVERS is set and {name} was not found"
        pytest.skip(f"{name} was not found; install it to run this")
    return program


def run(command, environment):
    """Run `command` to its end, which has to be a success."""
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@contextmanager
def running(*commands):
    """Run `commands`, pairs of arguments and environment. End all of them afterwards."""
    with ExitStack() as stack:
        for command, environment in commands:
            process = stack.enter_context(subprocess.Popen(command, env=environment, cwd=ROOT))
            stack.callback(process.terminate)
        yield


def until(condition):
    """Wait until `condition()` is true, whose errors of the network count as false."""
    deadline = time.monotonic() + 120
    while True:
        try:
            if condition():
                return
        except OSError:
            pass
        assert time.monotonic() < deadline
        time.sleep(0.1)


class CaddyFront:
    """Caddy, with certificates of a local authority of its own."""

    program = "caddy"

    def __init__(self, folder, application, data):
        self.http, self.https = free_port(), free_port()
        options = f"admin off\nskip_install_trust\nhttp_port {self.http}\nhttps_port {self.https}"
        log = "log {\nlevel WARN\n}"
        self.config = folder / "Caddyfile"
        self.config.write_text(f"{{\n{options}\n{log}\n}}\n" + (DEPLOY / "caddy/Caddyfile").read_text())
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "XDG_DATA_HOME": str(folder / "caddy"),
            "SITE_ADDRESS": "www.example.com",
            "TLS": "tls internal",
            "APPLICATION": f"127.0.0.1:{application}",
            "PRIVATE_FILES": str(data / "private"),
        }
        self.validation = [find_program("caddy"), "validate", "--config", str(self.config)]
        self.command = [find_program("caddy"), "run", "--config", str(self.config)]
        self.authority = folder / "caddy/caddy/pki/authorities/local/root.crt"


class NginxFront:
    """nginx, with a certificate that is its own authority."""

    program = "nginx"

    def __init__(self, folder, application, data):
        self.http, self.https = free_port(), free_port()
        self.authority = folder / "certificate.pem"
        key = folder / "key.pem"
        run(
            [
                *(find_program("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
                *("-subj", "/CN=www.example.com", "-addext", "subjectAltName=DNS:www.example.com"),
                *("-keyout", str(key), "-out", str(self.authority)),
            ],
            None,
        )
        site = (DEPLOY / "nginx/bay-street.conf").read_text()
        for pattern, replacement in (
            (r"\s+listen \[::\].*;", ""),
            (r"listen 80\b", f"listen 127.0.0.1:{self.http}"),
            (r"listen 443\b", f"listen 127.0.0.1:{self.https}"),
            (r"/etc/letsencrypt/live/www.example.com/fullchain.pem", str(self.authority)),
            (r"/etc/letsencrypt/live/www.example.com/privkey.pem", str(key)),
            (r"127\.0\.0\.1:8000", f"127.0.0.1:{application}"),
            (r"/var/lib/bay-street/private", str(data / "private")),
        ):
            site, number = re.subn(pattern, replacement, site)
            assert number, pattern
        self.config = folder / "nginx.conf"
        temporary = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        paths = "".join(f"{name}_temp_path {folder}/{name};\n" for name in temporary)
        user = "user root;\n" if os.geteuid() == 0 else ""  # the folder of the test belongs to us
        self.config.write_text(
            f"{user}daemon off;\npid {folder}/nginx.pid;\nerror_log stderr;\nevents {{}}\n"
            f"http {{\ninclude /etc/nginx/mime.types;\naccess_log off;\n{paths}{site}}}\n"
        )
        self.environment = {"PATH": os.environ["PATH"]}
        self.validation = [find_program("nginx"), "-t", "-c", str(self.config)]
        self.command = [find_program("nginx"), "-c", str(self.config)]
