"""A published checklist version never changes; the database holds to that, not only our code.

SQLite drops triggers when a later migration rebuilds the table: such a migration has to run
``freeze`` again (a test finds it out).
"""

from django.db import migrations

TABLE = "journeys_checklistversion"
COLUMNS = ("checklist_id", "version", "document", "digest", "name", "criteria_count")

SQLITE = """
CREATE TRIGGER frozen_checklist_version BEFORE UPDATE OF {columns} ON {table}
WHEN {changed}
BEGIN SELECT RAISE(ABORT, 'a published checklist version never changes'); END
"""

POSTGRESQL = """
CREATE OR REPLACE FUNCTION frozen_checklist_version() RETURNS trigger AS $$
BEGIN
  RAISE EXCEPTION 'a published checklist version never changes'
    USING ERRCODE = 'integrity_constraint_violation';
END
$$ LANGUAGE plpgsql;
CREATE TRIGGER frozen_checklist_version BEFORE UPDATE OF {columns} ON {table}
FOR EACH ROW WHEN ({changed}) EXECUTE FUNCTION frozen_checklist_version()
"""


def freeze(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    differs, template = {
        "sqlite": ("IS NOT", SQLITE),
        "postgresql": ("IS DISTINCT FROM", POSTGRESQL),
    }[vendor]
    changed = " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in COLUMNS)
    schema_editor.execute(
        template.format(table=TABLE, columns=", ".join(COLUMNS), changed=changed), params=None
    )


def thaw(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER frozen_checklist_version ON {TABLE}")
        schema_editor.execute("DROP FUNCTION frozen_checklist_version()")
    else:
        schema_editor.execute("DROP TRIGGER frozen_checklist_version")


class Migration(migrations.Migration):
    dependencies = [("journeys", "0001_initial")]
    operations = [migrations.RunPython(freeze, thaw)]
