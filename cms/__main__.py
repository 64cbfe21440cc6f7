"""Django's command line, with sentences instead of tracebacks for a wrong setting."""

import gc
import os
import sys

GC_THRESHOLD = (100_000, 50, 100)
"""Collect garbage rarely: the collector traverses all models, and takes an eighth of the time of `migrate`."""


def main():
    gc.set_threshold(*GC_THRESHOLD)
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    from cms.settings import environment_file

    try:
        if sys.argv[1:2] == ["setup"]:
            _answer_settings_questions()
        else:
            environment_file.load()
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
        settings.INSTALLED_APPS  # noqa: B018 - loads the settings, which read the environment
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        if "--traceback" in sys.argv:
            raise
        sys.exit(f"Cannot start: {error}")


def _answer_settings_questions():
    """Let `setup` ask for the settings that it writes to the environment file, before Django reads them."""
    from cms.operations.first_start import answers

    if not {"-h", "--help"} & set(sys.argv):
        answers.answer_settings_questions()


if __name__ == "__main__":
    main()
