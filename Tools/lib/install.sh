# Sourced by the scripts of Tools: finds what is missing on a Debian machine and installs it by package name.
# Each need is a test and the package that satisfies it, so that a tool from elsewhere counts as well.
# shellcheck shell=bash

say() {
    printf '%s: %s\n' "${0##*/}" "$*" >&2
}

# What building and testing need: one line each, a command that succeeds when the need is met, then the package.
needs() {
    cat <<'LIST'
[ -e /usr/include/sqlite3.h ]|libsqlite3-dev
[ -e /usr/include/systemd/sd-daemon.h ]|libsystemd-dev
[ -e /usr/include/openssl/evp.h ]|libssl-dev
[ -e /usr/include/stdlib.h ]|libc6-dev
[ -e /etc/ssl/certs/ca-certificates.crt ]|ca-certificates
command -v gcc|gcc
command -v git|git
command -v sqlite3|sqlite3
command -v python3|python3
command -v setpriv|util-linux
python3 -c "import venv, ensurepip"|python3-venv
LIST
}

# What the Debian package needs besides.
package_needs() {
    cat <<'LIST'
command -v dpkg-deb|dpkg
command -v dpkg-shlibdeps|dpkg-dev
command -v strip|binutils
LIST
}

# What the system test needs besides.
system_needs() {
    cat <<'LIST'
command -v debootstrap|debootstrap
command -v systemd-nspawn|systemd-container
command -v lintian|lintian
LIST
}

# What counting the functions of a command needs besides.
profile_needs() {
    cat <<'LIST'
command -v valgrind|valgrind
command -v strip|binutils
LIST
}

# missing_packages [KIND]...: what is missing for building, and for `package`, `system` or `profile` where named.
missing_packages() {
    local test package kind
    while IFS='|' read -r test package; do
        bash -c "$test" >/dev/null 2>&1 </dev/null || printf '%s ' "$package"
    done < <(needs; for kind in "$@"; do "${kind}_needs"; done)
}

# Prints what must stand before a command that only root may run: nothing as root, sudo for a user who has it.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        printf ''
    elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
        printf 'sudo'
    else
        return 1
    fi
}

# install_packages [KIND]...: installs what is missing; without the means says what, and ends with 69.
install_packages() {
    local packages sudo
    packages=$(missing_packages "$@")
    [ -n "$packages" ] || return 0
    say "missing: $packages"
    if ! command -v apt-get >/dev/null || ! sudo=$(as_root); then
        say "cannot install as $(id -un) here; as root run: apt-get install $packages"
        exit 69
    fi
    [ -z "$sudo" ] || say "asking sudo for: apt-get install $packages"
    # shellcheck disable=SC2086 # both are lists of words on purpose
    if ! { $sudo apt-get update -qq && $sudo env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends $packages; } >&2; then
        say "apt-get could not install: $packages"
        exit 69
    fi
}

# Swift is no package of Debian's: it must be there.
need_swift() {
    command -v swift >/dev/null && return 0
    say "swift is not on PATH; install Swift 6.3 or later from swift.org and add its usr/bin to PATH"
    exit 69
}

# Whether each NAME==VERSION given stands in the virtual environment.
have_python_packages() {
    [ "$("$PYTHON" -m pip freeze 2>/dev/null | grep -cxFf <(printf '%s\n' "$@"))" -eq $# ]
}

# python_packages NAME==VERSION...: makes them importable by $PYTHON, from a folder that is kept between runs.
python_packages() {
    local folder=.build/python
    export PYTHON=$PWD/$folder/bin/python3
    "$PYTHON" -c pass 2>/dev/null || python3 -m venv --clear "$folder" || {
        say "python3 cannot make a virtual environment"
        exit 69
    }
    have_python_packages "$@" || "$PYTHON" -m pip install --quiet --disable-pip-version-check "$@" >&2 || {
        say "pip could not install: $*"
        exit 69
    }
}
