# Start by socket, readiness, figures.
# shellcheck shell=bash
engagectl person add p-first >/dev/null
systemctl stop engaged.service
expect_same inactive "$(systemctl is-active engaged.service)" "the service stops and the socket stays"
expect_same active "$(systemctl is-active engaged.socket)" "the socket listens without the service"
expect "the first call is answered" engagectl ping
expect_same active "$(systemctl is-active engaged.service)" "it was the call that started the service"
for number in $(seq 50); do engagectl person add "p-ready-$number" >/dev/null; done
events=$(head_of_log)
systemctl stop engaged.service
rm -f /var/cache/engaged/views.db*
systemctl start engaged.service
views=$(python3 - <<'PYTHON'
import json, socket
s = socket.socket(socket.AF_UNIX)
s.connect("/run/engaged-socket/varlink")
s.sendall(json.dumps({"method": "org.engaged.Ledger.Views", "parameters": {}}).encode() + b"\0")
reply = b""
while not reply.endswith(b"\0"): reply += s.recv(65536)
print(json.loads(reply[:-1])["parameters"]["position"])
PYTHON
)
expect_same "$((events - 1))" "$views" "READY comes when views deleted before are current again"
expect "the status has figures" eventually 5 \
    sh -c 'systemctl show --property=StatusText engaged | grep -E "StatusText=[0-9]+ events"'
holds "systemctl status says: $(property StatusText)"
expect_text 'engaged-socket|/run/engaged' "the socket is registered for Varlink" ls -l /run/varlink/registry
