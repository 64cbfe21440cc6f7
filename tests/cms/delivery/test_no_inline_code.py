"""Cacheable pages have no inline scripts and styles, so a strict Content-Security-Policy needs no nonce."""

import re

import pytest

from tests.factories import PAGE_TYPES

DATA = re.compile(r'<script type="application/(?:ld\+)?json"[^>]*>.*?</script>', re.DOTALL)
INLINE = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>|<style|<[^>]+\s(?:style|nonce|on[a-z]+)\s*=", re.IGNORECASE)


@pytest.mark.django_db
@pytest.mark.parametrize("model", PAGE_TYPES)
def test_a_page_has_no_inline_script_and_no_inline_style(model, page_of, client):
    response = client.get(page_of(model).url)

    assert response.status_code == 200
    assert INLINE.findall(DATA.sub("", response.content.decode())) == []


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<style>a {}</style>",
        '<p style="color: red">',
        '<a href="/" onclick="x()">',
        '<script nonce="x" src="/x.js">',
    ],
)
def test_inline_code_is_recognized(html):
    assert INLINE.search(DATA.sub("", html))


def test_data_and_files_are_not_taken_for_inline_code():
    html = '<script type="application/ld+json">{"a": "<style"}</script><script src="/static/x.js" defer></script>'
    assert not INLINE.search(DATA.sub("", html))
