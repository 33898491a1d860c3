#!/bin/sh
# Make this folder ready to work: .venv with the pinned packages, a browser, the report generator.
# Run again it only looks and is done: the packages' stamp carries the lock's checksum.
set -eu
cd "$(dirname "$0")/.."

tell() { printf '%s\n' "$*"; }
stop() { printf 'make: %s\n' "$*" >&2; exit 1; }
modern() { "$1" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    for name in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python; do
        if command -v "$name" >/dev/null 2>&1 && modern "$name"; then
            command -v "$name"
            return
        fi
    done
    return 1
}

# Debian and Ubuntu keep what fills a new environment in a package of its own.
add_venv_package() {
    version=$("$1" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    command -v apt-get >/dev/null 2>&1 || stop "$1 lacks the module ensurepip. Install a complete Python 3.11 or newer."
    [ "$(id -u)" = 0 ] || stop "$1 cannot make an environment. Run: sudo apt-get install $version   and then make again."
    tell "Python: adding the system's package $version (apt-get install) ..."
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "$version"; } \
        >/dev/null 2>&1 </dev/null || stop "apt-get could not install $version. Install it, then run make again."
}

make_environment() {
    python=$(find_python) || stop "Python 3.11 or newer is needed and none is on the PATH. Install one (Debian 12, Ubuntu: sudo apt-get install python3 python3-venv; macOS: brew install python), or name it: make PYTHON=/path/to/python3"
    "$python" -c 'import ensurepip, venv' >/dev/null 2>&1 || add_venv_package "$python"
    tell "Python: making .venv with $python ($("$python" -c 'import platform; print(platform.python_version())')) ..."
    rm -rf .venv
    "$python" -m venv .venv || stop "$python could not make the environment .venv."
}

install_packages() {
    stamp=.venv/set-up-$(cat requirements.lock pyproject.toml tools/setup.sh | cksum | tr -c '0-9\n' '-')
    [ -f "$stamp" ] && return
    tell "Packages: installing what requirements.lock pins (a minute or two the first time) ..."
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock </dev/null ||
        stop "the pinned packages could not be installed. The lines above say why; a network or proxy fault is the usual cause."
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable . </dev/null ||
        stop "the project itself could not be installed. The lines above say why."
    rm -f .venv/set-up-*
    : >"$stamp"
}

[ -x .venv/bin/python ] && modern .venv/bin/python && .venv/bin/python -c 'import pip' 2>/dev/null || make_environment
install_packages
# Both steps below look first and fetch only what is missing, and say so.
.venv/bin/python -m mystery_shopper.provision.setup_browser </dev/null || exit 1
.venv/bin/python -m mystery_shopper.provision.allure_cli install </dev/null
