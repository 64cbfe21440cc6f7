import os

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from cms.operations.first_start import making, services
from cms.operations.first_start.answers import (
    NO_INPUT,
    Question,
    find_answer,
    missing_message,
    new_settings,
)
from cms.operations.first_start.remaining import remaining_steps
from cms.settings import environment_file

PRACTICE = Question("SETUP_PRACTICE", "Name of the practice")
ADMINISTRATOR = Question("SETUP_ADMINISTRATOR", "User name of the first administrator")
EMAIL = Question("SETUP_EMAIL", "Email address of the first administrator")


class Command(BaseCommand):
    help = (
        "Makes a new installation ready: asks for its settings, tests database, cache, storage and mail, makes the "
        "site and the first administrator, and says what is left to do. A second run changes nothing. Answers are "
        "read from the environment: the settings of docs/settings.md, SETUP_PRACTICE, SETUP_ADMINISTRATOR and "
        "SETUP_EMAIL."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument(NO_INPUT, action="store_true", help="Ask nothing: all answers are in the environment.")

    def handle(self, **options):
        if settings.DEBUG:
            raise CommandError("setup is for production. `make demo` makes a copy for development ready.")
        self._changed = False
        if problems := services.problems():
            raise CommandError("\n".join([*problems, "Nothing was changed."]))
        self.stdout.write("Database, cache and storage work.")
        answers = self._first_answers()
        self._write_environment_file()
        self._migrate()
        self._say("The site is made.", making.make_site(answers.get(PRACTICE)))
        self._say("The name of the practice is published.", making.make_practice(answers.get(PRACTICE)))
        address = self._make_administrator(answers)
        self._collect_static_files()
        mail_problem = self._test_mail(address)
        if not self._changed:
            self.stdout.write("Nothing was changed.")
        self.stdout.write("\nLeft to do:")
        for step in [mail_problem, *remaining_steps()]:
            if step:
                self.stdout.write(f"- {step}")

    def _say(self, text, changed=True):
        if changed:
            self._changed = True
            self.stdout.write(text)

    def _first_answers(self):
        """Return the answers that the site and the first account need, by question."""
        has_tables = get_user_model()._meta.db_table in connection.introspection.table_names()
        needed = []
        if not has_tables or not making.has_practice() or making.default_site() is None:
            needed.append(PRACTICE)
        if not has_tables or not making.administrators().exists():
            needed += [ADMINISTRATOR, EMAIL]
        answers = {question: find_answer(question) for question in needed}
        if missing := [question for question, answer in answers.items() if not answer]:
            raise CommandError(missing_message(missing))
        if ADMINISTRATOR in answers:
            try:
                get_user_model()(username=answers[ADMINISTRATOR], email=answers[EMAIL]).clean_fields(
                    exclude=["password"]
                )
            except ValidationError as error:
                raise CommandError(
                    f"The first administrator: {' '.join(error.messages)} Nothing was changed."
                ) from None
        return answers

    def _write_environment_file(self):
        path = os.environ.get(environment_file.VARIABLE)
        if path and new_settings:
            environment_file.add(path, new_settings)
            self._say(f"These settings are in {path} now: {', '.join(sorted(new_settings))}.")

    def _migrate(self):
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", interactive=False, verbosity=0)
            self._say("The database has its tables, and the roles of staff.")

    def _make_administrator(self, answers):
        """Make the first account. Return the address to which a first mail is to be sent, or ""."""
        if not making.make_administrator(answers.get(ADMINISTRATOR), answers.get(EMAIL)):
            return ""
        self._say(f"The first administrator is “{answers[ADMINISTRATOR]}”.")
        return answers[EMAIL]

    def _test_mail(self, address):
        """Test the mail server. Return what does not work, or ""."""
        problem = services.mail_problem(address)
        if not problem and settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
            self.stdout.write(f"A mail was sent to {address}." if address else "The mail server accepts us.")
        return problem

    def _collect_static_files(self):
        if not (settings.STATIC_ROOT / "staticfiles.json").exists():
            call_command("collectstatic", interactive=False, verbosity=0)
            self._say("The static files are collected.")
