import Glibc
import LedgerVectors

// Writes ledgers to try verifiers on: ledger-vectors FOLDER. The folder must be there; cases.tsv says what is in it.
guard CommandLine.arguments.count == 2 else {
    print("usage: ledger-vectors FOLDER   writes good and damaged ledgers, and cases.tsv")
    exit(64)
}
do {
    try VectorFolder(CommandLine.arguments[1]).write()
} catch {
    print("ledger-vectors: \(error)")
    exit(1)
}
