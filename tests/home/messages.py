"""What a visitor sends with the contact form of `ContactPageFactory`."""

from django.core import mail

from cms.forms.pages import digest_of
from home.models import ContactSubmission

WORDING = "I accept that this is not encrypted."


def answers(**changes):
    filled = {
        "your_name": "A visitor",
        "your_e_mail": "visitor@example.com",
        "your_question": "When are you open?",
        "accept-risk": "on",
        "your-website": "",
        "accepted-wording": digest_of(WORDING),
    }
    return {name: value for name, value in (filled | changes).items() if value is not None}


def nothing_happened():
    return not ContactSubmission.objects.exists() and not mail.outbox
