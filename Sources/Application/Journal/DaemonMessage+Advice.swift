extension DaemonMessage {
    /// What to do about a message; none for those that nobody has to act upon.
    var advice: (subject: String, text: String)? {
        switch self {
        case .started, .stopping, .reloaded, .refused, .ledgerCreated, .ledgerBack, .storageBack, .checked, .read,
             .backedUp, .checkpoint: nil
        case .denied: DaemonAdvice.denied
        case .entriesLost: DaemonAdvice.lost
        case .ledgerFault: DaemonAdvice.fault
        case .ledgerStrayed: DaemonAdvice.strayed
        case .storageStopped: DaemonAdvice.stopped
        case .storageFull: DaemonAdvice.full
        case .viewStopped: DaemonAdvice.view
        case .viewsRebuilt: DaemonAdvice.rebuilt
        case .configuration: DaemonAdvice.settings
        case .clockLeapt: DaemonAdvice.clock
        case .socket: DaemonAdvice.listening
        case .metrics: DaemonAdvice.figures
        case .checkpointKey: DaemonAdvice.key
        case .checkFailed: DaemonAdvice.unchecked
        case .checkpointFailed: DaemonAdvice.unsigned
        case .backupUnnoted: DaemonAdvice.unnoted
        case .timersLocked: DaemonAdvice.timers
        }
    }
}

/// The texts, by what is the matter.
private enum DaemonAdvice {
    typealias Advice = (subject: String, text: String)
    static let denied: Advice = ("A call was denied", """
        Unix user @ENGAGED_ACTOR_UID@ called @ENGAGED_METHOD@ without a role for it. If they should be able to, put
        them into a group that has the role; if not, ask why they tried.

        See who it is:       id @ENGAGED_ACTOR_UID@
        See their attempts:  journalctl ENGAGED_ACTOR_UID=@ENGAGED_ACTOR_UID@
        See the groups:      grep -r -A9 "^.roles" /usr/lib/engaged/engaged.conf /etc/engaged
        Give them a role:    adduser USER engaged-managers; it counts from their next login
        """)
    static let lost: Advice = ("Journal entries were dropped", """
        The journal took entries more slowly than events came. The ledger has every event; only this mirror of it
        has a gap.

        Read them:           engagectl log
        """)
    static let fault: Advice = ("The ledger is damaged", """
        The ledger is not what it should be. The daemon has ended and is not started again, so that nothing is
        written upon a damaged history. Keep the files as they are before anything else is tried.

        Keep a copy:         cp -a /var/lib/engaged /root/engaged-damaged
        Then restore:        /usr/share/doc/engaged/OPERATIONS.md, "A damaged ledger"
        """)
    static let strayed: Advice = ("The ledger's file is not in its place", """
        A file of the ledger was moved, removed or replaced while the daemon used it. Nothing is recorded any more;
        reading goes on. Moved back, the same file is gone on with at once. One that was removed is kept by the
        running daemon alone and is lost when that ends: do not stop or restart it, and do not install anything,
        before its files are copied by the commands that the entry names.

        See what lies there: ls -la /var/lib/engaged
        Moved away:          move it back
        Removed, replaced:   /usr/share/doc/engaged/OPERATIONS.md, "A ledger that was taken away"
        """)
    static let stopped: Advice = ("The disk failed", """
        A read, a write or a sync failed, and a failed sync is never tried again. What was acknowledged is safe;
        the daemon ends and starts anew from what the disk has.

        See the disk:        journalctl -k -p warning; df -h /var/lib/engaged
        Afterwards:          engagectl doctor
        """)
    static let full: Advice = ("The disk is full", """
        Nothing can be recorded until there is room; reading goes on, and recording resumes by itself.

        See the room:        df -h /var/lib/engaged
        """)
    static let rebuilt: Advice = ("Views were built anew", """
        The lists derived from the ledger were of another release, damaged, or not what the ledger says, and were
        folded anew from it. After an upgrade or a restoration that is as it should be; otherwise look at the disk.

        See how they stand:  engagectl doctor
        """)
    static let view: Advice = ("A view stopped", """
        A list derived from the ledger could not take an event and stays where it is. The ledger is not concerned.

        See how it stands:   engagectl doctor
        See which and why:   journalctl -u engaged -p warning
        Fold all anew:       systemctl stop engaged.socket engaged
                             rm /var/cache/engaged/views.db*
                             systemctl start engaged.socket engaged
        """)
    static let settings: Advice = ("The configuration is wrong", """
        The configuration was not taken, or what it names cannot be had; the entry says what and where. A daemon
        that was asked to reload goes on with the old one. One that was starting has ended with status 78 and is
        not started again before somebody has put it right.

        Does it run?         systemctl is-active engaged
        Check it:            engaged --check
        See the files:       ls -la /var/lib/engaged; findmnt -T /var/lib/engaged
        Where it runs:       engagectl reload
        Where it does not:   systemctl reset-failed engaged.socket engaged
                             systemctl start engaged.socket engaged
        """)
    static let clock: Advice = ("The wall clock leapt ahead", """
        The wall clock outran the boot clock by more than ten minutes. Nothing is recorded until an operator
        confirms the time, or everything that falls due until then would fire at once.

        See the time:        timedatectl
        When it is right:    engagectl time confirm
        """)
    static let listening: Advice = ("The socket cannot be served", """
        The daemon could not take over its socket or make one.

        See the socket:      systemctl status engaged.socket; ls -l /run/engaged-socket
        Have it made anew:   systemctl stop engaged.socket engaged
                             systemctl reset-failed engaged.socket engaged
                             systemctl start engaged.socket engaged
        """)
    static let figures: Advice = ("Figures cannot be written", """
        The file of metrics could not be replaced; whoever watches it sees old figures.

        See the setting:     grep -r -A2 metrics /usr/lib/engaged/engaged.conf /etc/engaged
        See the room:        df -h /run/engaged-metrics
        """)
    static let key: Advice = ("The key of checkpoints", """
        Checkpoints are signed by a key that the log has adopted. Without it none are made, and nobody outside can
        hold a later log to an earlier one.

        See the keys:        engagectl audit key
        Adopt another:       engagectl audit rotate-key
        """)
    static let unchecked: Advice = ("The full check could not be made", """
        After each start the whole ledger is held against itself. This time it could not be read to its end, so
        that nobody knows yet whether it is sound. The daemon goes on.

        See the disk:        journalctl -k -p warning
        Check it now:        engagectl audit verify
        """)
    static let unsigned: Advice = ("No checkpoint was made", """
        The log's head could not be signed. What is recorded is safe; until the next checkpoint nobody outside can
        be shown that it stands.

        See the disk:        df -h /var/lib/engaged; journalctl -k -p warning
        Make one now:        engagectl audit checkpoint
        """)
    static let unnoted: Advice = ("A verified backup could not be noted", """
        The backup is good. Only the note of it, by which the status and the figures know its age, could not be
        written, and is lost when the daemon ends.

        See the room:        df -h /var/lib/engaged
        Make another:        systemctl start engaged-backup.service
        """)
    static let timers: Advice = ("The timers may not work any more", """
        Backups and checkpoints are made by units that ask as members of the group engaged-operators. A line
        "operator = ..." of this machine's configuration replaces the package's and leaves that group out, so that
        the timers are refused.

        See the line:        engaged --check
        Name the group too:  operator = root, engaged-operators, ...
        Then:                engagectl reload
        """)
}
