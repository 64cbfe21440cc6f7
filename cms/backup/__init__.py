"""Backup and restore: one encrypted archive, and a list of what was withdrawn or deleted since it was made.

See docs/backup.md and docs/decisions/0035-a-backup-is-one-encrypted-archive.md.
"""
