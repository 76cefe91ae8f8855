# A wall clock that is set back and right again, seen by the daemon alone (libfaketime): the machine's is the host's.
# needs: install
# shellcheck shell=bash
turn() { printf '%s\n' "$1" >/run/turned; }

# recorded: when the last event was recorded, in microseconds since 1970.
recorded() {
    python3 - <<'PYTHON'
import sqlite3
ledger = sqlite3.connect("file:/var/lib/engaged/ledger.db?mode=ro", uri=True)
print(ledger.execute("SELECT recorded FROM event ORDER BY position DESC LIMIT 1").fetchone()[0])
PYTHON
}

# between LOW HIGH: the last event was recorded then.
between() { [ "$(recorded)" -ge "$1" ] && [ "$(recorded)" -le "$2" ]; }
now() { echo $(($(date +%s%N) / 1000)); }

mkdir -p /etc/systemd/system/engaged.service.d
cat >/etc/systemd/system/engaged.service.d/clock.conf <<UNIT
[Service]
Environment=LD_PRELOAD=$(dpkg --listfiles libfaketime | grep '/libfaketime\.so\.1$')
Environment=FAKETIME_TIMESTAMP_FILE=/run/turned FAKETIME_NO_CACHE=1 FAKETIME_DONT_FAKE_MONOTONIC=1
Environment=FAKETIME_DISABLE_SHM=1
UNIT
systemctl daemon-reload
turn +0
expect "it starts with a clock that can be turned" systemctl restart engaged.service
engagectl person add p-clock-1 >/dev/null
first=$(recorded)
turn -7200
expect "with the clock set back two hours it records" engagectl person add p-clock-2
expect "at the last event's time, and not before it" between "$first" "$((first + 1000000))"
expect_text '^warning  clock .*[0-9]+ s behind the last event' "doctor says how far it is behind" engagectl doctor
expect "it starts with such a clock" systemctl restart engaged.service
expect "and records" engagectl person add p-clock-3
expect "still not before the last event" between "$first" "$((first + 1000000))"
turn +0
expect_code 75 "set right, it has leapt ahead, and nothing is recorded" engagectl person add p-clock-4
expect "until an operator confirms it" engagectl time confirm
since=$(now)
expect "then it records" engagectl person add p-clock-5
expect "at the right time" between "$since" "$(now)"
expect "and every event stands in the order of time" engagectl audit verify
rm -r /etc/systemd/system/engaged.service.d /run/turned
systemctl daemon-reload
expect "it starts with the machine's own clock" systemctl restart engaged.service
