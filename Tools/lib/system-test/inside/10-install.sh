# The package on a machine that runs: what an administrator has after one command.
# needs: nothing
# shellcheck shell=bash
expect "apt installs the package" apt-get install -y -q /system-test/engaged.deb
shown "$said" >/system-test/results/install
for unit in engaged.socket engaged.service engaged-backup.timer engaged-checkpoint.timer; do
    expect_same enabled "$(systemctl is-enabled "$unit")" "$unit is enabled"
done
for timer in engaged-backup.timer engaged-checkpoint.timer; do
    expect_same active "$(systemctl is-active "$timer")" "$timer runs"
done
# From here on they come to no moment of their own: it would start the daemon in the middle of something else.
for timer in engaged-backup.timer engaged-checkpoint.timer; do
    mkdir -p "/etc/systemd/system/$timer.d"
    printf '[Timer]\nOnCalendar=\nOnCalendar=2099-01-01\n' >"/etc/systemd/system/$timer.d/never.conf"
done
systemctl daemon-reload
systemctl restart engaged-backup.timer engaged-checkpoint.timer
expect "the service runs after installation" eventually systemctl --quiet is-active engaged.service
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
for unit in engaged.service engaged-backup.service engaged-checkpoint.service; do
    expect_same AF_UNIX "$(property RestrictAddressFamilies "$unit")" "$unit may open sockets of AF_UNIX only"
done
# families SETTING: which sockets can really be opened within the unit, which the setting may widen, by a program that
# runs there before the daemon.
families() {
    cat >/usr/local/bin/families <<'PROGRAM'
import errno, socket
found = open("/run/engaged-metrics/families", "w")
for name in "AF_UNIX", "AF_INET", "AF_INET6", "AF_NETLINK", "AF_PACKET":
    try:
        socket.socket(getattr(socket, name), socket.SOCK_DGRAM).close()
        print(name, "opened", file=found)
    except OSError as error:
        print(name, errno.errorcode[error.errno], file=found)
PROGRAM
    mkdir -p /etc/systemd/system/engaged.service.d
    cat >/etc/systemd/system/engaged.service.d/families.conf <<UNIT
[Service]
ExecStartPre=/usr/bin/python3 /usr/local/bin/families
$1
UNIT
    systemctl daemon-reload
    systemctl restart engaged.service
    cat /run/engaged-metrics/families
    rm -r /etc/systemd/system/engaged.service.d /usr/local/bin/families
    systemctl daemon-reload
}
found=$(families '')
expect_same "AF_UNIX opened" "$(grep opened <<<"$found")" "within the unit no other socket can be opened"
for family in AF_INET AF_INET6 AF_NETLINK AF_PACKET; do
    expect_text "^$family EAFNOSUPPORT\$" "not $family" echo "$found"
done
expect_text '^AF_INET opened$' "and it is that setting which refuses it" families "RestrictAddressFamilies=AF_INET"
expect "the daemon runs on as packaged" systemctl restart engaged.service
expect_text 'nss-user-lookup.target' "the daemon starts behind whatever provides groups" property After
expect_same "no" "$(property PrivateUsers)" "PrivateUsers is off: peers keep their names"
for page in engagectl.1 engaged-verify-ledger.1 engaged.8 engaged.conf.5; do
    expect "the manual page $page is there" test -s "/usr/share/man/man${page##*.}/$page.gz"
done
# undocumented PROGRAM PAGE: the options that a program names in its help, and its manual page nowhere.
undocumented() {
    local option
    "$1" --help | grep -oE -- '(^|[ ,[])--?[a-z][a-z-]*' | tr -d ' ,[' | sort -u | while read -r option; do
        zcat "$2" | tr -d '\\' | grep -qE -- "(^|[^-a-z])$option([^-a-z]|\$)" || printf '%s ' "$option"
    done
}
expect_same "" "$(undocumented engaged /usr/share/man/man8/engaged.8.gz)" "engaged(8) has every option"
expect_same "" "$(undocumented engaged-verify-ledger /usr/share/man/man1/engaged-verify-ledger.1.gz)" \
    "engaged-verify-ledger(1) has every option"
expect_text 'engagectl' "bash completes engagectl" cat /usr/share/bash-completion/completions/engagectl
expect "the daemon needs no Swift on the machine" test ! -e /usr/lib/swift
expect_text 'configuration is valid' "the packaged configuration is valid" engaged --check
printf 'nonsense\n' >/tmp/wrong.conf
expect_text '^/tmp/wrong.conf:1:' "a wrong one is named, without the journal's marks" \
    engaged --check --config /tmp/wrong.conf
