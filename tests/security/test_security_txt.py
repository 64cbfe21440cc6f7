"""security.txt: https://www.rfc-editor.org/rfc/rfc9116."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as site_settings

ADDRESS = "/.well-known/security.txt"


@pytest.mark.django_db
def test_without_a_contact_there_is_none(client):
    assert client.get(ADDRESS).status_code == 404


@pytest.mark.django_db
def test_it_has_the_contact_the_day_and_its_own_address(client, settings):
    settings.SECURITY_CONTACT = "mailto:security@practice.example"
    settings.SECURITY_CONTACT_EXPIRES = "2027-06-30"
    settings.BASE_URL = "https://practice.example"

    response = client.get(ADDRESS)

    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "Contact: mailto:security@practice.example",
        "Expires: 2027-06-30T00:00:00Z",
        "Canonical: https://practice.example/.well-known/security.txt",
    ]


@pytest.mark.once
@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"SECURITY_CONTACT": "security@practice.example"}, "mailto:security@example.com"),
        ({"SECURITY_CONTACT": "https://practice.example/security"}, "needs SECURITY_CONTACT_EXPIRES"),
        ({"SECURITY_CONTACT_EXPIRES": "next year"}, "a date such as"),
    ],
)
def test_a_contact_without_a_day_and_malformed_values_stop_the_start(variables, sentence):
    run = subprocess.run(
        [sys.executable, "-c", "import cms.settings.base"],
        cwd=Path(site_settings.BASE_DIR),
        env=os.environ | variables,
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert run.returncode
    assert re.search(re.escape(sentence), run.stderr)
