import pytest
from django.db import connection

from cms.content_stamp.reading import close_reader
from cms.testing.databases import copy_migrated_database


@pytest.fixture
def shared_database(committing_db, templates, tmp_path):
    """Return the URL of a database that other processes and threads can write to, too."""
    parameters = connection.settings_dict
    if connection.vendor == "postgresql":
        yield "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format_map(parameters)
        return
    in_memory, path = parameters["NAME"], tmp_path / "shared.sqlite3"
    copy_migrated_database(templates, path)
    parameters["NAME"] = str(path)
    connection.close()
    close_reader()
    yield f"sqlite:///{path}"
    connection.close()
    close_reader()
    parameters["NAME"] = in_memory
