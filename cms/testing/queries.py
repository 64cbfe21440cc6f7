from django.db import connection
from django.test.utils import CaptureQueriesContext


def count_queries(client, url):
    """Return how many queries an answer costs once what is remembered between requests is there."""
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)
