# The ledger under another path, as OPERATIONS.md has it.
# needs: install
# shellcheck shell=bash
events=$(head_of_log)
systemctl stop engaged-backup.timer engaged-checkpoint.timer engaged.socket engaged
install -d -m 700 -o engaged -g engaged /srv/engaged && cp -a /var/lib/engaged/. /srv/engaged/
mv /var/lib/engaged /var/lib/engaged.before
printf '[paths]\nstate = /srv/engaged\n' >/etc/engaged/engaged.conf.d/state.conf
install -D -m 644 /usr/share/doc/engaged/examples/systemd/state-elsewhere.conf \
    /etc/systemd/system/engaged.service.d/state-elsewhere.conf
install -D -m 644 /usr/share/doc/engaged/examples/systemd/state-elsewhere-hidden.conf \
    /etc/systemd/system/engaged-.service.d/state-elsewhere-hidden.conf
systemctl daemon-reload
expect "it starts on a ledger elsewhere" \
    systemctl start engaged.socket engaged engaged-backup.timer engaged-checkpoint.timer
expect_same "$events" "$(head_of_log)" "with its $events events"
expect "doctor is content" engagectl doctor
expect "it records there" engagectl person add p-elsewhere
expect "backup and checkpoint work as before" systemctl start engaged-backup.service engaged-checkpoint.service
for unit in engaged-backup.service engaged-checkpoint.service engaged-alert@engaged.service.service; do
    expect_text '/srv/engaged' "$unit cannot reach it there either" property InaccessiblePaths "$unit"
done
expect_code 1 "and nothing is left in the usual place" test -e /var/lib/engaged/ledger.db
systemctl stop engaged.socket engaged
rm -rf /var/lib/engaged /etc/engaged/engaged.conf.d/state.conf /etc/systemd/system/engaged{,-}.service.d
mv /var/lib/engaged.before /var/lib/engaged
rm -rf /srv/engaged /var/backups/engaged/*
systemctl daemon-reload
expect "and back" systemctl start engaged.socket engaged
