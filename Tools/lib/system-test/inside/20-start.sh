# Start by socket, readiness, figures.
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
# Asked as soon as systemd has heard READY: what is folded later comes too late.
views=$(python3 - <<'PYTHON'
import json, socket, subprocess
subprocess.run(["systemctl", "start", "engaged.service"], check=True)
s = socket.socket(socket.AF_UNIX)
s.connect("/run/engaged-socket/varlink")
s.sendall(json.dumps({"method": "org.engaged.Ledger.Views", "parameters": {}}).encode() + b"\0")
reply = b""
while not reply.endswith(b"\0"): reply += s.recv(65536)
found = json.loads(reply[:-1])["parameters"]
print(found["position"], found["eventsFolded"])
PYTHON
)
expect "there were events to fold: $events" test "$events" -gt 6000
expect_same "$((events - 1)) $events" "$views" "READY comes when deleted views are current again"
expect "the status has figures" eventually 5 \
    sh -c 'systemctl show --property=StatusText engaged | grep -E "StatusText=[0-9]+ events"'
holds "systemctl status says: $(property StatusText)"
expect_text 'engaged-socket|/run/engaged' "the socket is registered for Varlink" ls -l /run/varlink/registry
