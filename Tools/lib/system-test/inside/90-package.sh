# The same package once more, removal, purge.
# needs: install
# shellcheck shell=bash
program() { readlink "/proc/$(property MainPID)/exe"; }
before=$(property MainPID)
restarts=$(property NRestarts)
inode=$(stat -c %i /run/engaged-socket/varlink)
expect_same /usr/bin/engaged "$(program)" "the daemon runs the program that is installed"
start_load 4 again
load_grows
expect "the package is installed over itself under load" dpkg --install /system-test/engaged.deb
load_grows
stop_load
load_is_whole "installed over itself under load"
load_failed_nowhere "installed over itself under load"
expect "another process serves" test "$(property MainPID)" -gt 1 -a "$(property MainPID)" != "$before"
expect_same /usr/bin/engaged "$(program)" "and it runs the new program, not the old one that was replaced on the disk"
expect_same "$restarts" "$(property NRestarts)" "restarted by the package, not after a failure"
expect_same "$inode" "$(stat -c %i /run/engaged-socket/varlink)" "a socket whose unit did not change stays open"
# What a cautious umask leaves: root reads it, the daemon cannot.
(umask 077; printf '[log]\nlevel = info\n' >/etc/engaged/engaged.conf.d/hidden.conf)
expect_text 'warning: .*hidden.conf: only root can read it.*chmod 644' "engaged --check warns root of it" \
    engaged --check
expect_text 'hidden.conf: cannot be read by uid [1-9][0-9]*: Permission denied' "doctor says so" engagectl doctor
before=$(property MainPID)
expect "the package is installed over itself" dpkg --install /system-test/engaged.deb
expect_text 'hidden.conf: cannot be read by uid' "and says so" echo "$said"
expect_same "$before" "$(property MainPID)" "the daemon is not restarted into it"
rm /etc/engaged/engaged.conf.d/hidden.conf
printf '\n[log]\nlevel = info\n# ours\n' >>/etc/engaged/engaged.conf
events=$(head_of_log)

expect "the package is removed" apt-get remove -y -q engaged
expect "the ledger is still there" test -s /var/lib/engaged/ledger.db
expect_text '# ours' "the configuration is still there" cat /etc/engaged/engaged.conf
expect_code 1 "and no socket is left, nor its folder" test -e /run/engaged-socket
expect "installed again" apt-get install -y -q /system-test/engaged.deb
expect_text '# ours' "with the configuration" cat /etc/engaged/engaged.conf
expect_same "$events" "$(head_of_log)" "it goes on where it was: $events events"

expect "purged without an answer" apt-get purge -y -q engaged
expect_text 'ledger stays in /var/lib/engaged' "it says what stays" echo "$said"
expect_text 'backups stay in /var/backups/engaged' "the backups too" echo "$said"
expect "the ledger is still there" test -s /var/lib/engaged/ledger.db
expect_code 1 "but the configuration is gone" test -e /etc/engaged/engaged.conf
expect "installed once more" apt-get install -y -q /system-test/engaged.deb
expect_same "$events" "$(head_of_log)" "with every event"
echo 'engaged engaged/remove-ledger boolean true' | debconf-set-selections
expect "purged with the answer yes" apt-get purge -y -q engaged
expect_code 1 "the ledger is gone" test -e /var/lib/engaged
expect_same "" "$(find /etc /run /usr /var -xdev -iname '*engaged*' \
    ! -path '/var/log/*' ! -path '/var/cache/debconf/*' ! -path '/var/lib/apt/*' ! -path '/var/lib/dpkg/*' \
    ! -path '/run/systemd/*' ! -path '/run/log/*' ! -path '/etc/systemd/system/*.d*' 2>/dev/null)" \
    "and nothing that bears the name is left but an administrator's own drop-ins"
