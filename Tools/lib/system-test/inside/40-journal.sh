# What the journal tells.
# needs: people
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
# Names, texts, titles and legal names that were recorded; each is looked for in every field of every entry.
journalctl --output=export --all -u engaged.service >/system-test/everything
expect "the ledger has the name" sh -c 'grep -aq "Erika Mustermann" /var/lib/engaged/texts.db*'
expect "the ledger has the title" sh -c 'engagectl engagement show ENG-2026-0001 | grep -q "IT help desk"'
expect_text 'person p-erika added' "the journal has the person's handle" grep -a p-erika /system-test/everything
for word in 'Mustermann' 'IT help desk' 'Alpha Services' 'first level can be bridged' 'emergency roster' 'Mutual A' \
    'Ticket system' 'Password and access'; do
    expect_code 1 "and nowhere '$word'" grep -aiq "$word" /system-test/everything
done
expect_code 1 "and no complaint of the runtime's threads" grep -aq 'thread priority' /system-test/everything
lost=$(journalctl -u engaged.service | grep -c 'entries were dropped')
expect_same 0 "$lost" "no entry was dropped"
