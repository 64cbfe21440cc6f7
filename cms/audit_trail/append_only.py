"""Triggers by which the database refuses to change or delete entries.

They let an entry be chained once, and the oldest entries be deleted as far as an entry of the action `SHORTENED`
says: see `retention`. They stop mistakes, and nobody who may drop triggers. `verification` finds what such a person
has changed.
"""

TABLE = "cms_audit_trail_entry"
SHORTENED = "cms_audit_trail.shorten"
"""The action of the entry that says until which number, its detail `until`, older entries were deleted."""
CONTENT = ("id", "at", "action", "user_id", "username", "object_type", "object_id", "label", "details", "address")
"""All columns but `sequence` and `hash`."""
MESSAGE = "Entries of the audit trail are never changed or deleted."

_differs = " OR ".join(f'NEW."{column}" IS NOT OLD."{column}"' for column in CONTENT)
_new, _old = (", ".join(f'{row}."{column}"' for column in CONTENT) for row in ("NEW", "OLD"))
TRIGGERS = {
    "sqlite": {
        "audit_trail_refuses_update": f"""
            CREATE TRIGGER audit_trail_refuses_update BEFORE UPDATE ON {TABLE}
            WHEN OLD.sequence IS NOT NULL OR {_differs}
            BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END""",
        "audit_trail_refuses_delete": f"""
            CREATE TRIGGER audit_trail_refuses_delete BEFORE DELETE ON {TABLE}
            WHEN NOT EXISTS (SELECT 1 FROM {TABLE} WHERE action = '{SHORTENED}'
                AND json_extract(details, '$.until') >= OLD.sequence)
            BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END""",  # noqa: S608
    },
    "postgresql": {
        "audit_trail_refuses_change": f"""
            CREATE TRIGGER audit_trail_refuses_change BEFORE UPDATE OR DELETE ON {TABLE}
            FOR EACH ROW EXECUTE FUNCTION audit_trail_refuse()""",
        "audit_trail_refuses_truncate": f"""
            CREATE TRIGGER audit_trail_refuses_truncate BEFORE TRUNCATE ON {TABLE}
            FOR EACH STATEMENT EXECUTE FUNCTION audit_trail_refuse()""",
    },
}
"""The statements that create the triggers, by vendor and name."""
FUNCTION = f"""
    CREATE OR REPLACE FUNCTION audit_trail_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' THEN
            IF OLD.sequence IS NULL AND ROW({_new}) IS NOT DISTINCT FROM ROW({_old}) THEN RETURN NEW; END IF;
        ELSIF TG_OP = 'DELETE' THEN
            IF EXISTS (SELECT 1 FROM {TABLE} WHERE action = '{SHORTENED}'
                AND (details->>'until')::bigint >= OLD.sequence) THEN RETURN OLD; END IF;
        END IF;
        RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';
    END $$"""  # noqa: S608


def protect(connection):
    """Create the triggers, in place of those that are there."""
    lift(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        for statement in TRIGGERS[connection.vendor].values():
            cursor.execute(statement)


def lift(connection):
    """Drop the triggers. For migrations and tests."""
    of_table = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in TRIGGERS[connection.vendor]:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{of_table}")


def is_protected(connection):
    """Return whether all triggers exist and are enabled."""
    queries = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgenabled IN ('O', 'A')",
    }
    with connection.cursor() as cursor:
        cursor.execute(queries[connection.vendor], [TABLE])
        return {name for (name,) in cursor.fetchall()} >= TRIGGERS[connection.vendor].keys()
