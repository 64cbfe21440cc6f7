from django.core.management.base import BaseCommand

from cms.consent.models import Consent, State
from cms.consent.not_installed import dependents_as_text
from cms.consent.withdrawal import dependents_of, unpublish_expired


class Command(BaseCommand):
    help = (
        "Lists consents that have expired or will expire soon, and the content that depends on them. Content of "
        "expired consents is hidden already; --apply also unpublishes it, so that the admin shows it as a draft."
    )

    def add_arguments(self, parser):
        parser.add_argument("--apply", action="store_true", help="unpublish the content of expired consents")

    def handle(self, *, apply, **options):
        for state, verb in ((State.EXPIRED, "expired"), (State.EXPIRING, "expires")):
            for consent in Consent.objects.in_state(state).order_by("expires_on"):
                self.stdout.write(f"{consent.code} {verb} on {consent.expires_on}")
                for dependent in dependents_of(consent):
                    note = "" if getattr(dependent, "live", True) else " (not published)"
                    self.stdout.write(f"  {dependent._meta.verbose_name}: {dependent}{note}")
                for line in dependents_as_text(consent):
                    self.stdout.write(f"  {line}")
        if not apply:
            self.stdout.write("Nothing was changed. Use --apply to unpublish content whose consent has expired.")
            return
        for entry in unpublish_expired():
            self.stdout.write(f"Unpublished: {entry['kind']}: {entry['title']} ({entry['consent']})")
