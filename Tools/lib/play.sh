# Sourced by Tools/run: the configuration, the engagement that is played, and what to try afterwards.
# `as PERSON engagectl …` acts as manager, approver, feed or operator, whose numbers stand in uid[…] and gid[…];
# $directory, $socket and $separation (enforce or record) are set.
# shellcheck shell=bash disable=SC2154

engagement=ENG-2026-0001

# The daemon's configuration: everything below the throw-away directory, and the groups mapped to roles.
write_configuration() {
    cat <<CONF
[paths]
state = $directory/state
cache = $directory/cache
socket = $socket
[ledger]
origin = engaged.example/sample
separation = $separation
[roles]
CONF
    if [ "$separation" = enforce ]; then
        # The manager may approve as well: what keeps two hands apart is the rule, not the lack of a role.
        printf 'manager = gid:%s\napprover = gid:%s, gid:%s\nfeed = gid:%s\noperator = gid:%s\n' \
            "${gid[manager]}" "${gid[approver]}" "${gid[manager]}" "${gid[feed]}" "${gid[operator]}"
    else
        printf '%s = gid:'"$(id -g)"'\n' manager approver feed operator
    fi
}

# chapter TITLE: says what comes.
chapter() {
    printf '\n%s── %s ──%s\n' "$bold" "$1" "$plain"
}

# quoted WORD…: the words as one would type them.
quoted() {
    local word
    for word in "$@"; do
        case $word in
            *[!A-Za-z0-9._/:=,+-]*) printf ' "%s"' "$word" ;;
            *) printf ' %s' "$word" ;;
        esac
    done
}

# Shows a command and runs it as a person; a failure ends the play.
tell() {
    local person=$1
    shift
    printf '\n%s%s$%s%s\n' "$bold" "$person" "$plain" "$(quoted "$@")"
    as "$person" "$@"
}

# on DAY: the day from which what follows counts.
on() {
    day=$1
}

# do_as PERSON WORDS…: records something that counts from $day; only what came of it is shown.
do_as() {
    local person=$1
    shift
    as "$person" engagectl "$@" --effective "$day" >"$directory/said" || {
        cat "$directory/said"
        say "this failed:$(quoted engagectl "$@" --effective "$day")"
        return 1
    }
    printf '  %s%-8s%s engagectl%s\n' "$dim" "$person" "$plain" "$(quoted "$@")"
    sed -n '2,3p' "$directory/said"
}

# through GATE [WORDS…]: one person asks for the review, another approves.
through() {
    local gate=$1
    shift
    do_as manager gate request "$engagement" --gate "$gate" "$@"
    do_as approver gate approve "$engagement" --gate "$gate"
}

# fulfil [START]: open obligations whose ids begin so are fulfilled; each is named by the list itself.
fulfil() {
    as manager engagectl obligations --engagement "$engagement" -o jsonl >"$directory/due.jsonl"
    python3 -c 'import json, sys
for line in sys.stdin: print(json.loads(line)["id"])' <"$directory/due.jsonl" >"$directory/due"
    while read -r obligation; do
        case $obligation in
            "${1:-}"*) do_as manager obligation fulfil "$engagement" --obligation "$obligation" </dev/null ;;
        esac
    done <"$directory/due"
}

# One engagement from selection to closed, and how it looks on the way.
play() {
    bold='' plain='' dim=''
    if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
        bold=$'\033[1m' plain=$'\033[0m' dim=$'\033[2m'
    fi
    play_life
    play_audit
}

# What is recorded, from the first person to the closed engagement.
play_life() {
    play_people
    play_selection
    play_contracting
    play_transition
    play_pilot
    play_delivery
    play_exit
}

play_people() {
    chapter "people: handles only, bound to Unix users"
    for handle in p-anna p-ben p-feed; do
        as operator engagectl person add "$handle" >/dev/null
    done
    if [ "$separation" = enforce ]; then
        as operator engagectl person bind p-anna --uid "${uid[manager]}" >/dev/null
        as operator engagectl person bind p-ben --uid "${uid[approver]}" >/dev/null
        as operator engagectl person bind p-feed --uid "${uid[feed]}" >/dev/null
    else
        as operator engagectl person bind p-anna --uid "$(id -u)" >/dev/null
    fi
    tell manager engagectl whoami
    tell approver engagectl whoami
}

