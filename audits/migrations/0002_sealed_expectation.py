"""The seal of the expectation, kept by the database itself.

Once a visit is sealed, its expectations can be neither changed, nor added, nor deleted, and the
moment of the seal stays. Only putting the visit back to the plan, unstarted, breaks the seal;
so a visit is deleted in two steps that nobody takes by mistake.

SQLite drops the triggers of a table that a later migration alters: such a migration runs
``drop`` before and ``create`` after (``migrations.RunPython(drop, create)`` and back).
"""

from django.db import migrations

REFUSED = "the expectation of this visit is sealed"
IS_SEALED = "EXISTS (SELECT 1 FROM audits_visit WHERE id = {row}.visit_id AND sealed_at IS NOT NULL)"

# name: (table, when, condition). IS DISTINCT FROM is written out, for SQLite before 3.39.
TRIGGERS = {
    "expectation_sealed_update": (
        "audits_stageimpression",
        "UPDATE OF expectation, stage, visit_id",
        f"({IS_SEALED.format(row='OLD')} OR {IS_SEALED.format(row='NEW')}) AND ("
        "COALESCE(NEW.expectation, -1) <> COALESCE(OLD.expectation, -1)"
        " OR NEW.stage <> OLD.stage OR NEW.visit_id <> OLD.visit_id)",
    ),
    "expectation_sealed_insert": (
        "audits_stageimpression",
        "INSERT",
        f"NEW.expectation IS NOT NULL AND {IS_SEALED.format(row='NEW')}",
    ),
    "expectation_sealed_delete": (
        "audits_stageimpression",
        "DELETE",
        f"OLD.expectation IS NOT NULL AND {IS_SEALED.format(row='OLD')}",
    ),
    "visit_seal_stays": (
        "audits_visit",
        "UPDATE OF sealed_at",
        "OLD.sealed_at IS NOT NULL AND (NEW.sealed_at IS NULL OR NEW.sealed_at <> OLD.sealed_at)"
        " AND NOT (NEW.sealed_at IS NULL AND NEW.started_at IS NULL AND NEW.status = 'planned')",
    ),
}


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        create_sqlite(schema_editor)
    else:
        create_postgresql(schema_editor)


def create_sqlite(schema_editor):
    for name, (table, event, condition) in TRIGGERS.items():
        schema_editor.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
        )


def create_postgresql(schema_editor):
    # A trigger's own WHEN may not ask other tables there, so the function asks.
    for name, (table, event, condition) in TRIGGERS.items():
        result = "OLD" if event == "DELETE" else "NEW"
        schema_editor.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {condition} THEN RAISE EXCEPTION '{REFUSED}' USING ERRCODE = '23514'; END IF; "
            f"RETURN {result}; END $$"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {name}()"
        )


def drop(apps, schema_editor):
    for name, (table, _event, _condition) in TRIGGERS.items():
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
        else:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}()")


class Migration(migrations.Migration):
    dependencies = [("audits", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
