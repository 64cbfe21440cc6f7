"""Every example in docs/api.md and docs/api/ runs, and is answered as it says."""

import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from types import SimpleNamespace

import pytest
from django.utils import timezone

from cms.context.cache_hints import CacheHints
from tests.browser.conftest import ROOT

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.once, pytest.mark.slow]  # one server for them all
FILES = [ROOT / "docs/api.md", *sorted((ROOT / "docs/api").glob("*.md"))]
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ADDRESS = "http://localhost:8000"
TOKEN = "bst_3f9a1c2e_…"
NODE = re.compile(r"^(npm|npx|node) ", re.MULTILINE)
BASH, NPM = map(shutil.which, ("bash", "npm"))
LEFT_OUT = "…"
RUN_ELSEWHERE = {
    ("preview.md", "html"): "tests/browser/test_preview.py has it shown in the panel of the editor",
    ("guide.md", "make demo"): "it goes on for ever; tests/browser/conftest.py serves both in this way",
}
"""Blocks that are not run here, by file, and language or what stands in them, and why."""


@dataclass
class Block:
    language: str
    text: str
    shown: "Block | None" = None
    """What is shown as the answer to it."""


def blocks_of(file):
    """Return the blocks of a file that are to be run. Fails for one that nobody runs."""
    found = []
    for language, text in BLOCK.findall(file.read_text()):
        if any(name == file.name and (part == language or part in text) for name, part in RUN_ELSEWHERE):
            continue
        if language in ("json", "text"):
            assert found, f"{file.name} shows an answer to nothing: {text}"
            assert found[-1].shown is None, f"{file.name} shows two answers to one example: {text}"
            found[-1].shown = Block(language, text)
        else:
            assert language in RUN, f"Nobody runs this block of {file.name}. Say in RUN how to: {text}"
            found.append(Block(language, text))
    return found


def run_shell(block, folder, site):
    shown = block.shown
    is_error = shown and shown.language == "json" and json.loads(shown.text).get("status", 0) >= 400
    script = block.text.replace(ADDRESS, site.url).replace(TOKEN, site.token)
    options = "--silent --show-error" + (" --fail" if not is_error else "")
    run = subprocess.run(
        [BASH, "-euo", "pipefail", "-c", f'curl() {{ command curl {options} "$@"; }}\n{script}'],
        cwd=folder,
        env=os.environ | {"TOKEN": site.token},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert run.returncode == 0, f"{block.text}\n{run.stdout}\n{run.stderr}"
    told = run.stdout.replace("\r", "").replace(site.url, ADDRESS)
    if shown and shown.language == "json":
        assert differences(json.loads(shown.text), json.loads(told)) == [], block.text
    elif shown:
        assert re.fullmatch(_pattern(shown.text.strip()), told.strip(), re.DOTALL), f"{block.text}\n{told}"


def save(block, folder, site):
    """Save a script, whose first line says as what: a block for the shell then runs it."""
    name = block.text.splitlines()[0].removeprefix("// ")
    (folder / name).write_text(block.text.replace(ADDRESS, site.url))


def run_python(block, folder, site):
    """Run what is for people who write an endpoint."""
    known = {
        "request": SimpleNamespace(cache_hints=CacheHints()),
        "page": SimpleNamespace(pk=12, last_published_at=timezone.now()),
    }
    exec(compile(block.text, "an example", "exec"), known)  # noqa: S102 - our own documentation
    assert known["request"].cache_hints != CacheHints()


RUN = {"sh": run_shell, "ts": save, "python": run_python}


def differences(shown, told, place="answer"):
    """Return where `told` is not what is `shown`, in which “…” stands for what is left out."""
    if isinstance(shown, dict) and isinstance(told, dict):
        wrong = [f"{place} has no {key}" for key in shown.keys() - told.keys() - {LEFT_OUT}]
        if LEFT_OUT not in shown:
            wrong += [f"{place} has a {key}, too" for key in told.keys() - shown.keys()]
        for key in shown.keys() & told.keys():
            wrong += differences(shown[key], told[key], f"{place}.{key}")
        return wrong
    if isinstance(shown, list) and isinstance(told, list):
        head = shown[:-1] if shown[-1:] == [LEFT_OUT] else shown
        if len(told) < len(head) or (head is shown and len(told) > len(head)):
            return [f"{place} has {len(told)} items"]
        return [one for index, item in enumerate(head) for one in differences(item, told[index], f"{place}[{index}]")]
    if isinstance(shown, str) and isinstance(told, str):
        return [] if re.fullmatch(_pattern(shown), told, re.DOTALL) else [f"{place} is {told!r}"]
    return [] if shown == told else [f"{place} is {told!r}"]


def _pattern(shown):
    return ".*".join(re.escape(part) for part in shown.split(LEFT_OUT))


@pytest.fixture(scope="session")
def site_with_token(sample_site, shell):
    """Return the site with the sample content, and a token that may read it and its drafts."""
    code = (
        "from cms.api.tokens.models import ApiToken; "
        "token = ApiToken(name='Guide', scopes=['read_public', 'preview']); "
        "print('token', token.make_secret()); token.save()"
    )
    return SimpleNamespace(url=sample_site.url, token=shell(code).split()[-1])


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_example_runs_and_is_answered_as_it_says(file, site_with_token, tmp_path):
    blocks = blocks_of(file)
    without_node = [] if NPM else [block for block in blocks if NODE.search(block.text)]
    assert not (without_node and os.environ.get("REQUIRE_NODE")), "REQUIRE_NODE is set and npm was not found"

    for block in blocks:
        if block not in without_node:
            RUN[block.language](block, tmp_path, site_with_token)

    if without_node:
        pytest.skip("npm was not found, so all but the types was run; install Node for these")


@pytest.mark.parametrize(
    ("shown", "told", "wrong"),
    [
        ({"a": 1}, {"a": 1}, 0),
        ({"a": 1}, {"a": 2}, 1),
        ({"a": 1}, {"a": 1, "b": 2}, 1),
        ({"a": 1, "…": "…"}, {"a": 1, "b": 2}, 0),
        ({"a": "What … not"}, {"a": "What it is not"}, 0),
        ({"a": "What … not"}, {"a": "What it is"}, 1),
        ([1, "…"], [1, 2, 3], 0),
        ([1], [1, 2], 1),
        ([{"a": 1}, "…"], [], 1),
    ],
)
def test_what_an_example_shows_is_compared(shown, told, wrong):
    assert len(differences(shown, told)) == wrong
