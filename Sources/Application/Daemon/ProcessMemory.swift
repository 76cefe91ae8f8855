internal import CSystemd

/// What the process asks of the allocator.
enum ProcessMemory {
    /// Two heaps that the threads share: the allocator's own choice, eight for each processor, keeps many heaps half
    /// empty. Before the second thread starts.
    static func boundHeaps() { _ = csystemd_bound_arenas(2) }

    /// Gives what is free back to the system.
    static func giveBack() { _ = csystemd_trim_memory() }
}
