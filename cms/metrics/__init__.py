"""Metrics for Prometheus, on an address of their own (`METRICS_ADDRESS`).

- `registry` makes counters, and gauges that are computed when Prometheus asks.
- `shared_files` cleans the folder in which all processes of this machine count together.
- `middleware` measures requests.
- `server` answers Prometheus.

The packages of the core declare their metrics in `metrics.py`.
"""
