#if DEBUG
    import Glibc

    /// Makes the writer hang, for the test that the watchdog ends a daemon whose writer is stuck. Debug builds only.
    enum Stall {
        /// Waits as long as the file named by ENGAGED_TEST_STALL is there.
        static func wait() {
            guard let path = getenv("ENGAGED_TEST_STALL") else { return }
            while access(path, F_OK) == 0 { usleep(20_000) }
        }
    }
#endif
