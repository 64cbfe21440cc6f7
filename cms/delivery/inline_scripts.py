"""Choosers of the admin without inline scripts, which its Content-Security-Policy refuses.

`cms/start-widgets.js` runs what the inline script of Wagtail would. The templates of date fields and inline panels
are replaced in `templates/wagtailadmin/`.
"""

import json
import re

from django.utils.html import format_html
from wagtail.admin.widgets import BaseChooser

CALL = re.compile(r"((?:new )?\w+)\((.*)\);?", re.DOTALL)
"""A call of a function or class with arguments in JSON: what `BaseChooser.render_js_init` returns."""


def render_chooser(widget, name, value, attrs=None, renderer=None):
    """Return the HTML of a chooser. It replaces `BaseChooser.render`.

    Raises:
        ValueError: the script of the chooser is no single call with arguments in JSON.
    """
    value_data = widget.get_value_data(value)
    script = widget.render_js_init(attrs["id"], name, value_data)
    try:
        function, arguments = CALL.fullmatch(script).groups()
        json.loads(f"[{arguments}]")
    except (AttributeError, ValueError) as error:
        sentence = f"{type(widget).__name__}: the script is no call with arguments in JSON: {script}"
        raise ValueError(sentence) from error
    html = widget.render_html(name, value_data, attrs)
    return format_html('{}<cms-start hidden call="{}" arguments="[{}]"></cms-start>', html, function, arguments)


def replace_inline_scripts():
    """Let all choosers of the admin be rendered by `render_chooser`."""
    BaseChooser.render = render_chooser
