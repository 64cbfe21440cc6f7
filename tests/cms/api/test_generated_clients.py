"""Clients that tools make of the description read every answer of the sample site, in Python and in TypeScript.

https://github.com/openapi-generators/openapi-python-client and https://openapi-ts.dev/
"""

import json
import pkgutil
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import httpx
import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from wagtail.contrib.redirects.models import Redirect

from articles.models import ProcedurePage
from cms.api.openapi.description import description
from cms.images.making import make_renditions
from cms.wsgi import application
from tests.cms.api.test_types import FRONT_END, SNAPSHOT
from tests.cms.bodies import every_block
from tests.demo.loading import sample_content
from tests.node import install, run_npm

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow, pytest.mark.xdist_group("sample")]

ALONE = ("practice", "menus", "pages/tree")
LISTS = ("pages", "images", "documents", "redirects", "forms")
PACKAGE = "bay_street_client"


@pytest.fixture(scope="module")
def answers(django_db_setup, django_db_blocker, tmp_path_factory):
    """All answers of the sample site: triples of the path in the description, the parameters and the JSON.

    Lists and details have all fields.
    """
    with django_db_blocker.unblock(), sample_content(tmp_path_factory.mktemp("media")):
        yield read_all()


def read_all():
    page = ProcedurePage.objects.get(slug="facelift")
    make_renditions(page.listing_image)
    page.body = every_block(page)
    page.save_revision().publish()
    Redirect.objects.create(old_path="/old", redirect_page=page)
    read = [get(f"/api/v2/{name}/") for name in ALONE]
    for name in LISTS:
        listing, detail = f"/api/v2/{name}/", f"/api/v2/{name}/{{id}}/"
        everything = {} if name == "forms" else {"fields": "*"}
        read += [get(listing, limit=20), get(listing, limit=100, **everything)]
        items = read[-1][-1]["items"]
        assert items
        if name == "pages":
            types = {item["meta"]["type"] for item in items}
            read += [get(listing, type=label, limit=100, **everything) for label in sorted(types)]
            read += [get(listing, tags="face", search="scar", order="title")]
        read += [get(detail, id=item["id"], **everything) for item in items]
    return read


def get(path, **parameters):
    query = {name: value for name, value in parameters.items() if f"{{{name}}}" not in path}
    answer = Client(SERVER_NAME="localhost").get(path.format(**parameters), query)
    assert answer.status_code == 200, answer.content
    return path, parameters, answer.json()


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """Return the package that openapi-python-client makes, without a warning, of the served description."""
    folder = tmp_path_factory.mktemp("client")
    options = ["--path", SNAPSHOT, "--output-path", folder / PACKAGE, "--meta", "none", "--fail-on-warning"]
    environment = {"PATH": str(Path(sys.executable).parent)}
    command = [sys.executable, "-m", "openapi_python_client", "generate", *options]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stdout + run.stderr
    sys.path.insert(0, str(folder))
    yield import_module(PACKAGE)
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
        del sys.modules[name]


@pytest.fixture
def client(package):
    """Return a client of that package, whose requests this process answers."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)  # as in Django's test client
    arguments = {"transport": httpx.WSGITransport(application)}
    with package.Client("http://localhost", raise_on_unexpected_status=True, httpx_args=arguments) as client:
        yield client
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_every_module_of_the_python_client_can_be_imported(package):
    modules = [module.name for module in pkgutil.walk_packages(package.__path__, f"{PACKAGE}.")]

    assert len([import_module(name) for name in modules]) > 100


def test_the_python_client_has_a_model_of_every_object(package):
    models = import_module(f"{PACKAGE}.models")

    objects = [name for name, schema in description()["components"]["schemas"].items() if "properties" in schema]

    assert set(objects) <= set(models.__all__)


def test_the_python_client_reads_every_answer(answers, client):
    for path, parameters, _answer in answers:
        operation = description()["paths"][path]["get"]["operationId"]
        module = import_module(f"{PACKAGE}.api.default.{snake(operation)}")
        arguments = {{"type": "type_"}.get(name, name): value for name, value in parameters.items()}

        answer = module.sync_detailed(client=client, **arguments)

        assert instants(answer.parsed.to_dict()) == instants(json.loads(answer.content)), (path, parameters)


def snake(name):
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


def instants(value):
    """Return `value` with times in UTC in one spelling."""
    if isinstance(value, dict):
        return {key: instants(item) for key, item in value.items()}
    if isinstance(value, list):
        return [instants(item) for item in value]
    return value.removesuffix("+00:00") + "Z" if isinstance(value, str) and value.endswith("+00:00") else value


def test_every_answer_is_of_its_type_in_typescript(answers, tmp_path):
    folder = install(FRONT_END, tmp_path / "types")
    shutil.copy(SNAPSHOT, folder)
    constants = [
        f"export const answer{number}: Ok<{json.dumps(path)}> = {json.dumps(answer)};"
        for number, (path, _parameters, answer) in enumerate(answers)
    ]
    (folder / "answers.ts").write_text("\n".join(['import type { Ok } from "./ok";', *constants]))

    run_npm(folder, "run", "types")
    run_npm(folder, "run", "read")
