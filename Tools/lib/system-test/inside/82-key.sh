# The signing key as a credential, as OPERATIONS.md has it.
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
systemctl stop engaged.socket engaged.service
rm -r /etc/systemd/system/engaged.service.d
install -m 600 -o engaged -g engaged /etc/engaged/checkpoint-key /var/lib/engaged/checkpoint-key
rm /etc/engaged/checkpoint-key
systemctl daemon-reload
expect "and with the key back in its folder" systemctl start engaged.socket engaged.service
