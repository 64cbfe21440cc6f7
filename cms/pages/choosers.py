"""Choosers of Wagtail, whose form is shown again with an error when it was sent with a value that is no id."""

from wagtail.admin.widgets import BaseChooser

_get_instance = BaseChooser.get_instance


def accept_invalid_ids():
    """Let all choosers show an invalid id as no choice. Wagtail raises an error while it renders the form."""
    BaseChooser.get_instance = get_instance


def get_instance(chooser, value):
    """Return the object of a chooser, or None if there is none or if `value` is no id."""
    try:
        return _get_instance(chooser, value)
    except (ValueError, OverflowError):
        return None
