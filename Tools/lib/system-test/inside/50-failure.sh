# What happens when things go wrong.
# shellcheck shell=bash
systemctl reset-failed engaged.service
restarts=$(property NRestarts)
start_load 4 kill
for round in 1 2 3; do
    sleep 1.5
    systemctl kill --signal=KILL engaged.service
    eventually 15 systemctl --quiet is-active engaged.service
done
sleep 1
stop_load
expect_same "$((restarts + 3))" "$(property NRestarts)" "killed three times under load, systemd started it again"
load_is_whole "killed under load"
load_failed_nowhere "killed under load"
systemctl reset-failed engaged.service

mkdir -p /etc/engaged/engaged.conf.d
printf '[roles]\nemperor = root\n' >/etc/engaged/engaged.conf.d/bad.conf
systemctl stop engaged.service
systemctl start engaged.service >/dev/null 2>&1
sleep 4
expect_same failed "$(systemctl is-active engaged.service)" "a configuration error ends the daemon"
expect_same 78 "$(property ExecMainStatus)" "with exit status 78"
expect_same 0 "$(property NRestarts)" "and is not started again"
journalctl --sync
expect_text 'bad.conf:2: unknown role emperor' "the journal says file, line and what is wrong" \
    journalctl -u engaged.service --since -1min
expect "the alert was raised" eventually 10 sh -c 'journalctl -t engaged-alert -p crit | grep engaged.service.failed'
expect_code 69 "a client is told that there is no daemon, within seconds" timeout 30 engagectl ping
rm /etc/engaged/engaged.conf.d/bad.conf
systemctl reset-failed engaged.service engaged.socket
expect "put right, it starts again" systemctl restart engaged.socket engaged.service
expect "and answers" engagectl ping

start_load 4 reload
for round in $(seq 10); do
    systemctl reload engaged.service || breaks "reload $round"
    sleep 0.2
done
stop_load
load_is_whole "ten reloads under load"
load_failed_nowhere "ten reloads under load"

start_load 4 stop
sleep 1
systemctl stop engaged.service
expect_same success "$(property Result)" "stopped under load, it drained and ended well"
sleep 2
stop_load
load_is_whole "stopped under load, started again by the next call"
load_failed_nowhere "stopped under load"