play_selection() {
    chapter "selection: is the help desk fit to go out?"
    on 2025-02-03
    do_as manager engagement open "$engagement" --title "IT help desk, first level" --function it-helpdesk \
        --model bpo --client "Example Insurance Ltd" --country DE --industry insurance --owner p-anna --deputy p-ben \
        --languages en --languages de --expected-volume 5000 --seats 12 --zone Europe/Berlin \
        --objectives cost-reduction --objectives coverage-hours
    tell manager engagectl engagement show "$engagement"
    on 2025-02-10
    for question in repetitive-rule-based time-consuming non-core measurable standardised-repeatable high-volume \
        sops-replicable must-scale-fast; do
        do_as manager selection assess "$engagement" --question "$question" --answer yes >/dev/null
    done
    for question in sensitive-ip undefined-or-shifting deep-internal-context deep-team-integration \
        client-selects-individuals strategic-decisions staff-represent-brand not-standardised-inside; do
        do_as manager selection assess "$engagement" --question "$question" --answer no >/dev/null
    done
    for item in workflow-steps responsibilities tools outcomes-quality metrics; do
        do_as manager selection document "$engagement" --item "$item" --coverage full >/dev/null
    done
    do_as manager selection model "$engagement" --employer provider --director provider --selector provider
    do_as manager selection locate "$engagement" --sites country=PL,offset-minutes=0 --declared nearshore \
        --data-at-rest DE --data-processed PL
    do_as manager selection business-case "$engagement" --baseline-annual-cost "EUR 600000" --saving-percent 25 \
        --transition-cost "EUR 40000" --transition-loss "EUR 10000" --rework "EUR 5000" \
        --management-overhead "EUR 30000"
    on 2025-02-17
    do_as manager selection criticality "$engagement" --criticality not-critical --impact medium \
        --reason "A day without first level can be bridged."
    do_as manager selection decide "$engagement"
    on 2025-02-24
    do_as manager gate request "$engagement" --gate to-contracting
    if [ "$separation" = enforce ]; then
        printf '\nNobody approves their own request, whatever their roles:\n'
        tell manager engagectl gate approve "$engagement" --gate to-contracting --effective "$day" || true
    fi
    do_as approver gate approve "$engagement" --gate to-contracting
}

# A provider with what may not be missing: attrition, confidentiality, references, data agreements.
play_provider() {
    local provider=$1 name=$2
    do_as manager provider register "$provider" --legal-name "$name" --country PL
    {
        do_as manager provider disclose-attrition "$provider" --percent 22
        do_as manager provider record-nda "$provider" --signed 2025-02-28
        do_as manager provider check-reference "$provider" --code R1 --industry insurance --client "Mutual A" --verified
        do_as manager provider check-reference "$provider" --code R2 --industry insurance --client "Mutual B" --verified
        for kind in processing-agreement transfer-mechanism; do
            do_as manager provider record-attestation "$provider" --kind "$kind" --scope "Help desk data" \
                --issuer "Both parties" --from 2025-02-28
        done
    } >/dev/null
}

# evaluation FIELD=WORD…: answers to the fifteen items, those of the pilot left for later.
evaluation() {
    local cost=$1 experience=$2 training=$3
    cat <<JSON
{"answers": [
  {"item": 1, "grade": "$experience"}, {"item": 2, "grade": "yes"}, {"item": 3, "grade": "verified"},
  {"item": 4, "number": "91"}, {"item": 5, "grade": "fully_compliant"},
  {"item": 7, "grade": "strong"}, {"item": 8, "grade": "documented_and_tested"}, {"item": 9, "grade": "$training"},
  {"item": 10, "grade": "structured"}, {"item": 12, "cost": {"currency": "EUR", "minorUnits": $cost}},
  {"item": 13, "grade": "compatible"}, {"item": 14, "grade": "available"}]}
JSON
}

risks() {
    cat <<'JSON'
{"answers": [
  {"item": 1, "grade": "strong"}, {"item": 2, "grade": "fully_compliant"}, {"item": 3, "grade": "stable"},
  {"item": 4, "grade": "documented_and_tested"}, {"item": 5, "grade": "covered"}, {"item": 6, "grade": "verified"},
  {"item": 7, "grade": "minor"}, {"item": 8, "grade": "strong"}, {"item": 9, "number": "22"},
  {"item": 10, "grade": "none"}, {"item": 11, "grade": "complete"}, {"item": 12, "grade": "high"}]}
JSON
}

# terms START END: what both contracts say, as JSON; the pilot's needs less, but more does no harm.
terms() {
    cat <<JSON
{"terms": {
  "period": {"start": "$1", "end": "$2", "renewal": "by_agreement", "clientNotice": "2 months",
             "providerNotice": "6 months"},
  "work": {"clientDuties": "Tools, knowledge base", "providerDuties": "Staffing, training, quality",
           "scope": "First-level support by mail, chat and phone", "performance": "Quality reviewed weekly",
           "reporting": "Daily, weekly, monthly",
           "escalation": [{"level": 1, "role": "Operations manager", "responseHours": 4}]},
  "pricing": {"model": "per_transaction", "currency": "EUR", "unitRate": "6.4", "unit": "ticket",
              "payment": "30 days net, monthly in arrears"},
  "protection": {"data": ["eu_personal"], "countries": ["DE", "PL"], "dataReturn": "Within 30 days of the end",
                 "intellectualProperty": "The client's", "auditRights": "Yearly, by the client",
                 "subcontracting": "With consent only", "continuity": "Second site in 24 h",
                 "incidentNoticeHours": 24, "aiUse": "No training on client data"},
  "legal": {"liability": "Capped at one year's fees", "governingLaw": "Germany",
            "exitClause": "For cause at any time", "exitAssistance": "Three months at the agreed rates"}$3}}
JSON
}

