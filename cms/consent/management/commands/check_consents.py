from django.core.management.base import BaseCommand

from cms.consent.models import Consent, State
from cms.consent.not_installed import listed_in_words
from cms.consent.withdrawal import dependents_of, unpublish_expired


class Command(BaseCommand):
    help = (
        "Tells which consents have expired or will soon, and what depends on them. What an expired one covered is "
        "hidden already; --apply also unpublishes it, so that the admin shows it as a draft."
    )

    def add_arguments(self, parser):
        parser.add_argument("--apply", action="store_true", help="unpublish; without it, nothing is changed")

    def handle(self, *, apply, **options):
        for state, verb in ((State.EXPIRED, "expired"), (State.EXPIRING, "expires")):
            for consent in Consent.objects.in_state(state).order_by("expires_on"):
                self.stdout.write(f"{consent.code} {verb} on {consent.expires_on}")
                for one in dependents_of(consent):
                    shown = "" if getattr(one, "live", True) else " (not published)"
                    self.stdout.write(f"  {one._meta.verbose_name}: {one}{shown}")
                for line in listed_in_words(consent):
                    self.stdout.write(f"  {line}")
        if not apply:
            self.stdout.write("Nothing was changed. With --apply, what has expired is unpublished.")
            return
        for entry in unpublish_expired():
            self.stdout.write(f"Taken down: {entry['kind']}: {entry['title']} ({entry['consent']})")
