import signal
import subprocess
import time
from contextlib import contextmanager

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from cms.delivery.server import refuse_taken_port, serve_default_site_at, server_command, worker_command

SECONDS_TO_END = 20
"""For how many seconds a process may finish its requests or its task."""


class Command(BaseCommand):
    help = "Serves this copy as in production: the production server and settings, and a worker beside it."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000, help="where to serve (default: 8000)")
        parser.add_argument("--workers", type=int, help="number of server processes (default: one for each core)")

    def handle(self, *, port, workers, **options):
        if settings.DEBUG:
            raise CommandError("This command needs production settings. `make serve` makes them for this copy.")
        refuse_taken_port(port, "serve")
        settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
        self._say("Bringing the database up to date")
        call_command("migrate", verbosity=0)
        self._say("Collecting static files")
        call_command("collectstatic", interactive=False, verbosity=0)
        serve_default_site_at(port)
        if not get_user_model().objects.exists():
            self._say(
                "There is no login yet. `make demo` fills this copy, `manage.py createsuperuser` makes a login."
            )
        self._say(f"The site    http://localhost:{port}/")
        self._say(f"The admin   http://localhost:{port}/admin/ (Ctrl+C stops the server)")
        commands = {
            "server": server_command(port, workers=workers),
            "worker": worker_command(),
        }
        try:
            with _running(commands) as processes:
                _supervise(processes, commands)
        except KeyboardInterrupt:
            self._say("Stopped")

    def _say(self, text):
        self.stdout.write(self.style.MIGRATE_HEADING(f"==> {text}"))
        self.stdout.flush()


@contextmanager
def _running(commands):
    """Start a process for each command. End all of them at the end."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    processes = {}
    try:
        for name, command in commands.items():
            processes[name] = subprocess.Popen(command)  # noqa: S603
        yield processes
    finally:
        for process in processes.values():
            process.terminate()
        for process in processes.values():
            try:
                process.wait(SECONDS_TO_END)
            except subprocess.TimeoutExpired:
                process.kill()


def _supervise(processes, commands):
    """Restart the worker whenever it exits. Raise CommandError once the server exits."""
    while processes["server"].poll() is None:
        time.sleep(1)
        for name, process in processes.items():
            if name != "server" and process.poll() is not None:
                processes[name] = subprocess.Popen(commands[name])  # noqa: S603
    raise CommandError(f"The server has ended with the status {processes['server'].returncode}.")
