# The signing key as a credential, as OPERATIONS.md has it.
# needs: install
# shellcheck shell=bash
systemctl stop engaged.socket engaged.service
mv /var/lib/engaged/checkpoint-key /etc/engaged/checkpoint-key
chown root: /etc/engaged/checkpoint-key
install -D -m 644 /usr/share/doc/engaged/examples/systemd/checkpoint-key.conf \
    /etc/systemd/system/engaged.service.d/checkpoint-key.conf
systemctl daemon-reload
expect "the daemon starts with its key handed over" systemctl start engaged.socket engaged.service
engagectl person add p-credential >/dev/null
expect_text "^$(head_of_log)\$" "and signs with it" engagectl audit checkpoint
expect_code 1 "no other key was made" test -e /var/lib/engaged/checkpoint-key

# Encrypted for this machine: the host's key, for a container has no TPM.
expect "systemd-creds encrypts the key" systemd-creds encrypt --with-key=host --name=checkpoint-key \
    /etc/engaged/checkpoint-key /etc/engaged/checkpoint-key.cred
printf '[Service]\nLoadCredentialEncrypted=checkpoint-key:/etc/engaged/checkpoint-key.cred\n' \
    >/etc/systemd/system/engaged.service.d/checkpoint-key.conf
mv /etc/engaged/checkpoint-key /root/checkpoint-key
systemctl daemon-reload
expect "the daemon starts with its key encrypted" systemctl restart engaged.service
engagectl person add p-encrypted >/dev/null
expect_text "^$(head_of_log)\$" "and signs with it" engagectl audit checkpoint
expect_soon 'BEGIN|—|engaged.local' "which journalctl shows as OPERATIONS.md says" \
    journalctl -u engaged -o cat --output-fields=ENGAGED_CHECKPOINT "ENGAGED_SIZE=$(head_of_log)"
mv /root/checkpoint-key /etc/engaged/checkpoint-key
systemctl stop engaged.socket engaged.service
rm -r /etc/systemd/system/engaged.service.d /etc/engaged/checkpoint-key.cred
install -m 600 -o engaged -g engaged /etc/engaged/checkpoint-key /var/lib/engaged/checkpoint-key
rm /etc/engaged/checkpoint-key
systemctl daemon-reload
expect "and with the key back in its folder" systemctl start engaged.socket engaged.service

# A credential that is not there: systemd itself says so, tries a few times, and gives up aloud.
systemctl stop engaged.socket engaged.service
printf '[Service]\nRestartSec=100ms\nLoadCredential=checkpoint-key:/etc/engaged/no-such-key\n' >/run/missing.conf
install -D -m 644 /run/missing.conf /etc/systemd/system/engaged.service.d/missing.conf
systemctl daemon-reload
systemctl reset-failed engaged.service engaged-alert@engaged.service.service 2>/dev/null
marked=$(date +%s)
expect_code 1 "without the key that was promised it does not start" systemctl start engaged.service
expect "it gives up after some tries" eventually sh -c '[ "$(systemctl is-active engaged.service)" = failed ]'
expect_same 243 "$(property ExecMainStatus)" "with systemd's own status for credentials"
expect_soon 'status 243' "the alert was raised" journalctl -t engaged-alert -p crit --since "@$marked"
rm -r /etc/systemd/system/engaged.service.d
systemctl daemon-reload
systemctl reset-failed engaged.socket engaged.service
expect "with the key in its folder it starts again" systemctl start engaged.socket engaged.service
