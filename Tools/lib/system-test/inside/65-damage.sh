# A damaged ledger: the daemon ends with 65, nobody starts it again, and the journal says what and where.
# needs: start
# shellcheck shell=bash
mark=/var/lib/engaged/damaged

# Changes one character of the name p-ready-777 in the ledger's file; prints the event's position.
damage() {
    python3 - "$1" <<'PYTHON'
import sqlite3, sys
path = "/var/lib/engaged/ledger.db"
ledger = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
position, = ledger.execute("SELECT position FROM event WHERE CAST(body AS TEXT) LIKE '%p-ready-777\"%'").fetchone()
ledger.close()
with open(path, "r+b") as file:
    place = file.read().index(b'"p-ready-777"')
    file.seek(place + 11)
    file.write(sys.argv[1].encode())
print(position)
PYTHON
}

# ended_damaged WHAT POSITION: what holds of every end upon a damaged ledger.
ended_damaged() {
    expect "$1 ends the daemon" eventually sh -c '[ "$(systemctl is-active engaged.service)" = failed ]'
    expect_same 65 "$(property ExecMainStatus)" "with exit status 65"
    sleep 4
    expect_same failed "$(systemctl is-active engaged.service)" "and systemd does not start it again"
    expect_same "$restarts" "$(property NRestarts)" "not even once"
    expect_soon "position $2:" "the journal says at which event, and what is wrong with it" \
        journalctl -u engaged.service -p err --since "@$marked"
    expect_soon 'Keep a copy: ' "journalctl -x says what to do" journalctl -x -u engaged.service --since "@$marked"
    expect_soon 'status 65' "the alert was raised" journalctl -t engaged-alert -p crit --since "@$marked"
}

# start_marked: starts all, from a clean slate of counters.
start_marked() {
    # The alert too: a client's one try may have used up its ten an hour.
    systemctl reset-failed engaged.socket engaged.service engaged-alert@engaged.service.service 2>/dev/null
    restarts=$(property NRestarts)
    sleep 1
    marked=$(date +%s)
    systemctl start engaged.socket
    systemctl start engaged.service >/dev/null 2>&1
}

systemctl stop engaged.socket engaged.service
cp -a /var/lib/engaged /var/lib/engaged.sound
engagectl audit verify --ledger /var/lib/engaged.sound/ledger.db >/dev/null || breaks "the ledger was sound before"

# What every rule would take, and only the hashes contradict: another person's name. No start reads so far back; the
# check of the whole ledger behind READY does.
place=$(damage x)
start_marked
ended_damaged "a changed letter that only the hashes contradict" "$place"
expect_soon 'READY|serves [0-9]+ events' "it was found while the daemon ran" \
    journalctl -u engaged.service --since "@$marked"
expect "the damage is marked beside the ledger" test -s "$mark"
expect_text "position $place:" "and the mark says where" cat "$mark"
expect_same "600 engaged" "$(stat -c '%a %U' "$mark")" "for the operator to read"
written() { cat /var/lib/engaged/ledger.db /var/lib/engaged/ledger.db-wal 2>/dev/null | sha256sum; }
head=$(written)
expect_code 69 "a client gets no daemon, though the socket would start one" \
    timeout "$patience" engagectl person add p-on-damage
expect_same 65 "$(property ExecMainStatus)" "that start, too, ended with 65"
expect_same "$head" "$(written)" "and nothing was written upon the damage"

# The mark by itself: sound files in place of the damaged ones do not make somebody look.
systemctl stop engaged.socket engaged.service
cp -a "$mark" /root/mark
rm -rf /var/lib/engaged
cp -a /var/lib/engaged.sound /var/lib/engaged
cp -a /root/mark "$mark"
start_marked
ended_damaged "the mark beside a sound ledger" "$place"
expect_soon 'was found damaged and is not written any more' "it says that it was marked" \
    journalctl -u engaged.service -p err --since "@$marked"
systemctl stop engaged.socket engaged.service
rm "$mark"
systemctl reset-failed engaged.socket engaged.service
expect "without the mark the sound ledger starts" systemctl start engaged.socket engaged.service
expect "and answers" engagectl ping

# What contradicts the rules as well is found before READY: the same person twice.
systemctl stop engaged.socket engaged.service
place=$(damage 6)
start_marked
ended_damaged "a changed figure that breaks a rule" "$place"
systemctl stop engaged.socket engaged.service
rm -rf /var/lib/engaged
mv /var/lib/engaged.sound /var/lib/engaged
systemctl reset-failed engaged.socket engaged.service
expect "with the sound ledger back it starts" systemctl start engaged.socket engaged.service
expect "and answers" engagectl ping
