# A damaged ledger: the daemon ends with 65, nobody starts it again, and the journal says what and where.
# shellcheck shell=bash
systemctl stop engaged.socket engaged.service
cp -a /var/lib/engaged /var/lib/engaged.sound
engagectl audit verify --ledger /var/lib/engaged.sound/ledger.db >/dev/null || breaks "the ledger was sound before"
place=$(python3 - <<'PYTHON'
import sqlite3
path = "/var/lib/engaged/ledger.db"
ledger = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
position, = ledger.execute("SELECT position FROM event WHERE CAST(body AS TEXT) LIKE '%p-ready-777\"%'").fetchone()
ledger.close()
with open(path, "r+b") as file:
    place = file.read().index(b'"p-ready-777"')
    file.seek(place + 9)
    file.write(b"6")
print(position)
PYTHON
)
restarts=$(property NRestarts)
marked=$(date +%s)
systemctl start engaged.socket
systemctl start engaged.service >/dev/null 2>&1
expect "a changed byte in an old event ends the daemon" eventually 60 \
    sh -c '[ "$(systemctl is-active engaged.service)" = failed ]'
expect_same 65 "$(property ExecMainStatus)" "with exit status 65"
sleep 4
expect_same failed "$(systemctl is-active engaged.service)" "and systemd does not start it again"
expect_same "$restarts" "$(property NRestarts)" "not even once"
journalctl --sync
expect_text "position $place:" "the journal says at which event, and what is wrong with it" \
    journalctl -u engaged.service -p err --since "@$marked"
expect_text 'Keep a copy: ' "journalctl -x says what to do" journalctl -x -u engaged.service --since "@$marked"
expect "the alert was raised" eventually 10 \
    sh -c "journalctl -t engaged-alert -p crit --since @$marked | grep 'status 65'"
head=$(sha256sum </var/lib/engaged/ledger.db)
expect_code 69 "a client gets no daemon, though the socket would start one" timeout 60 engagectl person add p-on-damage
expect_same 65 "$(property ExecMainStatus)" "that start, too, ended with 65"
expect_same "$head" "$(sha256sum </var/lib/engaged/ledger.db)" "and nothing was written upon the damage"
systemctl stop engaged.socket engaged.service
rm -rf /var/lib/engaged
mv /var/lib/engaged.sound /var/lib/engaged
systemctl reset-failed engaged.socket engaged.service
expect "with the sound ledger back it starts" systemctl start engaged.socket engaged.service
expect "and answers" engagectl ping
