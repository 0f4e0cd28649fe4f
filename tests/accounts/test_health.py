from django.db import OperationalError, connection


def test_healthz_says_ok(client, db):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")


def test_healthz_tells_that_the_database_is_away(client, db):
    def refuse(execute, sql, params, many, context):
        raise OperationalError("no database")

    with connection.execute_wrapper(refuse):
        response = client.get("/healthz")
    assert (response.status_code, response.content) == (503, b"database\n")
