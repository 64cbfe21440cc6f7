"""The documents of `docs/security/` name tests that exist, and answer each requirement."""

import re
from pathlib import Path

import pytest
from django.conf import settings as site_settings

ROOT = Path(site_settings.BASE_DIR)
ASVS, THREATS = ROOT / "docs/security/asvs.md", ROOT / "docs/security/threat-model.md"
REQUIREMENTS = """
1.1:1-2 1.2:1-9 1.3:1-11 1.4:1-3 1.5:1-2 2.1:1-3 2.2:1-3 2.3:1-4 2.4:1 3.2:1-2 3.3:1-4 3.4:1-6 3.5:1-5 3.7:1-2
4.1:1-3 4.2:1 4.3:1-2 4.4:1-4 5.1:1 5.2:1-3 5.3:1-2 5.4:1-3 6.1:1-3 6.2:1-12 6.3:1-4 6.4:1-4 6.5:1-5 6.6:1-3
6.8:1-4 7.1:1-3 7.2:1-4 7.3:1-2 7.4:1-5 7.5:1-2 7.6:1-2 8.1:1-2 8.2:1-3 8.3:1 8.4:1 9.1:1-3 9.2:1-4 10.1:1-2
10.2:1-2 10.3:1-4 10.4:1-11 10.5:1-5 10.6:1-2 10.7:1-3 11.1:1-2 11.2:1-3 11.3:1-3 11.4:1-4 11.5:1 11.6:1
12.1:1-3 12.2:1-2 12.3:1-4 13.1:1 13.2:1-5 13.3:1-2 13.4:1-5 14.1:1-2 14.2:1-4 14.3:1-3 15.1:1-3 15.2:1-3
15.3:1-7 16.1:1 16.2:1-5 16.3:1-4 16.4:1-3 16.5:1-3 17.1:1 17.2:1-4 17.3:1-2
"""
"""The requirements of level 1 and 2 in each section of OWASP ASVS 5.0.0."""
STATES = ("holds", "operator", "not applicable", "not yet")
COMPLETE = ("2", "6", "7", "8")
"""Chapters without a “not yet”: validation, authentication, sessions, access control."""
ACTORS = ("Visitor", "Editor", "Plugin", "App token", "Stolen laptop", "Stolen backup", "Compromised CDN")
ACTORS += ("Malicious upload", "Former employee")


def rows(path):
    """Return the rows of all tables of `path`, without their heads."""
    lines = re.findall(r"^\|(?!---)(.*)\|$", path.read_text(encoding="utf-8"), re.MULTILINE)
    found = [[cell.strip() for cell in line.split("|")] for line in lines]
    return [row for row in found if row[0] not in ("requirement", "who")]


@pytest.fixture(scope="module")
def tests():
    """Return the names of all tests."""
    files = (path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    return {name for text in files for name in re.findall(r"^ *def (test_\w+)", text, re.MULTILINE)}


@pytest.mark.parametrize("path", [ASVS, THREATS], ids=["asvs", "threats"])
def test_each_named_test_exists(path, tests):
    named = set(re.findall(r"`(test_\w+)`", path.read_text(encoding="utf-8")))

    assert len(named) > 30
    assert named - tests == set()


def test_each_requirement_of_level_1_and_2_is_answered_once():
    answered = [number for row in rows(ASVS) for number in row[0].split(", ")]

    assert len(answered) == len(set(answered))
    assert set(answered) == set(expected())


def expected():
    for entry in REQUIREMENTS.split():
        section, _, numbers = entry.partition(":")
        for part in numbers.split(","):
            first, _, last = part.partition("-")
            yield from (f"{section}.{number}" for number in range(int(first), int(last or first) + 1))


def test_each_answer_is_a_state_with_its_ground():
    for requirement, statement, state, ground in rows(ASVS):
        assert state in STATES, requirement
        assert statement, requirement
        assert ground, requirement
        if state == "holds":
            assert re.search(r"`test_|\]\(|`make ", ground), requirement


def test_authentication_sessions_access_control_and_validation_are_complete():
    for requirement, _statement, state, _ground in rows(ASVS):
        if requirement.partition(".")[0] in COMPLETE:
            assert state != "not yet", requirement


def test_each_attacker_is_in_the_threat_model_and_each_line_has_a_test():
    found = rows(THREATS)
    text = THREATS.read_text(encoding="utf-8")

    assert [name for name in ACTORS if f"| **{name}** |" not in text] == []
    for who, attempt, stopped, proof in found:
        if not stopped.startswith("nothing"):
            assert "`test_" in proof, (who, attempt)
