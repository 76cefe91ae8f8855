# What happens when things go wrong.
# needs: install
# shellcheck shell=bash
systemctl reset-failed engaged.service
restarts=$(property NRestarts)
start_load 3 kill
repeating=$load
start_steady 2 kill-once --again
# What was killed is active until systemd has seen it die: the next one is killed when another process serves.
revived() { [ "$(property NRestarts)" -ge "$1" ] && systemctl --quiet is-active engaged.service; }
for round in 1 2 3; do
    load_grows "$repeating" "$load"
    systemctl kill --signal=KILL engaged.service
    eventually revived "$((restarts + round))"
done
load_grows "$repeating" "$load"
stop_load "$repeating" "$load"
expect_same "$((restarts + 3))" "$(property NRestarts)" "killed three times under load, systemd started it again"
expect "callers that repeat nothing noticed each time" test "$(wc -l <"$load/failures")" -ge 3
load_is_whole "killed under callers that repeat nothing"
load=$repeating
load_is_whole "killed under load"
load_failed_nowhere "killed under load"
systemctl reset-failed engaged.service

mkdir -p /etc/engaged/engaged.conf.d
printf '[roles]\nemperor = root\n' >/etc/engaged/engaged.conf.d/bad.conf
systemctl stop engaged.service
marked=$(date +%s)
systemctl start engaged.service >/dev/null 2>&1
sleep 4
expect_same failed "$(systemctl is-active engaged.service)" "a configuration error ends the daemon"
expect_same 78 "$(property ExecMainStatus)" "with exit status 78"
expect_same 0 "$(property NRestarts)" "and is not started again"
expect_soon 'bad.conf:2: unknown role emperor' "the journal says file, line and what is wrong" \
    journalctl -u engaged.service --since "@$marked"
expect_soon 'systemctl reset-failed engaged.socket engaged' "journalctl -x says what to do about it" \
    journalctl -x -u engaged.service --since "@$marked"
expect_soon 'engaged.service failed' "the alert was raised" \
    journalctl -t engaged-alert -p crit --since "@$marked"
expect_code 69 "a client is told that there is no daemon, and does not wait for one" timeout "$patience" engagectl ping
rm /etc/engaged/engaged.conf.d/bad.conf
systemctl reset-failed engaged.service engaged.socket
expect "put right, it starts again" systemctl restart engaged.socket engaged.service
expect "and answers" engagectl ping

# Callers that keep their connection and repeat nothing: a request that is dropped is a failure.
before=$(property MainPID)
start_steady 4 reload
for round in $(seq 10); do
    systemctl reload engaged.service || breaks "reload $round"
    load_grows
done
stop_load
expect_same "$before" "$(property MainPID)" "ten reloads: the same process serves"
load_is_whole "ten reloads under callers that repeat nothing"
load_failed_nowhere "ten reloads under callers that repeat nothing"

# What `engagectl reload` has returned from is in force; `systemctl reload` returns once the signal is sent.
may_approve() { engagectl whoami | grep -q approver; }
late=0
for round in $(seq 10); do
    printf '[roles]\napprover = engaged-approvers, root\n' >/etc/engaged/engaged.conf.d/round.conf
    engagectl reload >/dev/null && may_approve || late=$((late + 1))
    rm /etc/engaged/engaged.conf.d/round.conf
    engagectl reload >/dev/null && ! may_approve || late=$((late + 1))
done
expect_same 0 "$late" "twenty times engagectl reload returned with the new roles in force"
printf '[roles]\nemperor = root\n' >/etc/engaged/engaged.conf.d/bad.conf
expect_code 78 "engagectl reload fails with a configuration that is wrong" engagectl reload
expect_text 'bad.conf:2: unknown role emperor' "says what is wrong" engagectl reload
expect_text 'the one before stays in force' "and what that means" engagectl reload
expect "and the daemon goes on" engagectl ping
before=$(property MainPID)
marked=$(date +%s)
expect "systemctl reload has sent its signal" systemctl reload engaged.service
expect_soon 'configuration not reloaded: .*bad.conf:2' "the journal has the line at level err" \
    journalctl -u engaged.service -p err --since "@$marked"
expect_same "$before" "$(property MainPID)" "the same process serves on"
expect_text '^warning  configuration .*bad.conf:2.*the next start will fail' "doctor says so too" engagectl doctor
expect_soon 'Where it runs: *engagectl reload' "journalctl -x says how to go on" \
    journalctl -x -u engaged.service --since "@$marked"
rm /etc/engaged/engaged.conf.d/bad.conf

# The socket's unit is restarted under a daemon that serves: both come back.
expect "the socket is restarted while the daemon runs" systemctl restart engaged.socket
expect "and the next call is answered" engagectl ping
expect_same active "$(systemctl is-active engaged.socket)" "the socket listens"

# A line of this machine's own that takes the role of operators from the timers.
printf '[roles]\noperator = root\n' >/etc/engaged/engaged.conf.d/own.conf
expect_text 'own.conf:2: operator leaves out engaged-operators' "engaged --check warns of it" engaged --check
expect "and passes" engaged --check
marked=$(date +%s)
expect "it is taken" engagectl reload
expect_text '^warning  roles .*own.conf:2' "doctor says so" engagectl doctor
expect_soon 'Name the group too' "and journalctl -x what to do" journalctl -x -u engaged.service --since "@$marked"
expect_code 1 "the timer's unit is really refused" systemctl start engaged-checkpoint.service
rm /etc/engaged/engaged.conf.d/own.conf
expect "taken back" engagectl reload
expect "the timer's unit works" systemctl start engaged-checkpoint.service

start_load 4 stop
load_grows
systemctl stop engaged.service
expect_same success "$(property Result)" "stopped under load, it drained and ended well"
load_grows
stop_load
load_is_whole "stopped under load, started again by the next call"
load_failed_nowhere "stopped under load"

# Callers that repeat nothing: what the daemon took before it stopped, it answered.
engagectl ping >/dev/null
start_steady 4 drain --again
load_grows
systemctl stop engaged.service
load_grows
stop_load
load_is_whole "stopped under callers that repeat nothing"
expect_same "$(wc -l <"$load/acknowledged")" "$(grep -c '^p-drain-' "$load/there")" \
    "what was taken was answered: nothing more is recorded"
