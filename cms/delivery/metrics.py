"""Count how the response cache answers."""

from cms.metrics.registry import counter
from cms.metrics.server import every_interval

requests = counter(
    "cms_response_cache_requests",
    "Requests by what the response cache did: hit (sent from memory), miss (rendered) or passed_on.",
    "result",
)


def count_requests_of(cache):
    """Add the hits of `cache`, a `ResponseCache`, to the metrics again and again.

    A hit takes 2 microseconds, and to count in a file that processes share takes about as long. So the cache counts
    in plain numbers.
    """
    counted = {"hit": 0, "miss": 0, "passed_on": 0}

    def add():
        now = {"hit": cache.hits, "miss": cache.misses, "passed_on": cache.passed_on}
        for result, number in now.items():
            requests.labels(result).inc(number - counted[result])
        counted.update(now)

    every_interval(add)
