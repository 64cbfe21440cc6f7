from django.core.management.base import BaseCommand, CommandError

from cms.consent.models import Consent
from cms.consent.not_installed import dependents_as_text, entry_as_text
from cms.consent.withdrawal import dependents_of, withdraw


class Command(BaseCommand):
    help = "Withdraws a consent: unpublishes content that depends on it, deletes its files, and prints the receipt."

    def add_arguments(self, parser):
        parser.add_argument("code", help="code of the consent")
        parser.add_argument("--reason", default="The patient withdrew.", help="reason for the receipt")
        parser.add_argument("--no-input", action="store_false", dest="interactive", help="skip the confirmation")

    def handle(self, *, code, reason, interactive, **options):
        consent = Consent.objects.filter(code=code).first()
        if consent is None:
            raise CommandError(f"There is no consent with the code {code}.")
        self.stdout.write(f"Consent {consent}. Content that depends on it:")
        for dependent in dependents_of(consent):
            self.stdout.write(f"  {dependent._meta.verbose_name}: {dependent}")
        for line in dependents_as_text(consent):
            self.stdout.write(f"  {line}")
        if interactive:
            self.stdout.write("It will be unpublished, and its files will be deleted. This cannot be undone.")
            if input(f"Type {code} to withdraw the consent: ") != code:
                raise CommandError("Confirmation failed. Nothing was changed.")
        receipt = withdraw(consent, reason=reason)
        self._print(receipt)
        if not receipt.completed_at:
            raise CommandError(
                "The content is hidden, but the withdrawal is not finished. See “Still to do”, and run the "
                "command again."
            )
        self.stdout.write(self.style.SUCCESS(f"Consent {code} is withdrawn."))

    def _print(self, receipt):
        for entry in receipt.unpublished:
            self.stdout.write(f"Unpublished: {entry['kind']}: {entry['title']}")
        for entry in receipt.not_installed:
            self.stdout.write(f"Still stored: {entry_as_text(entry)}")
        for name in receipt.files_deleted:
            self.stdout.write(f"Deleted: {name}")
        for line in receipt.manual_steps:
            self.stdout.write(f"Still to do: {line}")
