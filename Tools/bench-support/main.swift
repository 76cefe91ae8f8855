import Glibc
import Ledger

/// What `Tools/bench` needs from inside: a ledger with lawful events, and the times of replay,
/// verification and proofs.
let usage = """
    usage: bench-support seed EVENTS ENGAGEMENTS LONGEST FOLDER   adds engagements under contract with measurements
           bench-support replay FOLDER    reads, decodes and folds every event
           bench-support verify FOLDER    the full check
           bench-support proofs FOLDER    times and sizes of proofs
           bench-support rebuild FOLDER   builds the views anew beside the live ones
    FOLDER holds state/ledger.db and cache/views.db. Prints one JSON object.

    """

func run(_ arguments: [String]) throws -> String {
    switch (arguments.first, arguments.dropFirst().compactMap { Int($0) }, arguments.last) {
    case ("seed", let numbers, let folder?) where numbers.count == 3:
        try Seed(folder, engagements: numbers[1], longest: numbers[2]).run(numbers[0])
    case ("replay", _, let folder?) where arguments.count == 2: try Replay.run(folder)
    case ("verify", _, let folder?) where arguments.count == 2: try Checks.verify(folder)
    case ("proofs", _, let folder?) where arguments.count == 2: try Proofs.measure(folder)
    case ("rebuild", _, let folder?) where arguments.count == 2: try Checks.rebuild(folder)
    default: usage
    }
}

do {
    print(try run(Array(CommandLine.arguments.dropFirst())))
} catch {
    let words = Array("bench-support: \(error)\n".utf8)
    _ = write(2, words, words.count)
    exit(1)
}
