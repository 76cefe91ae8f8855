# What the journal tells.
# needs: people
# shellcheck shell=bash
# places POSITION TYPE: of JSON lines, what happened where, in order; a place that is told twice stands there twice.
places() {
    python3 -c 'import json, sys
position, kind = sys.argv[1:]
rows = [row.get("event", row) for row in map(json.loads, sys.stdin)]
places = sorted((int(row[position]), row[kind]) for row in rows if kind in row)
print("\n".join(f"{place} {what}" for place, what in places))' "$@"
}
# entries FILE OTHER MATCHES...: the entries that match are in FILE, and have come to be those of OTHER.
entries() {
    local file=$1 other=$2
    shift 2
    journalctl --sync
    journalctl --output=json "$@" | places ENGAGED_POSITION ENGAGED_EVENT >"$file"
    cmp "$file" "$other"
}
engagectl engagement history ENG-2026-0001 -o jsonl | places position type >/tmp/trail
eventually entries /tmp/entries /tmp/trail ENGAGED_ENGAGEMENT=ENG-2026-0001
expect "the trail has its events: $(wc -l </tmp/trail)" test "$(wc -l </tmp/trail)" -gt 100
expect "journalctl ENGAGED_ENGAGEMENT=… is the engagement's trail, position by position" diff /tmp/trail /tmp/entries
python3 - >/tmp/ledger <<'PYTHON'
import sqlite3
ledger = sqlite3.connect("file:/var/lib/engaged/ledger.db?mode=ro", uri=True)
for row in ledger.execute("SELECT position, type FROM event WHERE stream = 'engagement/ENG-2026-0001' ORDER BY 1"):
    print(*row)
PYTHON
expect "and both are what the ledger's file has" diff /tmp/ledger /tmp/entries
# And of the whole log, from what the installation recorded on: each event is an entry, once.
engagectl audit export --format jsonl | places position type >/tmp/log
eventually entries /tmp/all /tmp/log -u engaged.service
expect "every event of the log is one entry: $(wc -l </tmp/all)" diff /tmp/log /tmp/all
# Whoever restarts the journal loses none: what is sent meanwhile waits in its socket.
size=$(head_of_log)
start_load 3 journal
load_grows
for _ in 1 2 3; do
    systemctl restart systemd-journald.service
    load_grows
done
stop_load
load_is_whole "with the journal restarted three times under load"
engagectl audit export --format jsonl | places position type >/tmp/log
eventually entries /tmp/all /tmp/log -u engaged.service
expect "and each of the $(($(wc -l </tmp/log) - size)) events is an entry" diff /tmp/log /tmp/all
expect_text 'engagectl sla show ENG-2026-0001' "journalctl -x explains a breach and names the next command" \
    journalctl -x ENGAGED_EVENT=service-level.breached
expect_text 'SEP-2' "the refused self-approval bears its rule" \
    journalctl --output=verbose --output-fields=ENGAGED_RULE ENGAGED_EVENT=separation.refused
expect_text 'second person' "journalctl -x explains the refused self-approval" \
    journalctl -x ENGAGED_EVENT=separation.refused
# Names, texts, titles and legal names that were recorded; each is looked for in every field of every entry.
journalctl --output=export --all -u engaged.service >/system-test/everything
expect "the ledger has the name" sh -c 'grep -aq "Erika Mustermann" /var/lib/engaged/texts.db*'
expect "the ledger has the title" sh -c 'engagectl engagement show ENG-2026-0001 | grep -q "IT help desk"'
expect_text 'person p-erika added' "the journal has the person's handle" grep -a p-erika /system-test/everything
for word in 'Mustermann' 'IT help desk' 'Alpha Services' 'first level can be bridged' 'emergency roster' 'Mutual A' \
    'Ticket system' 'Password and access'; do
    expect_code 1 "and nowhere '$word'" grep -aiq "$word" /system-test/everything
done
expect_code 1 "and no complaint of the runtime's threads" grep -aq 'thread priority' /system-test/everything
lost=$(journalctl -u engaged.service | grep -c 'entries were dropped')
expect_same 0 "$lost" "no entry was dropped"
