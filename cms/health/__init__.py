"""Whether everything works: for load balancers, for Prometheus, and in words for staff.

- `checks` declares checks. The packages of the core declare theirs in `health_checks.py`.
- `running` runs them, each within a time limit, and keeps the results for a moment.
- `probes` answers `/healthz` and `/readyz`.
- `system` has the checks of the database, the files and the disk; `mail` that of mails.
- `admin` is the page *Reports → System*, and the section of the first page.
"""
