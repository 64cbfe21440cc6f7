"""The editor of rich text shows each person the text that they opened."""

import json
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from cms.pages.richtext.editor import RichTextArea


@pytest.fixture
def frequent_switches():
    """Let threads take turns after a microsecond, so that they meet."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


def texts_of(value):
    return {block["text"] for block in json.loads(value)["blocks"]}


def test_two_people_who_open_an_editor_in_the_same_moment_get_their_own_texts(frequent_switches):
    editor = RichTextArea(features=["bold", "link"])
    words = ["leaf", "stem", "root", "seed"]
    texts = [f"<p><b>{word}</b> {word}</p>" * 20 for word in words]

    with ThreadPoolExecutor(4) as threads:
        shown = list(threads.map(editor.format_value, texts * 25))

    assert [texts_of(value) for value in shown] == [{f"{word} {word}"} for word in words] * 25
