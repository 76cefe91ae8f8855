# Four users with groups of their own, a whole engagement, and what each may not.
# needs: install
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
expect_text 'id shows your groups' "and told what they lack" as_user max engagectl whoami
expect_code 77 "the feed cannot decide" as_user fred engagectl gate approve ENG-2026-0001 --gate reopen
expect "an operator by group adds a person" as_user oda engagectl person add p-oda
# A gate that waits, root with the role that decides it: what refuses root is that it is no person, and nothing else.
opened() {
    as_user ada engagectl engagement open --example | sed -E 's/"ENG-[^"]*"/"ENG-2026-7777"/
        s/("owner": )"[^"]*"/\1"p-anna"/; s/("deputy": )"[^"]*"/\1"p-ben"/' >/tmp/open.json
    chmod 644 /tmp/open.json
    as_user ada engagectl engagement open -f /tmp/open.json \
        && as_user ada engagectl gate request ENG-2026-7777 --gate to-contracting
}
reject() { engagectl gate reject ENG-2026-7777 --gate to-contracting --reason "not yet"; }
expect "a gate waits for a second person" opened
printf '[roles]\napprover = engaged-approvers, root\n' >/etc/engaged/engaged.conf.d/root-approves.conf
expect "root is given the approvers' role" engagectl reload
expect_text 'approver' "and has it" engagectl whoami
expect_code 77 "root is nobody's second person" reject
expect_text 'SEP-1' "because root is not a person" reject
expect_text 'SEP-1' "nor can root be bound to one" engagectl person bind p-oda --uid 0
expect_code 77 "and it stays nobody after the attempt" reject
expect "the gate was really waiting: a person rejects it" \
    as_user ben engagectl gate reject ENG-2026-7777 --gate to-contracting --reason "not yet"
rm /etc/engaged/engaged.conf.d/root-approves.conf
engagectl reload >/dev/null

denials() { engagectl metrics | sed -n 's/^engaged_denials_total \([0-9]*\).*/\1/p'; }
before=$(denials)
expect_code 77 "the stranger is refused once more" as_user max engagectl engagement list
expect "a stranger's call is counted: $before denials before" test "$(denials)" -gt "$before"
expect "systemctl status says the same number" eventually \
    sh -c "systemctl show --property=StatusText engaged | grep -E ' $(denials) denied'"

# Persons with names and addresses, and texts, for the journal's chapter to look for.
expect "a person has a name" engagectl person add p-erika --name "Erika Mustermann"
expect "somebody writes a note" as_user ada engagectl note add ENG-2026-7777 --note "Frau Mustermann is ill"
