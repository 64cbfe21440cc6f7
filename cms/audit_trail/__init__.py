"""The audit trail: who saw, exported or changed what is sensitive, and who logged in.

- `recording` has `record`, which every package calls for events that Wagtail does not log.
- `log_entries` copies each entry of Wagtail's log, `accounts` the events of logins, second factors and rights.
- `chain` hashes each entry with the one before, `append_only` makes the database refuse other changes.
- `anchors` writes the newest hash to a file outside the database, `verification` compares all of it.
- `retention` deletes the oldest entries.
- `exports` records the exports of lists, and `admin` shows the report.
"""
