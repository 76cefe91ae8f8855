import Ledger

/// Why the daemon could not start or had to end, with the exit status that says so to systemd.
public struct DaemonFault: Error, Sendable, CustomStringConvertible {
    /// Exit statuses (sysexits.h); systemd does not restart 65 and 78.
    public enum Status: Int32, Sendable, CaseIterable {
        /// The ledger is not what it should be.
        case data = 65
        /// Something the system should provide is not there.
        case unavailable = 69
        /// The system said no: disk, socket, thread.
        case io = 74
        /// The configuration is wrong.
        case configuration = 78
    }

    /// How the process ends.
    public var status: Status
    /// One sentence for the operator.
    public var description: String

    /// A fault.
    public init(_ status: Status, _ description: String) {
        self.status = status
        self.description = description
    }

    /// What the journal calls it.
    var message: DaemonMessage {
        switch status {
        case .data: DaemonMessage.ledgerFault
        case .unavailable: DaemonMessage.socket
        case .io: DaemonMessage.storageStopped
        case .configuration: DaemonMessage.configuration
        }
    }

    /// From the ledger's errors: damage is 65, everything else the system's.
    init(_ error: LedgerError) {
        switch error {
        case .fault(let fault): self.init(.data, "the ledger is damaged: \(fault)")
        case .storage(let error) where error.kind == .readOnly || error.kind == .denied:
            self.init(.configuration, "\(error)")
        case .storage, .held, .stopped: self.init(.io, "\(error)")
        }
    }
}
