# Figures, log level, the standard service interface, doctor.
# needs: people
# shellcheck shell=bash
metrics=/run/engaged-metrics/engaged.prom
expect "figures are written for node_exporter" eventually test -s "$metrics"
expect_same 644 "$(stat -c %a "$metrics")" "and everybody may read them"
expect_same "# EOF" "$(tail -n 1 "$metrics")" "as OpenMetrics text to its end"
for figure in head_position append_seconds_bucket batch_commands_bucket view_lag_events queue_commands subscribers \
    connections denials_total obligations_overdue open_engagements writable unsigned_events state_free_bytes \
    last_full_check_timestamp_seconds; do
    expect "the figure engaged_$figure is there" eventually grep "^engaged_$figure" "$metrics"
done
engagectl person add p-unsigned >/dev/null
unsigned=$(figure unsigned_events)
expect "what no checkpoint covers is counted: $unsigned" test "$unsigned" -gt 0
marked=$(date +%s)
expect "a checkpoint is made" engagectl audit checkpoint
expect_same 0 "$(figure unsigned_events)" "and covers it all"
signed=$(figure last_checkpoint_timestamp_seconds)
expect "the figures know its time" test "${signed:-0}" -ge "$marked" -a "${signed:-0}" -le "$(date +%s)"
expect "and so does the file, soon" \
    eventually grep -E "^engaged_last_checkpoint_timestamp_seconds $signed\\." "$metrics"
sleep 1
engagectl person add p-signed-anew >/dev/null
engagectl audit checkpoint >/dev/null
expect "with the next one it grows" test "$(figure last_checkpoint_timestamp_seconds)" -gt "$signed"
expect_text '^# TYPE engaged_append_seconds histogram' "the same text comes by a method" engagectl metrics
expect "doctor finds nothing wrong" engagectl doctor
shown "$said"
expect_code 77 "the stranger gets no doctor" as_user max engagectl doctor
expect "the log level changes at run time" engagectl log-level debug
expect_code 77 "an auditor cannot change it" as_user cleo engagectl log-level debug
expect "and back" engagectl log-level info
expect "a reload by the socket" engagectl reload
