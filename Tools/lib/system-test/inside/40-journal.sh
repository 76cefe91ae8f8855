# What the journal tells.
# shellcheck shell=bash
journalctl --sync
events=$(engagectl engagement history ENG-2026-0001 -o jsonl | wc -l)
entries=$(journalctl --output=json ENGAGED_ENGAGEMENT=ENG-2026-0001 | grep -c '"ENGAGED_EVENT"')
expect_same "$events" "$entries" "journalctl ENGAGED_ENGAGEMENT=… is the engagement's trail: $entries entries"
expect_text 'engagectl sla show ENG-2026-0001' "journalctl -x explains a breach and names the next command" \
    journalctl -x ENGAGED_EVENT=service-level.breached
expect_text 'SEP-2' "the refused self-approval bears its rule" \
    journalctl --output=verbose --output-fields=ENGAGED_RULE ENGAGED_EVENT=separation.refused
expect_text 'second person' "journalctl -x explains the refused self-approval" \
    journalctl -x ENGAGED_EVENT=separation.refused
personal=$(journalctl --output=json -u engaged.service \
    | grep -cE 'first level can be bridged|Emergency roster|Mutual A')
expect_same 0 "$personal" "nothing of free texts or names stands in the journal"
lost=$(journalctl -u engaged.service | grep -c 'entries were dropped')
expect_same 0 "$lost" "no entry was dropped"
