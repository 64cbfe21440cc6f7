"""Counters and histograms that all processes count together, and gauges that are computed when Prometheus asks.

Each counter has a label, and each label few values: names of code, never of content. A counter without a label would
make a file for each process that imports it, such as `manage.py migrate`.
https://prometheus.io/docs/practices/naming/
"""

import logging
import threading

from django.db import DatabaseError
from prometheus_client import Counter, Histogram
from prometheus_client.core import GaugeMetricFamily

logger = logging.getLogger(__name__)

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
"""The upper bounds of the buckets of durations, in seconds."""

_gauges = []
_collecting = threading.Lock()


def counter(name, description, *labels):
    """Return a new `prometheus_client.Counter` with `labels`."""
    return Counter(name, description, labels)


def histogram_of_seconds(name, description, *labels):
    """Return a new `prometheus_client.Histogram` of durations with `labels`."""
    return Histogram(name, description, labels, buckets=SECONDS)


def gauge(name, description, label=None):
    """Make the decorated function a gauge. It returns a number or, with a label, a dict of numbers by its values."""

    def decorate(function):
        _gauges.append((name, description, label, function))
        return function

    return decorate


class GaugeCollector:
    """Computes all gauges. While another thread does so, there are none: the database may be slow."""

    def collect(self):
        if not _collecting.acquire(blocking=False):
            return []
        try:
            return [family for gauge in _gauges if (family := _compute(*gauge))]
        finally:
            _collecting.release()


def _compute(name, description, label, function):
    """Return the metric of a gauge, or None if the database cannot be asked."""
    try:
        values = function()
    except DatabaseError as error:
        logger.warning("The metric %s cannot be computed: %s", name, type(error).__name__)
        return None
    family = GaugeMetricFamily(name, description, labels=[label] if label else [])
    for of_label, value in (values if label else {"": values}).items():
        family.add_metric([of_label] if label else [], value)
    return family
