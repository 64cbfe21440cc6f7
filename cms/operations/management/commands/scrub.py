from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from cms.operations.scrubbing import NotInstalledError, scrub


class Command(BaseCommand):
    help = (
        "Makes a copy of the production site fit for staging: removes messages, consents, photographs and stories of "
        "patients, drafts, accounts, tokens and logs. It keeps what every visitor may read, except patients."
    )

    def add_arguments(self, parser):
        parser.add_argument("--confirm", metavar="DATABASE", required=True, help="the name of the database to scrub")

    def handle(self, *, confirm, **options):
        if not settings.STAGING:
            raise CommandError("This is no staging copy: STAGING is not set. Nothing was changed.")
        name = str(connection.settings_dict["NAME"])
        if confirm != name:
            raise CommandError(f"Confirmation failed: the database is “{name}”. Nothing was changed.")
        try:
            scrub()
        except NotInstalledError as error:
            raise CommandError(
                f"Content of content types that do not run is stored: {error}. Enable them, or remove their content. "
                "Nothing was changed."
            ) from None
        self.stdout.write("The copy is scrubbed. `manage.py setup` makes its first administrator.")
