# systemd's own Varlink client, of Debian 13.
# needs: people
# shellcheck shell=bash
if [ -x /system-test/other/usr/bin/varlinkctl ]; then
    mkdir -p /system-test/other/run/engaged-socket
    mount --bind /run/engaged-socket /system-test/other/run/engaged-socket
    address=unix:/run/engaged-socket/varlink
    ctl() { chroot /system-test/other varlinkctl "$@"; }
    expect_text 'systemd 257' "varlinkctl is of systemd 257" ctl --version
    expect_text 'engaged' "varlinkctl info" ctl info "$address"
    interfaces=$(ctl list-interfaces "$address" | grep -E '^(org|io)\.')
    expect_text 'org.engaged.Engagements' "varlinkctl list-interfaces" echo "$interfaces"
    for interface in $interfaces; do
        ctl introspect "$address" "$interface" >/tmp/idl 2>/tmp/idl.said
        if [ -s /tmp/idl ] && ctl validate-idl </tmp/idl >/tmp/validated 2>&1; then
            holds "varlinkctl introspects and validates $interface"
        else
            breaks "varlinkctl introspects and validates $interface"
            shown "$(cat /tmp/idl.said /tmp/validated)"
        fi
    done
    expect_text '"size"' "varlinkctl calls" ctl call "$address" org.engaged.Ledger.Head '{}'
    expect_text 'p-ada|engagement' "varlinkctl calls with parameters" \
        ctl call "$address" org.engaged.Engagements.Show '{"engagement":"ENG-2026-0001"}'
    chroot /system-test/other varlinkctl call --more --json=short "$address" org.engaged.Ledger.Subscribe '{"from":0}' \
        >/tmp/followed 2>&1 </dev/null &
    follower=$!
    expect "varlinkctl --more follows the log" eventually grep '"caughtUp":true' /tmp/followed
    kill "$follower"
    wait "$follower" 2>/dev/null
    expect "varlinkctl pings io.systemd.service" ctl call "$address" io.systemd.service.Ping '{}'
    expect "varlinkctl sets the log level" ctl call "$address" io.systemd.service.SetLogLevel '{"level":6}'
    umount /system-test/other/run/engaged-socket

    # The units, with the drop-in for newer systemd, as that systemd reads them.
    units=/system-test/other/tmp/units
    newer() { SYSTEMD_UNIT_PATH=/tmp/units: chroot /system-test/other systemd-analyze "$@"; }
    mkdir -p "$units/engaged.service.d"
    cp /lib/systemd/system/engaged* "$units/"
    cp /usr/share/doc/engaged/examples/systemd/notify-reload.conf "$units/engaged.service.d/"
    for program in usr/bin/engaged usr/bin/engagectl usr/lib/engaged/alert usr/lib/engaged/backup; do
        install -D -m 755 /bin/true "/system-test/other/$program"
    done
    for unit in engaged.service engaged.socket engaged-backup.timer engaged-checkpoint.timer; do
        said=$(newer verify --man=no "/tmp/units/$unit" 2>&1 | grep -i engaged)
        expect_same "" "$said" "systemd 257 has nothing to say of $unit, notify-reload included"
    done
    expect "exposure is at most 0.5 by systemd 257 as well" \
        newer security --no-pager --offline=true --threshold=5 /tmp/units/engaged.service
    rm -rf "$units" /system-test/other/usr/bin/engage{d,ctl} /system-test/other/usr/lib/engaged
else
    breaks "varlinkctl of Debian 13 is there"
fi
