#!/usr/bin/env bash
# Everything between a fresh clone and a page in the browser; afterwards just the server.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/shell.sh

export HOST=${HOST:-127.0.0.1} PORT=${PORT:-8000}
python=$(find_python)
"$python" scripts/preflight.py
MAKE_TARGET=run scripts/setup.sh runtime
export PUBLIC_URL=${PUBLIC_URL:-http://$HOST:$PORT}
exec .venv/bin/python manage.py serve --host "$HOST" --port "$PORT"
