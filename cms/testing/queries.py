from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms import prepared_queries


def count_queries(client, url):
    """Return how many queries an answer costs once what is remembered between requests is there."""
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def forget_everything():
    """Forget what a process memoizes between requests, so that the next one is as the first of a new process."""
    ContentType.objects.clear_cache()
    cache.clear()
    prepared_queries.clear_cache()
