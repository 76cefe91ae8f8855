# Checkpoints and backups by their timers, and a backup that lives elsewhere.
# needs: start
# shellcheck shell=bash

# rings TIMER: the timer's moment comes in a second, and once only.
rings() {
    mkdir -p "/etc/systemd/system/$1.d"
    printf '[Timer]\nOnCalendar=\nRandomizedDelaySec=0\nAccuracySec=100ms\nOnActiveSec=1\n' \
        >"/etc/systemd/system/$1.d/soon.conf"
    systemctl daemon-reload
    systemctl restart "$1"
}

# rests TIMER: it has no moment any more.
rests() {
    rm "/etc/systemd/system/$1.d/soon.conf"
    systemctl daemon-reload
    systemctl restart "$1"
}

last_backup() { find /var/backups/engaged -maxdepth 1 -name 'engaged-*.backup' | sort | tail -n 1; }

# Not the daemon's own checkpoints: the timer's moment, its unit's run, and what that run printed.
engagectl person add p-before-checkpoint >/dev/null
size=$(head_of_log)
signed=$(figure last_checkpoint_timestamp_seconds)
before=$(property LastTriggerUSec engaged-checkpoint.timer)
marked=$(date +%s)
rings engaged-checkpoint.timer
triggered() { [ "$(property LastTriggerUSec engaged-checkpoint.timer)" != "$before" ]; }
expect "the checkpoint's timer comes to its moment" eventually triggered
printed() {
    journalctl --sync
    journalctl --output=cat --since "@$marked" -u engaged-checkpoint.service | grep -qx "$size"
}
expect "its unit prints a signed head over all $size events" eventually printed
rests engaged-checkpoint.timer
ended() { [ "$(systemctl is-active "$1")" = inactive ]; }
eventually ended engaged-checkpoint.service
expect_same success "$(property Result engaged-checkpoint.service)" "the checkpoint's unit ends well"
expect "the figure of the last checkpoint grew" test "$(figure last_checkpoint_timestamp_seconds)" -gt "${signed:-0}"
expect_soon ENGAGED_CHECKPOINT "a copy of that checkpoint is in the daemon's journal" \
    journalctl --output=verbose -u engaged.service "ENGAGED_SIZE=$size"
for unit in engaged-backup engaged-checkpoint; do
    expect_text '/var/lib/engaged' "$unit cannot reach the ledger's files" property InaccessiblePaths "$unit.service"
done
engagectl audit checkpoint --to /root/checkpoint >/dev/null 2>&1

verified=$(figure last_backup_timestamp_seconds)
before=$(last_backup)
newer() { [ "$(last_backup)" != "$before" ]; }
start_load 2 backup
rings engaged-backup.timer
expect "the timer takes a backup under load" eventually newer
stop_load
rests engaged-backup.timer
expect "and its unit comes to its end" eventually ended engaged-backup.service
expect_same success "$(property Result engaged-backup.service)" "the backup's unit ends well"
expect_text 'events, verified at' "doctor knows its age" engagectl doctor
expect_text 'written to /var/backups/engaged/' "and where it lies" engagectl doctor
noted() { journalctl -u engaged.service --output=verbose -g 'backup of [0-9]+ events verified'; }
expect_soon 'backup of [0-9]+ events verified, root' "the daemon's journal says that there is one" noted
noted >/tmp/noted
expect_code 1 "and no path that somebody typed" grep -q /var/backups /tmp/noted
latest=$(figure last_backup_timestamp_seconds)
expect "the figure of the last backup grew" test "${latest:-0}" -gt "${verified:-0}"
timed=$(last_backup)
expect "the timer's backup is restored elsewhere" engagectl restore "$timed" --to /var/tmp/timed
expect "and verifies there" engagectl audit verify --ledger /var/tmp/timed/ledger.db

printf 'ENGAGED_BACKUP_KEEP=2\n' >/etc/engaged/backup.env
for _ in 1 2; do
    sleep 1.1
    expect "another backup" systemctl start engaged-backup.service
done
kept=$(find /var/backups/engaged -maxdepth 1 -name 'engaged-*.backup' | wc -l)
expect_same 2 "$kept" "only as many as wanted are kept"
expect "and the figure grew with each" test "$(figure last_backup_timestamp_seconds)" -ge "$((latest + 2))"
rm /etc/engaged/backup.env

expect "a backup is restored elsewhere" \
    engagectl restore "$(last_backup)" --to /var/tmp/elsewhere --against /root/checkpoint
expect "and verifies there without the daemon" \
    engagectl audit verify --ledger /var/tmp/elsewhere/ledger.db --against /root/checkpoint
shown "$said"
expect "and by the independent verifier" engaged-verify-ledger /var/tmp/elsewhere/ledger.db --against /root/checkpoint
expect_text 'holds backups and is none' "the folder of all backups is not taken for one" \
    engagectl restore /var/backups/engaged --to /var/tmp/nowhere
expect_text "→ .*$(last_backup)\$" "and the newest is named" \
    engagectl restore /var/backups/engaged --to /var/tmp/nowhere
expect_text 'audit verify --ledger /var/lib/engaged/ledger.db --against' "a state folder is told from a backup" \
    engagectl restore /var/lib/engaged --to /var/tmp/nowhere
cp -r "$(last_backup)" /var/tmp/forged
python3 - <<'PYTHON'
with open("/var/tmp/forged/ledger.db", "r+b") as file:
    place = file.read().index(b'"p-ready-777"')
    file.seek(place + 9)
    file.write(b"6")
PYTHON
expect_code 4 "a backup with one byte of an event changed is refused" \
    engagectl restore /var/tmp/forged --to /var/tmp/nowhere
expect_code 1 "and nothing was put in place" test -e /var/tmp/nowhere/ledger.db

# What OPERATIONS.md has for a lost ledger, the timers left alone: the state folder lost, the backup put in its place,
# the daemon started.
kept=$(last_backup)
size=$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["size"])' "$kept/backup.json")
engagectl person add p-after-the-backup >/dev/null
systemctl stop engaged.socket engaged.service
mv /var/lib/engaged /var/lib/engaged.damaged
install -d -m 700 -o engaged -g engaged /var/lib/engaged
expect "the backup is put in the place of a lost ledger" \
    runuser -u engaged -- engagectl restore "$kept" --to /var/lib/engaged
rm -rf /var/cache/engaged/*
systemctl reset-failed engaged.service engaged.socket
expect "the daemon starts on it" systemctl start engaged.socket engaged.service
events=$(head_of_log)
expect "and has its $size events" test "$events" -ge "$size"
expect "doctor is content" engagectl doctor
systemctl stop engaged.socket engaged.service
rm -rf /var/lib/engaged /var/cache/engaged/*
mv /var/lib/engaged.damaged /var/lib/engaged
expect "put back, the first ledger goes on" systemctl start engaged.socket engaged.service
