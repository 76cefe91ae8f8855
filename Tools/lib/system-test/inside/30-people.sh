# Four users with groups of their own, a whole engagement, and what each may not.
# shellcheck shell=bash
useradd --create-home --groups engaged-managers,engaged-approvers ada
useradd --create-home --groups engaged-approvers ben
useradd --create-home --groups engaged-auditors cleo
useradd --create-home --groups engaged-feeds fred
useradd --create-home --groups engaged-operators oda
useradd --create-home max

# What play.sh calls a manager, an approver, a feed and an operator.
declare -A user=([manager]=ada [approver]=ben [feed]=fred [operator]=root)
declare -A uid=()
for role in "${!user[@]}"; do uid[$role]=$(id -u "${user[$role]}"); done
export directory=/tmp/play separation=enforce
install -d -m 755 "$directory" "$directory/home"
cd /system-test && mkdir -p Tools && ln -sfn ../sample Tools/sample

as() {
    local person=$1
    shift
    as_user "${user[$person]}" "$@"
}

. /system-test/play.sh
say() { printf 'play: %s\n' "$*"; }
if (set -e; play) >/system-test/results/play 2>&1; then
    holds "one engagement lives from selection to closed, by four users ($(head_of_log) events)"
else
    breaks "one engagement lives from selection to closed"
    shown "$(cat /system-test/results/play)"
fi
cd /root || exit 1

expect_text 'SEP-2|SEP-1' "who asked cannot approve, whatever their roles" \
    grep -A3 'gate approve ENG-2026-0001 --gate to-contracting' /system-test/results/play
expect "the auditor reads" as_user cleo engagectl engagement show ENG-2026-0001
expect_code 77 "the auditor cannot write" as_user cleo engagectl person add p-evil
expect_code 77 "the auditor cannot add a note" as_user cleo engagectl note add ENG-2026-0001 --note hello
expect_code 77 "the stranger is refused" as_user max engagectl engagement list
expect_text 'org.varlink.service' "the stranger sees org.varlink.service" as_user max engagectl ping -o json
expect_code 77 "the feed cannot decide" as_user fred engagectl gate approve ENG-2026-0001 --gate reopen
expect "an operator by group adds a person" as_user oda engagectl person add p-oda
open_example() {
    engagectl engagement open --example | sed 's/"ENG-[^"]*"/"ENG-2026-7777"/' >/tmp/open.json
    engagectl engagement open -f /tmp/open.json
}
expect_code 77 "root is nobody's second person" engagectl gate approve ENG-2026-0001 --gate reopen
engagectl person bind p-oda --uid 0 >/dev/null 2>&1
expect_code 77 "and does not become one by binding" engagectl gate approve ENG-2026-0001 --gate reopen
expect_text 'denied' "systemctl status counts denials" property StatusText
