"""The operation of an installation: its first start, staging copies, and migrations that a running release survives.

- `first_start`: what `manage.py setup` asks, tests and makes
- `scrubbing`: what `manage.py scrub` removes from a staging copy
- `staging`: what a staging copy says of itself in the admin
- `migration_rules`: what `manage.py check_migrations` refuses
"""
