#!/usr/bin/env bash
# Writes the hashed locks anew from requirements*.in. The development lock follows the runtime lock pin by pin.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh dev
uv=$(command -v uv || echo .venv/bin/uv)
"$uv" --version >/dev/null 2>&1 || uv=.venv/bin/uv
export UV_CUSTOM_COMPILE_COMMAND="make lock"
compile() { "$uv" pip compile -q --generate-hashes --python-version 3.11 --no-emit-index-url --no-emit-find-links "$@"; }
echo "uv" | compile - -o requirements-uv.lock
compile ${UPGRADE:+--upgrade} requirements.in -o requirements.lock
compile ${UPGRADE:+--upgrade} -c requirements.lock requirements-dev.in -o requirements-dev.lock
