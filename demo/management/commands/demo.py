import os
import secrets
import subprocess
import sys

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from cms.delivery.server import refuse_taken_port, serve_default_site_at, worker_command
from cms.roles.declaration import Role
from cms.roles.models import RoleGroup
from demo.reviews import make_reviewer

USER = "staff"


class Command(BaseCommand):
    help = "Makes this copy ready to look at (database, sample content, a login), and serves it with a worker."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000, help="where to serve (default: 8000)")
        parser.add_argument("--prepare-only", action="store_true", help="do everything but serve")
        parser.add_argument("--picture-width", type=int, help="see load_sample_content")

    def handle(self, *, port, prepare_only, picture_width, **options):
        if not settings.DEBUG:
            raise CommandError("The demo is for development only: it serves with DEBUG on.")
        refuse_taken_port(port, "demo")
        settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
        self._step("Bringing the database up to date")
        call_command("migrate", verbosity=options["verbosity"])
        logins = _logins_of_this_copy()
        self._step("Loading sample content")
        call_command("load_sample_content", picture_width=picture_width)
        call_command("update_index", verbosity=0)
        serve_default_site_at(port)
        self._step(f"The site    http://localhost:{port}/")
        self.stdout.write(f"==> The admin   http://localhost:{port}/admin/")
        self.stdout.write(f"==> Log in as   {logins[0]}")
        for login in logins[1:]:
            self.stdout.write(f"    or as       {login}")
        self.stdout.flush()
        os.environ.setdefault("BASE_URL", f"http://localhost:{port}")
        if not prepare_only:
            subprocess.Popen(worker_command())  # noqa: S603
            os.execv(sys.executable, [sys.executable, sys.argv[0], "runserver", f"127.0.0.1:{port}"])  # noqa: S606

    def _step(self, text):
        self.stdout.write(self.style.MIGRATE_HEADING(f"==> {text}"))
        self.stdout.flush()


def _logins_of_this_copy():
    """Create a superuser and an account for each role, on the first run. Return their names and first passwords."""
    path = settings.DATA_DIR / "login.txt"
    users = get_user_model().objects
    if not users.filter(username=USER).exists():
        logins = {name: secrets.token_urlsafe(12) for name in (USER, *Role.values)}
        make_reviewer(users.create_superuser(USER, "staff@example.com", logins[USER]))
        for role in RoleGroup.objects.exclude(group=None):
            names = {"first_name": "Sample", "last_name": Role(role.pk).label}
            user = users.create_user(role.pk, f"{role.pk}@example.com", logins[role.pk], **names)
            user.groups.add(role.group)
            if role.pk == Role.MEDICAL_REVIEWER:
                make_reviewer(user)
        path.touch(mode=0o600)
        path.write_text("".join(f"{name} / {password}\n" for name, password in logins.items()))
    return path.read_text().splitlines() if path.exists() else [USER]
