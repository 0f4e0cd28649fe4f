#!/usr/bin/env python
import gc
import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

if __name__ == "__main__":
    # While modules are loaded nothing becomes garbage: to look for it every 700 objects, as Python
    # does, is a tenth of the time of a command.
    gc.set_threshold(100_000, 50, 100)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "journeyaudit.settings")
    try:
        settings.BASE_DIR  # noqa: B018  # reads the settings: a bad value is one line, no traceback
    except ImproperlyConfigured as fault:
        sys.exit(f"{fault}.")
    execute_from_command_line(sys.argv)
