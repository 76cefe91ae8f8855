# The package on a machine that runs: what an administrator has after one command.
# needs: nothing
# shellcheck shell=bash
expect "apt installs the package" apt-get install -y -q /system-test/engaged.deb
shown "$said" >/system-test/results/install
for unit in engaged.socket engaged.service engaged-backup.timer engaged-checkpoint.timer; do
    expect_same enabled "$(systemctl is-enabled "$unit")" "$unit is enabled"
done
expect "the service runs after installation" eventually 20 systemctl --quiet is-active engaged.service
expect_same "755 root:root" "$(stat -c '%a %U:%G' /run/engaged-socket)" "the socket's folder is root's"
expect_same 666 "$(stat -c %a /run/engaged-socket/varlink)" "everybody may connect"
expect_same "700 engaged:engaged" "$(stat -c '%a %U:%G' /var/lib/engaged)" "the ledger's folder is the daemon's alone"
for group in managers approvers auditors feeds operators; do
    expect "the group engaged-$group is there" getent group "engaged-$group"
done
said=$(systemd-analyze verify --man=no /lib/systemd/system/engaged*.{service,socket,timer} 2>&1 | grep -i engaged)
expect_same "" "$said" "systemd-analyze verify has nothing to say"
systemd-analyze security --no-pager engaged.service >/system-test/results/security 2>&1
exposure=$(sed -n 's/.*Overall exposure level for engaged.service: \([0-9.]*\).*/\1/p' /system-test/results/security)
expect "exposure by systemd-analyze security is ${exposure:-unknown}, at most 0.5" \
    systemd-analyze security --no-pager --threshold=5 engaged.service
# unit, the figure in tenths that it may not pass: the alert runs an administrator's own programs and keeps more.
while read -r unit most; do
    found=$(systemd-analyze security --no-pager "$unit" 2>&1 \
        | sed -n 's/.*Overall exposure level for [^:]*: \([0-9.]*\).*/\1/p')
    expect "exposure of $unit is ${found:-unknown}, at most $((most / 10)).$((most % 10))" \
        systemd-analyze security --no-pager --threshold="$most" "$unit"
done <<'UNITS'
engaged-backup.service 8
engaged-checkpoint.service 8
engaged-alert@engaged.service.service 60
UNITS
expect_text 'nss-user-lookup.target' "the daemon starts behind whatever provides groups" property After
expect_same "no" "$(property PrivateUsers)" "PrivateUsers is off: peers keep their names"
for page in engagectl.1 engaged-verify-ledger.1 engaged.8 engaged.conf.5; do
    expect "the manual page $page is there" test -s "/usr/share/man/man${page##*.}/$page.gz"
done
expect_text 'engagectl' "bash completes engagectl" cat /usr/share/bash-completion/completions/engagectl
expect "the daemon needs no Swift on the machine" test ! -e /usr/lib/swift
expect_text 'configuration is valid' "the packaged configuration is valid" engaged --check
printf 'nonsense\n' >/tmp/wrong.conf
expect_text '^/tmp/wrong.conf:1:' "a wrong one is named, without the journal's marks" \
    engaged --check --config /tmp/wrong.conf