levels() {
    cat <<'JSON'
,
  "serviceLevels": [
    {"code": "SL-1", "metric": "sla-compliance", "unit": "percent", "direction": "higher_is_better", "target": "95",
     "minimum": "92", "aggregation": "ratio", "period": "month", "critical": false,
     "credit": {"currency": "EUR", "minorUnits": 250000}},
    {"code": "SL-2", "metric": "aht", "unit": "minutes", "direction": "lower_is_better", "target": "10",
     "aggregation": "ratio", "period": "month", "critical": false}]
JSON
}

play_contracting() {
    chapter "contracting: two providers compared, one chosen, its worst risk treated, a pilot contract signed"
    on 2025-03-03
    play_provider PRV-ALPHA "Alpha Services Sp. z o.o."
    play_provider PRV-BETA "Beta Support S.A."
    do_as manager evaluation open-round "$engagement" --data eu-personal
    evaluation 640 proven comprehensive >"$directory/home/alpha.json"
    evaluation 610 limited basic >"$directory/home/beta.json"
    do_as manager evaluation record "$engagement" --provider PRV-ALPHA -f "$directory/home/alpha.json"
    do_as manager evaluation record "$engagement" --provider PRV-BETA -f "$directory/home/beta.json"
    on 2025-03-10
    do_as approver evaluation choose "$engagement" --provider PRV-ALPHA
    risks >"$directory/home/risks.json"
    do_as manager risk assess "$engagement" --provider PRV-ALPHA -f "$directory/home/risks.json"
    do_as manager risk propose-treatment "$engagement" --provider PRV-ALPHA --item 12 --treatment mitigate \
        --owner p-anna --due 2025-06-30
    do_as approver risk approve-treatment "$engagement" --provider PRV-ALPHA --item 12
    terms 2025-04-01 2025-10-31 "" >"$directory/home/pilot.json"
    on 2025-03-17
    do_as manager contract draft "$engagement" --contract PC-1 --kind pilot --provider PRV-ALPHA \
        -f "$directory/home/pilot.json"
    on 2025-03-24
    do_as approver contract sign "$engagement" --contract PC-1
    on 2025-03-27
    through to-transition
}

play_transition() {
    chapter "transition: the provider takes the keys"
    on 2025-04-01
    do_as manager transition plan "$engagement" --plan T1 --scope pilot --size small --start 2025-04-01 \
        --end 2025-07-04
    for kind in training walkthrough system-access documentation-review playbook; do
        do_as manager transition plan-activity "$engagement" --plan T1 --activity "$kind" --kind "$kind" \
            --owner p-anna --due 2025-06-27 >/dev/null
    done
    do_as manager access request "$engagement" --grant G1 --system "Ticket system" --holder p-feed --role agent
    do_as approver access grant "$engagement" --grant G1
    on 2025-06-20
    for kind in training walkthrough system-access documentation-review playbook; do
        do_as manager transition finish-activity "$engagement" --plan T1 --activity "$kind" >/dev/null
    done
    on 2025-06-23
    do_as manager transition parallel-run "$engagement" --plan T1 --metric sla-compliance --reference in-house \
        --measure quality --direction higher-is-better --sample 400 --reference-result 95.2 --provider-result 95.6
    on 2025-06-27
    fulfil risk-treatment
    do_as manager transition accept-readiness "$engagement" --plan T1
    do_as manager transition cut-over "$engagement" --plan T1
    on 2025-06-30
    do_as approver access recertify "$engagement" --grant G1
    through to-pilot
}

