# A full disk: writes wait, reads go on, and writing resumes by itself.
# needs: install
# shellcheck shell=bash
systemctl stop engaged.socket engaged.service
cp -a /var/lib/engaged /tmp/state
mount -t tmpfs -o size=64M,mode=700 tmpfs /var/lib/engaged
cp -a /tmp/state/. /var/lib/engaged/
chown engaged:engaged /var/lib/engaged
chmod 700 /var/lib/engaged
systemctl start engaged.socket engaged.service
expect "on a small file system it runs" engagectl person add p-small
dd if=/dev/zero of=/var/lib/engaged/filler bs=64k status=none 2>/dev/null
number=0
code=0
while [ "$code" -eq 0 ] && [ "$number" -lt 20000 ]; do
    number=$((number + 1))
    engagectl person add "p-full-$number" >/dev/null 2>/tmp/full || code=$?
done
expect_same 75 "$code" "with the disk full a write is refused for now (after $number more)"
expect_text 'nothing can be recorded' "and the caller is told so" cat /tmp/full
expect_soon 'disk is full' "the journal says that the disk is full" journalctl -x -u engaged.service
expect "reads go on" engagectl person list
expect_same active "$(systemctl is-active engaged.service)" "the daemon stays"
rm /var/lib/engaged/filler
expect "with room again, writing resumes by itself" eventually engagectl person add p-room
expect_same 0 "$(property NRestarts)" "without a restart"
expect_soon 'room again' "and the journal says so" journalctl -u engaged.service
systemctl stop engaged.socket engaged.service
cp -a /var/lib/engaged/. /tmp/state/
umount /var/lib/engaged
cp -a /tmp/state/. /var/lib/engaged/
systemctl start engaged.socket engaged.service
expect_text '^p-room$' "what was written there is kept" handles

# A file system that lets nothing be written: the start says so and is not tried again and again.
systemctl stop engaged.socket engaged.service
mount --bind /var/lib/engaged /var/lib/engaged
mount -o remount,bind,ro /var/lib/engaged
marked=$(date +%s)
expect_code 1 "on a read-only file system it does not start" systemctl start engaged.socket engaged.service
expect_same 78 "$(property ExecMainStatus)" "with exit status 78"
expect_soon 'Read-only file system' "the journal says why" journalctl -u engaged.service -p err --since "@$marked"
expect_soon 'findmnt -T /var/lib/engaged' "and journalctl -x where to look" \
    journalctl -x -u engaged.service -p err --since "@$marked"
umount /var/lib/engaged
systemctl reset-failed engaged.socket engaged.service
expect "writable again, it starts" systemctl start engaged.socket engaged.service
