# From an earlier package, whose settings and units were others, to this one: under load, with and without a
# configuration of the administrator's own.
# needs: install
# shellcheck shell=bash
version() { dpkg-query --show --showformat='${Version}' engaged; }

# shipped PACKAGE FILE: what a package brings for a place.
shipped() { dpkg-deb --fsys-tarfile "$1" | tar -xO ".$2"; }
conffile=/etc/engaged/engaged.conf
unit=/lib/systemd/system/engaged.socket

# begin_earlier: an installation that began with the earlier package, its ledger made by it.
begin_earlier() {
    echo 'engaged engaged/remove-ledger boolean true' | debconf-set-selections
    apt-get purge -y -q engaged >/dev/null 2>&1
    rm -rf /var/lib/engaged /var/cache/engaged
    apt-get install -y -q /system-test/earlier.deb
}

new=$(dpkg-deb --field /system-test/engaged.deb Version)
old=$(dpkg-deb --field /system-test/earlier.deb Version)
expect "the earlier package is installed on a clean machine" begin_earlier
expect_same "$old" "$(version)" "it is $old, and this one is $new"
expect "it runs" eventually 20 engagectl ping
for file in "$conffile" "$unit"; do
    expect_code 1 "its $file is another" cmp <(shipped /system-test/earlier.deb "$file") \
        <(shipped /system-test/engaged.deb "$file")
done
expect "it records" engagectl person add p-recorded-by-the-earlier
before=$(property MainPID)
inode=$(stat -c %i /run/engaged-socket/varlink)
start_load 3 upgrade
repeating=$load
start_steady 2 upgrade-once --again
sleep 1
expect "upgraded under load, nobody asked anything" apt-get install -y -q /system-test/engaged.deb
sleep 1
stop_load "$repeating" "$load"
expect_same "$new" "$(version)" "the new version is installed"
expect "another process serves" test "$(property MainPID)" -gt 1 -a "$(property MainPID)" != "$before"
expect "callers that repeat nothing noticed" test -s "$load/failures"
load_is_whole "upgraded under callers that repeat nothing"
load=$repeating
load_is_whole "upgraded under load"
load_failed_nowhere "upgraded under load"
expect_text '^p-recorded-by-the-earlier$' "what the earlier one recorded is there" handles
expect "the whole ledger verifies" engagectl audit verify
expect "a configuration that nobody touched is the new one's" \
    cmp "$conffile" <(shipped /system-test/engaged.deb "$conffile")
expect "a socket whose unit changed is made anew" test "$(stat -c %i /run/engaged-socket/varlink)" != "$inode"
for interface in $(sed -n 's,^Symlinks=/run/varlink/registry/,,p' "$unit"); do
    [ /run/varlink/registry/"$interface" -ef /run/engaged-socket/varlink ] || missing="${missing:-}$interface "
done
expect_same "" "${missing:-}" "and its new settings are in force: every interface is registered"
expect_code 1 "nothing of the upgrade is left" test -e /run/engaged.socket.before

expect "from the earlier one once more" begin_earlier
printf '\n[log]\nlevel = notice\n# ours\n' >>"$conffile"
engagectl reload >/dev/null
engagectl person add p-before-the-second >/dev/null
expect "upgraded, the administrator keeping what is theirs" \
    apt-get install -y -q -o Dpkg::Options::=--force-confold /system-test/engaged.deb
expect_same "$new" "$(version)" "the new version is installed"
expect_text '# ours' "the administrator's configuration is kept" cat "$conffile"
expect "the package's lies beside it" cmp "$conffile.dpkg-dist" <(shipped /system-test/engaged.deb "$conffile")
expect_text p-before-the-second "and the data" engagectl person list
expect "it runs on that configuration" engaged --check
