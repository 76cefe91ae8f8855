# Upgrade under load, removal, purge.
# shellcheck shell=bash
printf '\n[log]\nlevel = info\n# ours\n' >>/etc/engaged/engaged.conf
program() { readlink "/proc/$(property MainPID)/exe"; }
before=$(property MainPID)
restarts=$(property NRestarts)
expect_same /usr/bin/engaged "$(program)" "the daemon runs the program that is installed"
start_load 4 upgrade
sleep 1
expect "the package is upgraded under load" dpkg --install /system-test/upgrade.deb
sleep 1
stop_load
load_is_whole "upgraded under load"
load_failed_nowhere "upgraded under load"
expect_text '[+]upgrade$' "the new version is installed" dpkg-query --show --showformat='${Version}' engaged
expect "another process serves" test "$(property MainPID)" -gt 1 -a "$(property MainPID)" != "$before"
expect_same /usr/bin/engaged "$(program)" "and it runs the new program, not the old one that was replaced on the disk"
expect_same "$restarts" "$(property NRestarts)" "restarted by the upgrade, not after a failure"
expect_text '# ours' "the administrator's configuration is kept" cat /etc/engaged/engaged.conf
events=$(head_of_log)

expect "the package is removed" apt-get remove -y -q engaged
expect "the ledger is still there" test -s /var/lib/engaged/ledger.db
expect "the configuration is still there" test -s /etc/engaged/engaged.conf
expect_code 1 "and no socket is left" test -e /run/engaged-socket/varlink
expect "installed again" apt-get install -y -q /system-test/upgrade.deb
expect_same "$events" "$(head_of_log)" "it goes on where it was: $events events"

expect "purged without an answer" apt-get purge -y -q engaged
expect "the ledger is still there" test -s /var/lib/engaged/ledger.db
expect_code 1 "but the configuration is gone" test -e /etc/engaged/engaged.conf
expect "installed once more" apt-get install -y -q /system-test/upgrade.deb
expect_same "$events" "$(head_of_log)" "with every event"
echo 'engaged engaged/remove-ledger boolean true' | debconf-set-selections
expect "purged with the answer yes" apt-get purge -y -q engaged
expect_code 1 "the ledger is gone" test -e /var/lib/engaged
