"""The files of `deploy/` agree with each other, with the packages and with the settings."""

import configparser
import re
import tomllib

import pytest
import yaml

from cms.settings import describe
from tests.deploy.processes import DEPLOY, ROOT
from tests.test_wheel import PACKAGES

pytestmark = pytest.mark.once
SERVICES = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]


@pytest.mark.parametrize("name", SERVICES)
def test_a_container_writes_to_its_volumes_only_and_has_no_right_that_it_does_not_need(name):
    service = SERVICES[name]

    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "healthcheck" in service or name == "web"  # the image has the one of the server


def test_only_caddy_can_be_reached_from_outside():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["caddy"]
    assert [name for name, service in SERVICES.items() if service["networks"] == ["inside"]] == ["database", "redis"]


def test_the_image_has_all_packages_and_templates():
    copied = set(re.findall(r"^COPY (\w+) \1$", (DEPLOY / "Dockerfile").read_text(), re.MULTILINE))
    sent = set(re.findall(r"^!(\w+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE))

    assert copied == sent == {*PACKAGES, "templates"}


def test_the_python_of_the_image_is_one_that_the_project_supports():
    version = re.search(r"^FROM python:(3\.\d+)", (DEPLOY / "Dockerfile").read_text(), re.MULTILINE)[1]
    oldest = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"].removeprefix(">=")

    assert tuple(map(int, version.split("."))) >= tuple(map(int, oldest.split(".")))


@pytest.mark.parametrize("part", ["web", "worker", "backup"])
def test_units_start_parts_by_the_script_in_a_file_system_that_is_read_only(part):
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str
    unit.read(DEPLOY / "systemd/bay-street@.service")
    service = unit["Service"]

    assert service["ExecStart"].replace("%i", part) == f"/srv/bay-street/current/deploy/start.sh {part}"
    assert (service["User"], service["ProtectSystem"], service["NoNewPrivileges"]) == ("bay", "strict", "yes")
    assert service["UMask"] == "0027"


@pytest.mark.parametrize("path", ["docs/deploy.md", "deploy/compose.yaml"])
def test_the_settings_that_are_named_exist(path):
    known = {name for module in ("base", "dev", "production") for name in describe.variables(module)}
    others = {"BACKUP_RECIPIENTS", "DATABASE_PASSWORD", "RELEASE", "SITE_ADDRESS"}
    named = set(
        re.findall(r"^\s*(?:echo [\"'])?([A-Z]+(?:_[A-Z]+)*)[=:] ?\S", (ROOT / path).read_text(), re.MULTILINE)
    )
    of_containers = {"APPLICATION", "PRIVATE_FILES", "TLS", "POSTGRES_DB", "POSTGRES_USER", "POSTGRES_PASSWORD"}

    assert named
    assert named <= known | others | of_containers
