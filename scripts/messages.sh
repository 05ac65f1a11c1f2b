#!/usr/bin/env bash
# Collects every marked sentence into locale/en and compiles it. Needs gettext; running the product does not.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/shell.sh

scripts/setup.sh dev
command -v xgettext >/dev/null || debian_packages "gettext is" gettext || exit 1
.venv/bin/python manage.py makemessages --locale en --no-location --no-obsolete \
    --ignore '.venv/*' --ignore 'var/*' --ignore 'tests/*' "$@"
.venv/bin/python scripts/translations.py
