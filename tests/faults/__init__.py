"""Faults of machines, and much at once. Each command prints what held, for `docs/reliability.md`."""
