# Sourced by run: how a check is made and said. A check is a line; a failed one also shows what was seen.
# shellcheck shell=bash
failed=0
held=0
broken=0

holds() {
    held=$((held + 1))
    printf 'ok      %s\n' "$*"
}

breaks() {
    broken=$((broken + 1))
    failed=1
    printf 'FAILED  %s\n' "$*"
}

# Something could not be looked at, and why.
skips() { printf 'skipped %s\n' "$*"; }

summary() { printf '%s\n' "$held held, $broken failed ($SECONDS s)"; }

# shown TEXT: what a failed check saw.
shown() { printf '%s\n' "$1" | tail -n 15 | sed 's/^/        | /'; }

# expect WHAT COMMAND...: the command succeeds.
expect() { expect_code 0 "$@"; }

# expect_code CODE WHAT COMMAND...: the command ends so. What it printed is in $said.
expect_code() {
    local wanted=$1 what=$2 code=0
    shift 2
    said=$("$@" 2>&1 </dev/null) || code=$?
    if [ "$code" -eq "$wanted" ]; then
        holds "$what"
    else
        breaks "$what: ended with $code, not $wanted"
        shown "$said"
        return 1
    fi
}

# expect_text PATTERN WHAT COMMAND...: what the command prints matches, whatever its code.
expect_text() {
    local pattern=$1 what=$2
    shift 2
    said=$("$@" 2>&1 </dev/null)
    if grep -Eq -- "$pattern" <<<"$said"; then
        holds "$what"
    else
        breaks "$what: nothing matches $pattern"
        shown "$said"
        return 1
    fi
}

# expect_same WANTED FOUND WHAT: two values are one.
expect_same() {
    if [ "$1" = "$2" ]; then holds "$3"; else breaks "$3: wanted $1, found $2"; fi
}

# How many seconds are waited for what happens elsewhere; success ends the wait, and a slow machine needs it.
patience=180

# eventually COMMAND...: it comes to succeed.
eventually() {
    local until=$((SECONDS + patience))
    until "$@" >/dev/null 2>&1 </dev/null; do
        [ "$SECONDS" -lt "$until" ] || return 1
        sleep 0.2
    done
}

# prints PATTERN COMMAND...: what the command prints matches.
prints() {
    local pattern=$1
    shift
    grep -Eq -- "$pattern" <<<"$("$@" 2>&1 </dev/null)"
}

# expect_soon PATTERN WHAT COMMAND...: as expect_text, of what comes to be so: an entry is in the journal when journald
# has read it, and the daemon sends it behind its answer.
expect_soon() {
    local pattern=$1 what=$2
    shift 2
    eventually prints "$pattern" "$@"
    expect_text "$pattern" "$what" "$@"
}

# as USER COMMAND...: with the user's own groups.
as_user() {
    local user=$1
    shift
    runuser -u "$user" -- "$@"
}

property() { systemctl show --property="$1" --value "${2:-engaged.service}"; }

# Events in the ledger.
head_of_log() { engagectl ping -o json | python3 -c 'import json, sys; print(json.load(sys.stdin)["head"]["size"])'; }

# figure NAME: what the daemon says now of the figure engaged_NAME, in whole units; nothing where it says nothing.
figure() { engagectl metrics | sed -n "s/^engaged_$1 \([0-9]*\).*/\1/p"; }

# Load: workers that add persons one after the other and note every handle whose command said it was done. They use
# the command, which repeats what was lost under the same id.
start_load() {
    local workers=$1 name=$2 number
    begin_load "$name"
    for number in $(seq "$workers"); do
        worker "$load" "p-$name-$number" &
    done
}

# Load by callers that repeat nothing (steady.py): start_steady CALLERS NAME [--again].
start_steady() {
    local callers=$1 name=$2
    shift 2
    begin_load "$name"
    python3 "$here/steady.py" "$load" "p-$name" "$callers" "$@" &
}

begin_load() {
    load=/tmp/load-$1
    rm -rf "$load"
    mkdir -p "$load"
}

# load_grows [FOLDER]...: returns when each load had ten answers more than now: it is under way, whoever serves.
load_grows() {
    local folder
    [ $# -gt 0 ] || set -- "$load"
    for folder; do
        eventually has_answers "$folder" $(($(answers "$folder") + 10)) || breaks "the load of $folder goes on"
    done
}

answers() { cat "$1"/done.* 2>/dev/null | wc -l; }
has_answers() { [ "$(answers "$1")" -ge "$2" ]; }

worker() {
    local count=0
    while [ ! -e "$1/stop" ]; do
        count=$((count + 1))
        if engagectl person add "$2-$count" >/dev/null 2>>"$1/said"; then
            echo "$2-$count" >>"$1/done.$2"
        else
            echo "$2-$count ended with $?" >>"$1/failures"
        fi
    done
}

# stop_load [FOLDER]...: the load that was begun last, or all of these.
stop_load() {
    local folder
    [ $# -gt 0 ] || set -- "$load"
    for folder; do touch "$folder/stop"; done
    wait
    for folder; do cat "$folder"/done.* 2>/dev/null | sort >"$folder/acknowledged"; done
}

# Every person in the ledger's file; a list that is asked for ends at ten thousand.
handles() {
    python3 - <<'PYTHON'
import json, sqlite3
ledger = sqlite3.connect("file:/var/lib/engaged/ledger.db?mode=ro", uri=True)
for body, in ledger.execute("SELECT body FROM event WHERE type = 'person.added'"):
    print(json.loads(bytes(body) if isinstance(body, (bytes, memoryview)) else body)["handle"])
PYTHON
}

# load_is_whole WHAT: everything acknowledged is there.
load_is_whole() {
    local lost total
    total=$(wc -l <"$load/acknowledged")
    handles | sort >"$load/there"
    lost=$(comm -23 "$load/acknowledged" "$load/there" | wc -l)
    if [ "$total" -gt 0 ] && [ "$lost" -eq 0 ]; then
        holds "$1: $total acknowledged, none lost"
    else
        breaks "$1: $total acknowledged, $lost lost"
    fi
}

load_failed_nowhere() {
    if [ -s "$load/failures" ]; then
        breaks "$1: $(wc -l <"$load/failures") commands failed"
        shown "$(cat "$load/failures" "$load/said" 2>/dev/null)"
    else
        holds "$1: no command failed"
    fi
}
