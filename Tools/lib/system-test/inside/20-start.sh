# Start by socket, readiness, figures.
# needs: install
# shellcheck shell=bash
engagectl person add p-first >/dev/null
systemctl stop engaged.service
expect_same inactive "$(systemctl is-active engaged.service)" "the service stops and the socket stays"
expect_same active "$(systemctl is-active engaged.socket)" "the socket listens without the service"
expect "the first call is answered" engagectl ping
expect_same active "$(systemctl is-active engaged.service)" "it was the call that started the service"
# Enough events that folding them takes longer than asking.
python3 - <<'PYTHON'
import json, socket
s = socket.socket(socket.AF_UNIX)
s.connect("/run/engaged-socket/varlink")
stream = s.makefile("rwb")
for number in range(6000):
    call = {"method": "org.engaged.Governance.AddPerson", "parameters": {"handle": f"p-ready-{number}"}}
    stream.write(json.dumps(call).encode() + b"\0")
    if number % 50 == 49:
        stream.flush()
        for _ in range(50):
            reply = b""
            while not reply.endswith(b"\0"): reply += stream.read(1)
            assert b'"error"' not in reply, reply
PYTHON
events=$(head_of_log)
systemctl stop engaged.service
rm -f /var/cache/engaged/views.db*
# Asked as soon as systemd has heard READY, and of the figures: a question to the views would have them folded first.
python3 - >/tmp/ready <<'PYTHON'
import json, socket, subprocess
subprocess.run(["systemctl", "start", "engaged.service"], check=True)
s = socket.socket(socket.AF_UNIX)
s.connect("/run/engaged-socket/varlink")
stream = s.makefile("rwb")
def ask(method):
    stream.write(json.dumps({"method": method, "parameters": {}}).encode() + b"\0")
    stream.flush()
    reply = b""
    while not reply.endswith(b"\0"): reply += stream.read(1)
    return json.loads(reply[:-1])["parameters"]
figures = ask("org.engaged.Operations.Metrics")["text"].split("\n")
print(next(line for line in figures if line.startswith("engaged_view_lag_events ")))
print(subprocess.run(["systemctl", "show", "--property=StatusText", "engaged"], capture_output=True, text=True).stdout)
print("folded", ask("org.engaged.Ledger.Views")["eventsFolded"])
PYTHON
expect "there were events to fold: $events" test "$events" -gt 6000
expect_text '^engaged_view_lag_events 0$' "READY comes when deleted views are current again" cat /tmp/ready
expect_text "^StatusText=$events events, .* view lag 0," "and says so in its own status" cat /tmp/ready
expect_text "^folded $events\$" "for which every event was folded" cat /tmp/ready
expect "the status has figures" eventually \
    sh -c 'systemctl show --property=StatusText engaged | grep -E "StatusText=[0-9]+ events"'
holds "systemctl status says: $(property StatusText)"
for interface in /usr/share/engaged/Schemas/varlink/org.engaged.*.varlink; do
    interface=$(basename "$interface" .varlink)
    expect "$interface is registered for Varlink" \
        test /run/varlink/registry/"$interface" -ef /run/engaged-socket/varlink
done
