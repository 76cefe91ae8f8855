# A ledger that is taken away from under the daemon, and its rescue as OPERATIONS.md has it.
# needs: install
# shellcheck shell=bash
engagectl person add p-before-taken >/dev/null
before=$(property MainPID)
marked=$(date +%s)
rm /var/lib/engaged/ledger.db
refused() { engagectl person add "p-taken-$RANDOM$RANDOM" 2>&1 | grep 'moved, removed or replaced'; }
expect "a ledger that is removed is noticed, and nothing more is acknowledged" eventually refused
events=$(head_of_log)
expect_same "$before" "$(property MainPID)" "the daemon stays, and has $events events"
expect "reading goes on" engagectl person list
expect_text '^engaged_writable 0$' "the figures say so" engagectl metrics
expect_text '^bad .*moved, removed or replaced' "doctor says so" engagectl doctor
expect_soon 'do not stop or restart it' "journalctl -x says what not to do" \
    journalctl -x -u engaged.service -p err --since "@$marked"
expect_code 1 "the next checkpoint fails" systemctl start engaged-checkpoint.service
expect_soon 'engaged-checkpoint.service failed' "which raises the alert" \
    journalctl -t engaged-alert -p crit --since "@$marked"
rescue() {
    local commands
    commands=$(journalctl -u engaged -o cat --since "@$marked" -g 'before this daemon ends' | sed 's/.* ends: //')
    install -d -m 700 /root/rescued && cd /root/rescued && sh -c "$commands"
}
expect "the commands that the entry names copy the files" rescue
expect "the copy verifies" engagectl audit verify --ledger /root/rescued/ledger.db
systemctl stop engaged-backup.timer engaged-checkpoint.timer engaged.socket engaged
rm -f /var/lib/engaged/{ledger,texts}.db*
for file in /root/rescued/*.db /root/rescued/*.db-wal; do
    install -m 600 -o engaged -g engaged "$file" /var/lib/engaged/
done
expect "with the copies in place it starts" \
    systemctl start engaged.socket engaged engaged-backup.timer engaged-checkpoint.timer
expect_same "$events" "$(head_of_log)" "and lacks none of its $events events"
expect "it records again" engagectl person add p-after-taken
systemctl reset-failed engaged-checkpoint.service
expect "and signs" systemctl start engaged-checkpoint.service
rm -r /root/rescued
