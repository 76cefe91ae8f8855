# Sourced by Tools/run: the configuration, the engagement that is played, and what to try afterwards.
# `as PERSON engagectl …` acts as manager, approver or feed, whose numbers stand in uid[…] and gid[…]; $directory,
# $socket and $separation (enforce or record) are set.
# shellcheck shell=bash disable=SC2154

# The daemon's configuration: everything below the throw-away directory, and the three groups mapped to roles.
write_configuration() {
    cat <<CONF
state = $directory/state
cache = $directory/cache
socket = $socket
separation = $separation
CONF
}

# Shows a command and runs it as a person; a failure ends the play.
tell() {
    local bold='' plain=''
    if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
        bold=$'\033[1m' plain=$'\033[0m'
    fi
    printf '\n%s%s$ %s%s\n' "$bold" "$1" "${*:2}" "$plain"
    as "$@"
}

# One engagement from selection to closed.
play() {
    tell manager engagectl ping
}

what_next() {
    if [ "$keep" = yes ]; then
        cat <<TEXT

The daemon goes on as process $daemon in $directory. Try, for one:
  ENGAGED_SOCKET=$socket $directory/bin/engagectl engagement list
and stop it with: kill $daemon
TEXT
    else
        printf '\nTry it yourself: Tools/run --keep leaves the daemon running and says how to go on.\n'
    fi
}