play_pilot() {
    chapter "pilot: benchmarks frozen first, then measured, then judged"
    on 2025-07-01
    do_as manager pilot scope "$engagement" --function "Password and access tickets" --in-scope "Mail and chat" \
        --out-of-scope "Hardware"
    do_as manager pilot set-benchmark "$engagement" --metric sla-compliance --unit percent \
        --direction higher-is-better --baseline 93 --target 95 --critical
    do_as manager pilot set-benchmark "$engagement" --metric aht --unit minutes --direction lower-is-better \
        --baseline 11 --target 10
    do_as manager pilot set-benchmark "$engagement" --metric csat --unit percent --direction higher-is-better \
        --baseline 86 --target 88
    do_as manager pilot start "$engagement" --start 2025-07-07 --end 2025-09-12
    on 2025-08-25
    do_as approver contract decide-renewal "$engagement" --contract PC-1 --choice renegotiate
    on 2025-09-15
    do_as feed kpi record "$engagement" --metric sla-compliance --source csv --from 2025-07-07 --to 2025-09-12 \
        --numerator 2318 --denominator 2400 --unit percent --sample 2400
    do_as feed kpi record "$engagement" --metric aht --source csv --from 2025-07-07 --to 2025-09-12 --value 9.3 \
        --unit minutes --sample 2400
    do_as feed kpi record "$engagement" --metric csat --source csv --from 2025-07-07 --to 2025-09-12 --value 90.5 \
        --unit percent --sample 510
    do_as manager pilot judge "$engagement"
    terms 2025-10-01 2027-09-30 "$(levels)" >"$directory/home/long.json"
    on 2025-09-17
    do_as manager exit plan "$engagement" --stressed "Take back within a week with the emergency roster." \
        --non-stressed "Hand over to the next provider in three months." --alternatives "Beta Support S.A." \
        --substitutability medium --reintegration easy
    do_as manager contract draft "$engagement" --contract LT-1 --kind long-term --provider PRV-ALPHA \
        -f "$directory/home/long.json"
    on 2025-09-22
    do_as approver contract sign "$engagement" --contract LT-1
    on 2025-09-29
    do_as approver access recertify "$engagement" --grant G1
    on 2025-10-01
    through to-steady-state
}

play_delivery() {
    chapter "steady state: half a year of daily figures, closed month by month"
    on 2025-12-22
    do_as approver access recertify "$engagement" --grant G1
    on 2026-02-16
    do_as manager selection criticality "$engagement" --criticality not-critical --impact medium \
        --reason "Unchanged after a year."
    on 2026-03-16
    do_as approver access recertify "$engagement" --grant G1
    cp Tools/sample/helpdesk-half-year.csv "$directory/home/half-year.csv"
    chmod 644 "$directory/home/half-year.csv"
    tell feed engagectl kpi import "$engagement" "$directory/home/half-year.csv" --effective 2026-04-01
    printf '\nThe same file again changes nothing:\n'
    tell feed engagectl kpi import "$engagement" "$directory/home/half-year.csv" --effective 2026-04-01
    on 2026-04-02
    for month in 2025-10 2025-11 2025-12 2026-01 2026-02 2026-03; do
        do_as manager period close "$engagement" --contract LT-1 --kind month --day "$month-01"
    done
    tell manager engagectl sla show "$engagement" --date 2026-03-31
    tell manager engagectl engagement show "$engagement"
}

play_exit() {
    chapter "exit: a parting agreed, everything returned, nothing left open"
    local digest=9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
    on 2026-04-07
    do_as manager exit give-notice "$engagement" --cause mutual --contract LT-1 --ends 2026-06-30 \
        --reason "The help desk moves into a shared service centre."
    do_as approver contract decide-renewal "$engagement" --contract LT-1 --choice exit
    through to-exit --reason "The parting is agreed."
    on 2026-06-29
    do_as manager credit settle "$engagement" --credit 1 --reference "Deducted from invoice 2026-04"
    do_as manager exit return-knowledge "$engagement" --name "Knowledge base export" --digest "$digest"
    do_as manager exit return-data "$engagement" --name "Ticket archive" --digest "$digest"
    do_as manager exit certify-deletion "$engagement" --name "Certificate of deletion" --digest "$digest"
    do_as approver access revoke "$engagement" --grant G1
    do_as manager exit file-report "$engagement" --name "Final report" --digest "$digest"
    tell manager engagectl engagement readiness "$engagement" --gate close
    on 2026-07-06
    fulfil
    through close
}

play_audit() {
    chapter "what is left: state, service levels, history, audit trail"
    tell manager engagectl engagement show "$engagement"
    tell manager engagectl engagement list
    tell manager engagectl engagement history "$engagement" --type contract.signed --type service-level.breached
    tell manager engagectl exceptions
    tell approver engagectl trail --limit 15
    tell approver engagectl ping
}

what_next() {
    if [ "$keep" = yes ]; then
        cat <<TEXT

The daemon goes on as process $daemon in $directory. Try:
  export ENGAGED_SOCKET=$socket PATH=$directory/bin:\$PATH
  engagectl engagement show $engagement --as-of 100
  engagectl engagement history $engagement --patch | less
  engagectl engagement blame $engagement
  engagectl sla show $engagement -o json
  engagectl log --follow
and stop it with: kill $daemon
TEXT
    else
        printf '\nTry it yourself: Tools/run --keep leaves the daemon running and says how to go on.\n'
    fi
}
