"""The answers that `manage.py setup` needs: from the environment, from the environment file, or from a terminal.

The settings are needed before Django reads them, so this module imports nothing that does.
"""

import os
import secrets
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from cms.settings import environment_file

NO_INPUT = "--no-input"
new_settings = {}
"""Settings that the environment file lacks, by name."""


@dataclass(frozen=True)
class Question:
    variable: str
    """The environment variable that may hold the answer."""
    text: str
    default: str = ""


WITHOUT_FILE = (
    Question("SECRET_KEY", "Secret key: a long random text, such as that of `openssl rand -base64 50`"),
    Question("BASE_URL", "Address of the site, such as https://www.example.com"),
    Question("ALLOWED_HOSTS", "Host names of the site, such as www.example.com"),
    Question("DATABASE_URL", "Database, such as postgres://user:password@host/name"),
)
"""What the environment has to have where there is no environment file to write, as in a container."""


def settings_questions(site):
    """Return the questions whose answers are settings. `site` is its host name, or "" if not known."""
    return (
        Question("BASE_URL", "Address of the site, such as https://www.example.com"),
        Question("DATA_DIR", "Folder for uploads and static files", "/var/lib/bay-street"),
        Question("DATABASE_URL", "Database", "postgres://bay@%2Frun%2Fpostgresql/bay"),
        Question("CACHE_URL", "Redis for the cache", "redis://127.0.0.1:6379/0"),
        Question("EMAIL_URL", "Mail server, such as smtp+tls://user:password@mail.example.com:587"),
        Question("DEFAULT_FROM_EMAIL", "Sender of mails", f"website@{site}" if site else ""),
        Question("TIME_ZONE", "Time zone of the practice", "America/New_York"),
    )


def answer_settings_questions():
    """Complete the settings in the environment before Django reads them. Write nothing.

    The answers are left to `manage.py setup` in `new_settings`, which writes them to the environment file.

    Raises:
        ImproperlyConfigured: answers are missing, and nobody can be asked. The message lists them.
    """
    path = os.environ.get(environment_file.VARIABLE)
    if not path:
        _require(*WITHOUT_FILE)
        return
    kept = environment_file.read(path) if Path(path).exists() else {}
    for name, value in kept.items():
        os.environ.setdefault(name, value)
    for number in range(len(settings_questions(""))):
        question = settings_questions(_site())[number]  # later defaults depend on earlier answers
        os.environ[question.variable] = find_answer(question)
    _require(*settings_questions(""))
    for name, value in _derived_settings().items():
        if not os.environ.get(name):
            os.environ[name] = value
    names = [*_derived_settings(), *(question.variable for question in settings_questions(""))]
    new_settings.update({name: os.environ[name] for name in names if name not in kept})


def _derived_settings():
    """Return the settings that nobody is asked for."""
    return {
        "DJANGO_SETTINGS_MODULE": "cms.settings.production",
        "ALLOWED_HOSTS": _site(),
        "SENDFILE_HEADER": "X-Accel-Redirect",
        "SECRET_KEY": secrets.token_urlsafe(50),
    }


def _require(*questions):
    missing = [question for question in questions if not os.environ.get(question.variable)]
    if missing:
        raise ImproperlyConfigured(missing_message(missing))


def find_answer(question):
    """Return the answer from the environment, or from the terminal if there is one, or ""."""
    if answer := os.environ.get(question.variable, "").strip():
        return answer
    if not may_ask():
        return question.default
    default = f" [{question.default}]" if question.default else ""
    answer = ""
    while not answer:
        answer = input(f"{question.text}{default}: ").strip() or question.default
    return answer


def may_ask():
    """Return whether a person can be asked."""
    return sys.stdin.isatty() and NO_INPUT not in sys.argv


def missing_message(questions):
    """Return a message that lists the variables to set."""
    lines = "".join(f"\n  {question.variable}: {question.text}" for question in questions)
    return f"setup needs answers. Set these variables, or run it in a terminal:{lines}\nNothing was changed."


def _site():
    return urlsplit(os.environ.get("BASE_URL", "")).hostname or ""
