#!/usr/bin/env bash
# Sets up what is missing and nothing else: .venv from a hashed lock, Pango and a font for PDFs.
# Usage: scripts/setup.sh [runtime|dev]
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/shell.sh

kind=${1:-runtime}
installed=.venv/installed-locks

# One bundle of trusted certificates for both installers: what the environment says, else the machine's own.
bundle=/etc/ssl/certs/ca-certificates.crt
if [ -z "${SSL_CERT_FILE:-}${PIP_CERT:-}" ] && [ -r "$bundle" ]; then
    export SSL_CERT_FILE=$bundle
fi
export PIP_CERT=${PIP_CERT:-${SSL_CERT_FILE:-}}
export SSL_CERT_FILE=${SSL_CERT_FILE:-$PIP_CERT}
[ -n "$PIP_CERT" ] || unset PIP_CERT SSL_CERT_FILE
export PIP_DISABLE_PIP_VERSION_CHECK=1 UV_LINK_MODE=${UV_LINK_MODE:-copy}

fingerprint() { sha256sum "$1" | cut -d' ' -f1; }

lock_of() { if [ "$1" = dev ]; then echo requirements-dev.lock; else echo requirements.lock; fi; }

# The development set holds the runtime set, so either satisfies `runtime`.
is_installed() {
    [ -f "$installed" ] && .venv/bin/python -c '' 2>/dev/null || return 1
    grep -qx "$1 $(fingerprint "$(lock_of "$1")")" "$installed"
}

make_venv() {
    local python log
    if .venv/bin/python -m pip --version >/dev/null 2>&1; then return; fi
    python=$(find_python)
    say "Creating .venv with $("$python" --version)"
    # Half-made, or moved here from another folder.
    rm -rf .venv 2>/dev/null || stop "The folder .venv cannot be replaced by this user. Remove it: sudo rm -rf $PWD/.venv"
    log=$(mktemp)
    if ! "$python" -m venv .venv >"$log" 2>&1; then
        if grep -q ensurepip "$log"; then
            rm -rf .venv
            debian_packages "Python's venv module is" \
                "python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv" || exit 1
            "$python" -m venv .venv >"$log" 2>&1 || stop "Python cannot create .venv: $(tail -1 "$log")"
        else
            stop "Python cannot create $PWD/.venv: $(tail -1 "$log")"
        fi
    fi
    rm -f "$log"
}

# Prints the uv to use, fetching the locked one where there is none. Fails quietly: pip does the same, only slower.
find_uv() {
    if uv --version >/dev/null 2>&1; then echo uv; return; fi
    .venv/bin/uv --version >/dev/null 2>&1 ||
        .venv/bin/python -m pip install -q --retries 1 --timeout 20 --require-hashes -r requirements-uv.lock \
            >/dev/null 2>&1 || return 1
    echo .venv/bin/uv
}

install_packages() {
    local lock=$1 log uv source=()
    log=$(mktemp)
    if [ -d wheelhouse ]; then source=(--no-index --find-links wheelhouse); fi
    say "Installing the packages of $lock"
    if uv=$(find_uv) &&
        UV_DEFAULT_INDEX=${UV_DEFAULT_INDEX:-${PIP_INDEX_URL:-https://pypi.org/simple}} \
            "$uv" pip sync -q --python .venv/bin/python --require-hashes "${source[@]}" "$lock" >"$log" 2>&1; then
        rm -f "$log"
        return
    fi
    if .venv/bin/python -m pip install -q --retries 2 --timeout 30 --require-hashes "${source[@]}" -r "$lock" \
        >>"$log" 2>&1; then
        rm -f "$log"
        return
    fi
    explain "$lock" "$log"
}

explain() {
    local lock=$1 log=$2
    if grep -qiE 'CERTIFICATE_VERIFY_FAILED|UnknownIssuer|invalid peer certificate' "$log"; then
        stop "The package index is reached through a certificate this machine does not trust. Name your organisation's CA bundle and try again: SSL_CERT_FILE=/path/to/ca.pem make ${MAKE_TARGET:-setup} (log: $log)"
    elif grep -qiE 'DO NOT MATCH THE HASHES|hash mismatch' "$log"; then
        stop "A package that the index sent is not the one of $lock (its hash differs), so nothing was installed (log: $log)."
    elif grep -qiE 'No space left' "$log"; then
        stop "The disk is full: about 400 MB are needed in $PWD/.venv."
    elif grep -qiE 'Read-only file system|Permission denied' "$log"; then
        stop "The folder $PWD/.venv cannot be written by this user. Remove it or make it writable: sudo chown -R $(id -un) $PWD/.venv"
    elif grep -qiE 'resolution|unreachable|NewConnection|ConnectTimeout|timed out|refused|No matching distribution|network|offline|no index' "$log"; then
        stop "The Python packages cannot be fetched: no package index answers. Connect this machine once, name your own index with PIP_INDEX_URL=https://..., or bring a wheelhouse/ folder (docs/operations.md) (log: $log)."
    fi
    stop "The Python packages of $lock could not be installed: $(grep -v '^$' "$log" | tail -1) (log: $log)"
}

ensure_packages() {
    local wanted=$1
    # Someone who ran the tests keeps the test tools when only the runtime is asked for.
    if [ "$wanted" = runtime ] && grep -qs '^dev ' "$installed"; then wanted=dev; fi
    if is_installed "$wanted"; then return; fi
    [ -w . ] || stop "The folder $PWD cannot be written by this user, so .venv cannot be set up in it."
    make_venv
    rm -f "$installed"
    install_packages "$(lock_of "$wanted")"
    echo "runtime $(fingerprint requirements.lock)" >"$installed.new"
    if [ "$wanted" = dev ]; then echo "dev $(fingerprint requirements-dev.lock)" >>"$installed.new"; fi
    mv "$installed.new" "$installed"
}

ensure_libraries() {
    local missing
    missing=$(.venv/bin/python -I -S scripts/native_libraries.py)
    # shellcheck disable=SC2086 # one word a package
    [ -z "$missing" ] || debian_packages "Libraries or fonts for PDF papers are" $missing || exit 1
}

ensure_packages "$kind"
ensure_libraries
