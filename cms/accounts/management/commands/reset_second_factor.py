from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from cms.accounts import second_factor


class Command(BaseCommand):
    help = "Removes the second factor and the recovery codes of an account, and ends its sessions."

    def add_arguments(self, parser):
        parser.add_argument("username", help="the name of the account")

    def handle(self, *, username, **options):
        user = get_user_model().objects.filter(username=username).first()
        if not user:
            raise CommandError(f"There is no account “{username}”.")
        if not second_factor.has_one(user):
            raise CommandError(f"The account “{username}” has no second factor.")
        second_factor.reset(user)
        self.stdout.write(f"The second factor of “{username}” is reset.")
