#!/usr/bin/env bash
# The whole suite. What a machine lacks is installed as root; for anyone else the tests that need it are
# left out with a sentence. Under CI=true nothing is ever left out.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/shell.sh

MAKE_TARGET="test" scripts/setup.sh dev
left_out=()

leave_out() { # MARKER SENTENCE
    [ "${CI:-}" != true ] || stop "$2 In CI no test is left out, so this run fails."
    say "$2"
    left_out+=("$1")
}

find_chromium() {
    local candidate
    for candidate in ${CHROMIUM:-} chromium chromium-browser google-chrome; do
        command -v "$candidate" && return
    done
    return 1
}

# Playwright brings a program of its own to talk to the browser, which needs a library that a bare Debian lacks.
driver_runs() { "$(echo .venv/lib/python3*/site-packages/playwright/driver/node)" --version >/dev/null 2>&1; }

if ! CHROMIUM=$(find_chromium) || ! driver_runs; then
    debian_packages "Chromium for the browser tests is" chromium libatomic1 || true
    { CHROMIUM=$(find_chromium) && driver_runs; } ||
        leave_out browser "Browser tests are left out: Chromium, or what drives it, does not run here."
fi
export CHROMIUM
if ! command -v pdfsig >/dev/null || ! command -v qpdf >/dev/null; then
    debian_packages "poppler and qpdf, which read our PDFs a second time, are" poppler-utils qpdf ||
        leave_out poppler "Tests that read our PDFs with poppler and qpdf are left out."
fi
if ! command -v softhsm2-util >/dev/null; then
    debian_packages "SoftHSM2, a key device in software, is" softhsm2 ||
        leave_out hsm "Tests that sign with a key device are left out: SoftHSM2 is not installed."
fi
if ! command -v redis-server >/dev/null && [ -z "${TEST_REDIS_URL:-}" ]; then
    debian_packages "Redis for the tests of workers is" redis-server ||
        leave_out redis "Tests of workers on Redis are left out: it is not installed and TEST_REDIS_URL names none."
fi

answers() {
    .venv/bin/python -c 'import psycopg, sys; psycopg.connect(sys.argv[1], connect_timeout=3).close()' "$1" 2>/dev/null
}

export TEST_PG_URL=${TEST_PG_URL:-postgres://postgres@127.0.0.1:5432/postgres}
if ! answers "$TEST_PG_URL" && [ "${CI:-}" = true ] && [ "$(id -u)" -eq 0 ]; then
    . scripts/temporary_postgresql.sh
    start_temporary_postgresql
    trap stop_temporary_postgresql EXIT
fi
worst=0
if answers "$TEST_PG_URL"; then
    # Twice at one instant can only be proved on a server; everything else runs on the embedded database below.
    if [ $# -eq 0 ]; then
        served=()
        case " ${left_out[*]} " in *" redis "*) served=(-m "not redis") ;; esac
        DATABASE_URL=$TEST_PG_URL .venv/bin/python -m pytest "${served[@]}" tests/postgres </dev/null || worst=1
    fi
else
    leave_out postgres "PostgreSQL tests are left out: none answers at TEST_PG_URL=$TEST_PG_URL."
fi

unset DATABASE_URL
selection=()
if [ ${#left_out[@]} -gt 0 ]; then
    expression=$(printf ' and not %s' "${left_out[@]}")
    selection=(-m "${expression# and }")
fi
# Two processes halve the wall time of the whole suite; a part of it is sooner done in one.
processors=$(nproc 2>/dev/null || echo 1)
if [ $# -eq 0 ] && [ "$processors" -gt 1 ]; then selection+=(-n $((processors < 4 ? processors : 4))); fi
.venv/bin/python -m pytest "${selection[@]}" "$@" </dev/null || worst=1
exit $worst
