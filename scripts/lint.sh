#!/usr/bin/env bash
# What can be said about the code without running it. Everything is looked at, then the worst answer is given.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/shell.sh

MAKE_TARGET=lint scripts/setup.sh dev
python=.venv/bin/python
# Checked as an installation for real use would run: HTTPS, a real host, a key of its own, its own empty data folder.
VAR_DIR=$(mktemp -d)
export VAR_DIR
trap 'rm -rf "$VAR_DIR"' EXIT
export DEBUG=False PUBLIC_URL=https://capdo.example.gov.vn ALLOWED_HOSTS=capdo.example.gov.vn LOG_LEVEL=WARNING
SECRET_KEY=$("$python" -c 'import secrets; print(secrets.token_urlsafe(60))')
export SECRET_KEY
unset DATABASE_URL

failed=0
look() { # WHAT COMMAND...
    local what=$1
    shift
    if "$@"; then
        say "ok      $what"
    else
        say "FAILED  $what"
        failed=1
    fi
}

look "style (ruff check)" "$python" -m ruff check --quiet --output-format concise .
look "format (ruff format; put right with: .venv/bin/ruff format .)" "$python" -m ruff format --check --quiet --output-format concise .
look "migrations agree with the models" "$python" manage.py makemigrations --check --dry-run -v 1
look "settings for real use (check --deploy)" "$python" manage.py check --deploy --fail-level WARNING
if command -v msgfmt >/dev/null || debian_packages "gettext, which compiles translations, is" gettext; then
    look "compiled translations agree with their sources" "$python" scripts/translations.py --check
elif [ "${CI:-}" = true ]; then
    failed=1
fi
exit $failed
