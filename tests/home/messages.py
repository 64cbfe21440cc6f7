"""What a visitor sends with the contact form of `ContactPageFactory`."""

import time

from django.core import mail, signing

from cms.forms.pages import SALT, rendered_now
from home.models import ContactSubmission

WORDING = "I accept that this is not encrypted."


def opened(seconds_ago, wording=WORDING):
    mark = signing.loads(rendered_now(wording), salt=SALT)[1]
    return signing.dumps([int(time.time()) - seconds_ago, mark], salt=SALT)


def answers(**changes):
    filled = {
        "your_name": "A visitor",
        "your_e_mail": "visitor@example.com",
        "your_question": "When are you open?",
        "accept-risk": "on",
        "your-website": "",
        "opened-at": opened(60),
    }
    return {name: value for name, value in (filled | changes).items() if value is not None}


def nothing_happened():
    return not ContactSubmission.objects.exists() and not mail.outbox
