"""Print docs/settings.md, the list of all environment variables. It is read from the source of the settings.

    python -m cms.settings.describe > docs/settings.md

Nothing is executed, since `production` cannot be imported without its required variables.
"""

import ast
import sys
from dataclasses import dataclass
from pathlib import Path

TYPES = {
    "str": "text",
    "int": "number",
    "bool": "`true` or `false`",
    "list": "list, separated by commas",
    "dj_db_url": "URL",
    "env_cache": "URL",
    "env_email": "URL",
    "env_url": "URL (http or https)",
    "env_urls": "list of `host=URL`, separated by commas",
}
"""The types for readers, by the first argument of `env` or the name of another function that reads a variable."""
REQUIRED = "required"
INTRODUCTION = """# Settings

All settings are environment variables, or lines `NAME=value` in the file that `ENVIRONMENT_FILE` names: the value is
the rest of the line, without quotes, and the environment comes first. If one is missing or malformed, the start fails
with a message that names it.
`DJANGO_SETTINGS_MODULE` chooses the defaults: `manage.py` uses `cms.settings.dev` (development), and `cms.wsgi` uses
`cms.settings.production`. In defaults, `{BASE_DIR}` is the folder of the project, and `{DATA_DIR}` the variable of
that name. Content types may have further variables, whose names begin with their label: `TEAM_…`. Their documentation
lists them.

This page is made from `cms/settings/`: change the `help` texts there, then run
`.venv/bin/python -m cms.settings.describe > docs/settings.md`."""


@dataclass(frozen=True)
class Variable:
    """One reading of an environment variable in a settings module."""

    name: str
    type: str
    default: str
    help: str


def variables(module):
    """Return the `Variable`s that the settings module `module` reads, by name, in the order of its source."""
    tree = ast.parse(Path(__file__).with_name(f"{module}.py").read_text())
    calls = sorted((node for node in ast.walk(tree) if _is_reading(node)), key=lambda node: node.lineno)
    return {variable.name: variable for variable in map(_variable, calls)}


def describe():
    """Return the text of docs/settings.md.

    Raises:
        ValueError: a variable has no `help` text.
    """
    base, development, production = (variables(module) for module in ("base", "dev", "production"))
    rows = {True: [], False: []}
    for name in {**base, **production, **development}:
        readings = [module[name] for module in (base, development, production) if name in module]
        text = next((reading.help for reading in readings if reading.help), None)
        if not text:
            raise ValueError(f"{name} has no help text.")
        in_development = development.get(name) or base.get(name)
        in_production = production.get(name) or base.get(name)
        defaults = [reading.default if reading else "not used" for reading in (in_development, in_production)]
        if defaults[0] == defaults[1]:
            defaults[1] = "the same"
        rows[REQUIRED in defaults].append(f"| `{name}` | {readings[0].type} | {' | '.join(defaults)} | {text} |")
    head = "| variable | type | default in development | default in production | description |\n|---|---|---|---|---|"
    return "\n".join(
        [
            INTRODUCTION,
            "",
            "## Required in production",
            "",
            head,
            *rows[True],
            "",
            "## Optional",
            "",
            head,
            *rows[False],
            "",
        ]
    )


def _is_reading(node):
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and (node.func.id == "env" or node.func.id in TYPES)
    )


def _variable(call):
    function = call.func.id
    arguments = list(call.args)
    kind = arguments.pop(0).value if function == "env" else function
    name = arguments.pop(0).value
    default = "none" if function == "env_urls" else _default(arguments)
    text = next((ast.literal_eval(keyword.value) for keyword in call.keywords if keyword.arg == "help"), "")
    return Variable(name, TYPES[kind], default, text)


def _default(arguments):
    """Return the default for readers: a literal, or an f-string with the names of other settings in it."""
    if not arguments:
        return REQUIRED
    if isinstance(arguments[0], ast.JoinedStr):
        return f"`{ast.unparse(arguments[0])[2:-1]}`"
    value = ast.literal_eval(arguments[0])
    if isinstance(value, list):
        value = ",".join(value)
    if value in ("", None):
        return "none"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


if __name__ == "__main__":
    sys.stdout.write(describe())
