# Who is told when a unit failed: the journal, and the programs of alert.d.
# needs: install
# shellcheck shell=bash
folder=/etc/engaged/alert.d
cat >"$folder/10-broken" <<'PROGRAM'
#!/bin/sh
exit 3
PROGRAM
cat >"$folder/20.note.sh" <<'PROGRAM'
#!/bin/sh
printf '%s\n' "$1" >>/run/alerts
PROGRAM
printf '#!/bin/sh\necho never >>/run/alerts\n' >"$folder/30-off"
cp "$folder/20.note.sh" "$folder/40-note.disabled"
install -m 755 /usr/share/doc/engaged/examples/alert-mail "$folder/50-mail"
chmod 755 "$folder"/10-broken "$folder"/20.note.sh "$folder"/40-note.disabled
# The example needs a command that mails.
cat >/usr/local/bin/mail <<'PROGRAM'
#!/bin/sh
printf '%s\n' "$*" >/run/mailed
cat >>/run/mailed
PROGRAM
chmod 755 /usr/local/bin/mail
marked=$(date +%s)
printf 'ENGAGED_BACKUP_KEEP=many\n' >/etc/engaged/backup.env
expect_code 1 "a backup that cannot be made fails" systemctl start engaged-backup.service
expect_same 78 "$(property ExecMainStatus engaged-backup.service)" "and says that its setting is wrong"
alerted() { [ "$(systemctl is-active engaged-alert@engaged-backup.service.service)" = failed ]; }
expect "an alert that did not reach everybody is a failed unit" eventually alerted
expect "the program of alert.d is run with the unit's name" grep -qx engaged-backup.service /run/alerts
expect_same 1 "$(wc -l </run/alerts)" "once, and neither the one that may not be run nor the disabled one"
expect_text 'engaged-backup.service failed' "the example mails the operators" cat /run/mailed
expect_text "ENGAGED_BACKUP_KEEP must be a number" "with the unit's last lines" cat /run/mailed
said_alert() { journalctl -t engaged-alert --since "@$marked" "$@"; }
expect_soon 'engaged-backup.service failed: exit-code, status 78' "the journal has it, as critical" said_alert -p crit
expect_soon '30-off is no executable file' "and what could not be run" said_alert -p warning
expect_soon '10-broken failed when it was told' "and what failed, which kept the next from nothing" said_alert -p err
rm -f "$folder"/* /etc/engaged/backup.env /run/alerts /run/mailed /usr/local/bin/mail
systemctl reset-failed engaged-backup.service engaged-alert@engaged-backup.service.service
expect "put right, the backup is made" systemctl start engaged-backup.service
