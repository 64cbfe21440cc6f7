"""Django's command line, with sentences instead of tracebacks for a wrong setting."""

import gc
import os
import sys

GC_THRESHOLD = (100_000, 50, 100)
"""Collect garbage rarely: the collector traverses all models, and takes an eighth of the time of `migrate`."""


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    gc.set_threshold(*GC_THRESHOLD)
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        settings.INSTALLED_APPS  # noqa: B018 - loads the settings, which read the environment
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        if "--traceback" in sys.argv:
            raise
        sys.exit(f"Cannot start: {error}")


if __name__ == "__main__":
    main()
