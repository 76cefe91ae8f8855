# Figures, log level, the standard service interface, doctor.
# needs: people
# shellcheck shell=bash
metrics=/run/engaged-metrics/engaged.prom
expect "figures are written for node_exporter" eventually 20 test -s "$metrics"
expect_same 644 "$(stat -c %a "$metrics")" "and everybody may read them"
expect_same "# EOF" "$(tail -n 1 "$metrics")" "as OpenMetrics text to its end"
for figure in head_position append_seconds_bucket batch_commands_bucket view_lag_events queue_commands subscribers \
    connections denials_total obligations_overdue open_engagements writable; do
    expect_text "^engaged_$figure" "the figure engaged_$figure is there" cat "$metrics"
done
expect_text '^# TYPE engaged_append_seconds histogram' "the same text comes by a method" engagectl metrics
expect "doctor finds nothing wrong" engagectl doctor
shown "$said"
expect_code 77 "the stranger gets no doctor" as_user max engagectl doctor
expect "the log level changes at run time" engagectl log-level debug
expect_code 77 "an auditor cannot change it" as_user cleo engagectl log-level debug
expect "and back" engagectl log-level info
expect "a reload by the socket" engagectl reload
