"""Workers as real processes, killed with -9, on PostgreSQL with Redis and with RabbitMQ."""

import os
import uuid

import psycopg
import pytest
from django.conf import settings

from tests.documents.test_exports_killed import goes_on_where_a_killed_worker_stopped
from tests.workshop import Workshop, everything_once_though_workers_are_killed, rabbitmq_server, redis_server

pytestmark = pytest.mark.postgres
BROKERS = {"Redis": redis_server, "RabbitMQ": rabbitmq_server}


@pytest.fixture(
    params=[pytest.param("Redis", marks=pytest.mark.redis), pytest.param("RabbitMQ", marks=pytest.mark.rabbitmq)]
)
def workshop(tmp_path, request):
    """A database of its own beside the one of the tests, because the processes must see what is committed."""
    place = settings.DATABASES["default"]
    name = f"workers_{uuid.uuid4().hex[:12]}"
    server = {
        "host": place["HOST"],
        "port": place["PORT"] or 5432,
        "user": place["USER"],
        "password": place["PASSWORD"],
    }
    with (
        psycopg.connect(**server, dbname="postgres", autocommit=True) as administrator,
        BROKERS[request.param]() as broker,
    ):
        assert broker, f"no {request.param} answers"
        administrator.execute(f'CREATE DATABASE "{name}"')
        secret = f":{place['PASSWORD']}" if place["PASSWORD"] else ""
        url = f"postgres://{server['user']}{secret}@{server['host']}:{server['port']}/{name}"
        made = Workshop(tmp_path, url, broker=broker)
        yield made
        made.close()
        administrator.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_a_killed_worker_loses_nothing_and_does_nothing_twice(workshop):
    everything_once_though_workers_are_killed(workshop)
    assert not os.path.exists(workshop.folder / "bells"), "the bells were rung at the broker"


def test_an_export_goes_on_where_a_killed_worker_stopped(workshop):
    goes_on_where_a_killed_worker_stopped(workshop)
