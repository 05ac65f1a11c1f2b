# shellcheck shell=bash
# Sourced by test.sh: a PostgreSQL server of its own for one CI run, on a free port, gone afterwards.

start_temporary_postgresql() {
    local initdb port
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 ||
        debian_packages "PostgreSQL for the tests is" postgresql || return 0
    initdb=$(printf '%s\n' /usr/lib/postgresql/*/bin/initdb | sort -V | tail -1)
    postgresql_bin=$(dirname "$initdb")
    postgresql_data=$(mktemp -d)
    chown postgres "$postgresql_data"
    port=$(.venv/bin/python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    say "Starting a PostgreSQL of its own for the tests on port $port"
    (
        cd /
        runuser -u postgres -- "$initdb" -D "$postgresql_data/db" -A trust -U postgres -E UTF8 --locale=C.UTF-8
        runuser -u postgres -- "$postgresql_bin/pg_ctl" -D "$postgresql_data/db" -w -l "$postgresql_data/log" \
            -o "-p $port -k $postgresql_data -c listen_addresses=127.0.0.1 -c fsync=off" start
    ) >"$(mktemp)" 2>&1 || stop "PostgreSQL for the tests does not start (see $postgresql_data/log)."
    export TEST_PG_URL="postgres://postgres@127.0.0.1:$port/postgres"
}

stop_temporary_postgresql() {
    (cd / && runuser -u postgres -- "$postgresql_bin/pg_ctl" -D "$postgresql_data/db" -m immediate stop) >/dev/null 2>&1 || true
    rm -rf "$postgresql_data"
}
