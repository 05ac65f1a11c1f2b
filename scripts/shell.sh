# shellcheck shell=bash
# Sourced by the other scripts: one way to speak, to stop, to find Python and to get a Debian package.

say() { printf '%s\n' "$*" >&2; }

# The last thing a script says: one sentence on what is wrong and what to do.
stop() {
    printf '\n%s\n' "$*" >&2
    exit 1
}

# debian_packages WHAT PACKAGE... - installs as root; any other user gets the command. Returns 1 where nothing was
# installed, having said why; the caller decides whether life goes on without.
debian_packages() {
    local what=$1 log command
    shift
    command="apt-get install -y --no-install-recommends $*"
    if ! command -v apt-get >/dev/null; then
        say "$what missing. Install what your system calls: $*"
        return 1
    fi
    if [ "$(id -u)" -ne 0 ]; then
        say "$what missing. Run: sudo $command"
        return 1
    fi
    say "Installing from Debian: $*"
    log=$(mktemp)
    if { apt-get update && DEBIAN_FRONTEND=noninteractive $command; } >"$log" 2>&1 </dev/null; then
        rm -f "$log"
        return 0
    fi
    say "$what missing, and Debian's packages could not be fetched (is there a network?). Run: $command (log: $log)"
    return 1
}

# Prints the Python to use: $PYTHON, else the oldest that is new enough (the locks are made for 3.11).
find_python() {
    local candidate
    for candidate in ${PYTHON:-} python3.11 python3.12 python3.13 python3; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    candidate=$(command -v python3 >/dev/null && python3 --version 2>&1 || echo "no Python")
    stop "Python 3.11 or newer is needed and this machine has $candidate. On Debian 12 run: apt-get install -y python3.11 python3.11-venv"
}
