# From an earlier package, whose settings and units were others, to this one: under load, with and without a
# configuration of the administrator's own. Its programs say another version and are otherwise this build's, unless
# --earlier gave a package: what is seen is which program runs, and that the new one goes on where the other stopped.
# needs: people
# shellcheck shell=bash
version() { dpkg-query --show --showformat='${Version}' engaged; }

# shipped PACKAGE FILE: what a package brings for a place.
shipped() { dpkg-deb --fsys-tarfile "$1" | tar -xO ".$2"; }
conffile=/etc/engaged/engaged.conf
unit=/lib/systemd/system/engaged.socket

# served: the version that the daemon behind the socket says it is.
served() { engagectl ping -o json | python3 -c 'import json, sys; print(json.load(sys.stdin)["version"])'; }

# runs PACKAGE: the process that serves is that package's program, byte by byte.
runs() { cmp "/proc/$(property MainPID)/exe" <(shipped "$1" /usr/bin/engaged); }

# life: an engagement with a text and a gate that waits, by the hands of ada.
life() {
    engagectl person add p-olga --name "Olga Ownerly" && engagectl person add p-otto \
        && engagectl person bind p-olga --uid "$(id -u ada)" && engagectl person bind p-otto --uid "$(id -u ben)" \
        && as_user ada engagectl engagement open --example | sed -E 's/"ENG-[^"]*"/"ENG-2026-0095"/
            s/("owner": )"[^"]*"/\1"p-olga"/; s/("deputy": )"[^"]*"/\1"p-otto"/' >/tmp/earlier.json \
        && chmod 644 /tmp/earlier.json && as_user ada engagectl engagement open -f /tmp/earlier.json \
        && as_user ada engagectl note add ENG-2026-0095 --note "written by the earlier one" \
        && as_user ada engagectl gate request ENG-2026-0095 --gate to-contracting \
        && engagectl audit checkpoint --to /root/earlier.checkpoint
}

# read_all POSITION: what was known then, by every way that shows it.
read_all() {
    local verb
    for verb in "engagement show ENG-2026-0095" "engagement history ENG-2026-0095" "person list" "policy show" \
        "engagement readiness ENG-2026-0095"; do
        # shellcheck disable=SC2086 # words
        engagectl $verb --as-of "$1" -o json || echo "$verb ended with $?"
    done
}

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
expect "it runs" eventually engagectl ping
for file in "$conffile" "$unit"; do
    expect_code 1 "its $file is another" cmp <(shipped /system-test/earlier.deb "$file") \
        <(shipped /system-test/engaged.deb "$file")
done
expect_same "$old" "$(served)" "it says so itself over the socket"
expect "and the process that serves is its program" runs /system-test/earlier.deb
expect_code 1 "which is not this package's" runs /system-test/engaged.deb
expect_text " $old\$" "nor is the command" engagectl --version
expect "it records" engagectl person add p-recorded-by-the-earlier
expect "an engagement lives under it" life
position=$(($(head_of_log) - 1))
read_all "$position" >/root/by-the-earlier
expect_text 'written by the earlier one' "which it shows" cat /root/by-the-earlier
expect_code 1 "all of it" grep 'ended with' /root/by-the-earlier
before=$(property MainPID)
inode=$(stat -c %i /run/engaged-socket/varlink)
start_load 3 upgrade
repeating=$load
start_steady 2 upgrade-once --again
load_grows "$repeating" "$load"
marked=$(date +%s)
expect "upgraded under load, nobody asked anything" apt-get install -y -q /system-test/engaged.deb
load_grows "$repeating" "$load"
stop_load "$repeating" "$load"
expect_same "$new" "$(version)" "the new version is installed"
expect_same "$new" "$(served)" "the daemon that answers says the new one"
expect "and the process that serves is the new program" runs /system-test/engaged.deb
expect_text " $new\$" "and so is the command" engagectl --version
expect "another process serves" test "$(property MainPID)" -gt 1 -a "$(property MainPID)" != "$before"
expect "callers that repeat nothing noticed" test -s "$load/failures"
load_is_whole "upgraded under callers that repeat nothing"
load=$repeating
load_is_whole "upgraded under load"
load_failed_nowhere "upgraded under load"
expect_text '^p-recorded-by-the-earlier$' "what the earlier one recorded is there" handles
read_all "$position" >/root/by-the-new
expect "the new one reads all that the earlier one wrote as that read it" \
    cmp /root/by-the-earlier /root/by-the-new
expect "the log goes on from the earlier one's checkpoint" engagectl audit verify --against /root/earlier.checkpoint
expect "what waited for a second person is decided under the new one" \
    as_user ben engagectl gate reject ENG-2026-0095 --gate to-contracting --reason "not yet"
expect_soon "engaged $new serves [0-9]+ events" "the journal says which one began" \
    journalctl -u engaged.service -o cat --since "@$marked"
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
