# What needs a debug build: a start that takes its time, and a stuck writer, made by a hook that only debug builds have.
# needs: start
# shellcheck shell=bash
expect_code 1 "the packaged daemon has no hook for tests" grep -q ENGAGED_TEST_STALL /usr/bin/engaged
if [ -x /system-test/debug/engaged ]; then
    mkdir -p /etc/systemd/system/engaged.service.d
    cat >/etc/systemd/system/engaged.service.d/stall.conf <<'DROPIN'
[Service]
ExecStart=
ExecStart=/system-test/debug/engaged
Environment=LD_LIBRARY_PATH=/system-test/swift ENGAGED_TEST_STALL=/run/engaged-metrics/stall
WatchdogSec=12
DROPIN
    # begin_slowly ALLOWED: starts a debug build that has all views to fold, within so many milliseconds by its unit;
    # $took says how many it needed.
    begin_slowly() {
        local since code=0
        printf '[Service]\nTimeoutStartSec=%sms\nWatchdogSec=0\n' "$1" >/etc/systemd/system/engaged.service.d/time.conf
        systemctl daemon-reload
        systemctl stop engaged.service
        rm -rf /var/cache/engaged/*
        since=$(date +%s%N)
        systemctl start engaged.service || code=$?
        took=$((($(date +%s%N) - since) / 1000000))
        return "$code"
    }
    # A start may take longer than the unit says, for every step asks for its time. What it takes here is measured
    # first; half of it is allowed then.
    begin_slowly 600000 || breaks "a debug build starts"
    allowed=$((took / 2))
    if begin_slowly "$allowed"; then
        expect "a start that takes longer than TimeoutStartSec comes to its end: $took ms where $allowed were allowed" \
            test "$took" -gt "$allowed"
    else
        breaks "a start that takes longer than TimeoutStartSec comes to its end: ended after $took of $allowed ms"
        shown "$(journalctl -u engaged.service -n 15)"
    fi
    rm /etc/systemd/system/engaged.service.d/time.conf
    systemctl daemon-reload
    # On a ledger of its own: a debug build takes its time over a long one, and the watchdog here has none.
    systemctl stop engaged.socket engaged.service
    mv /var/lib/engaged /var/lib/engaged.before
    rm -rf /var/cache/engaged/*
    systemctl start engaged.socket engaged.service
    restarts=$(property NRestarts)
    marked=$(date +%s)
    engagectl person add p-before-stall >/dev/null
    touch /run/engaged-metrics/stall
    engagectl person add p-stalled >/tmp/stalled 2>&1 &
    stalled=$!
    expect_soon 'Watchdog timeout' "the watchdog ends a daemon whose writer is stuck" \
        journalctl -u engaged.service --since "@$marked"
    expect "and systemd starts it again" eventually \
        sh -c "[ \$(systemctl show --property=NRestarts --value engaged.service) -gt $restarts ]"
    if wait "$stalled"; then holds "the command that waited was carried out by the next daemon"; else
        breaks "the command that waited was carried out by the next daemon"; shown "$(cat /tmp/stalled)"; fi
    expect_text p-stalled "and is recorded" engagectl person list
    rm -r /etc/systemd/system/engaged.service.d
    systemctl daemon-reload
    systemctl stop engaged.socket engaged.service
    rm -rf /var/lib/engaged /var/cache/engaged/*
    mv /var/lib/engaged.before /var/lib/engaged
    systemctl reset-failed engaged.service
    expect "the daemon of the package is back on its ledger" systemctl start engaged.socket engaged.service
else
    skips "a stuck writer: no debug build was given"
fi
