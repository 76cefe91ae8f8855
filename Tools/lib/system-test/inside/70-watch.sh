# Figures, log level, the standard service interface, doctor.
# shellcheck shell=bash
metrics=/run/engaged-metrics/engaged.prom
expect "figures are written for node_exporter" eventually 20 test -s "$metrics"
expect_same 644 "$(stat -c %a "$metrics")" "and everybody may read them"
expect_same "# EOF" "$(tail -n 1 "$metrics")" "as OpenMetrics text to its end"
for figure in engaged_head_position engaged_append_seconds_bucket engaged_batch_commands_bucket engaged_view_lag_events \
    engaged_queue_commands engaged_subscribers engaged_connections engaged_denials_total \
    engaged_obligations_overdue; do
    expect_text "^$figure" "the figure $figure is there" cat "$metrics"
done
expect_text '^# TYPE engaged_append_seconds histogram' "the same text comes by a method" engagectl metrics
expect "doctor finds nothing wrong" engagectl doctor
shown "$said"
expect_code 77 "the stranger gets no doctor" as_user max engagectl doctor
expect "the log level changes at run time" engagectl log-level debug
expect_code 77 "an auditor cannot change it" as_user cleo engagectl log-level debug
expect "and back" engagectl log-level info
expect "a reload by the socket" engagectl reload
