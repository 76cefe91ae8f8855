# Checkpoints and backups by their timers' units.
# shellcheck shell=bash
if engagectl audit checkpoint --help >/dev/null 2>&1; then
    expect "the checkpoint's unit makes one" systemctl start engaged-checkpoint.service
else
    skips "checkpoints: engagectl has no audit checkpoint yet"
fi
if engagectl backup --help >/dev/null 2>&1; then
    expect "the backup's unit makes one" systemctl start engaged-backup.service
    expect_text 'engaged-[0-9TZ]+\.backup' "it is there" ls /var/backups/engaged
else
    skips "backups: engagectl has no backup yet"
    expect_code 1 "the backup's unit fails as long as there is no such command" systemctl start engaged-backup.service
    expect "and that raises the alert" eventually 10 \
        sh -c 'journalctl -t engaged-alert -p crit | grep engaged-backup.service.failed'
fi
