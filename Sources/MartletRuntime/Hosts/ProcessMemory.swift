import CMalloc

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How the process keeps memory.
enum ProcessMemory {
    /// Keeps freed memory for the next batches instead of giving it back to the system at once. Done once, when the first job starts.
    ///
    /// Batches are freed as fast as they are made. With glibc's own thresholds (128 KB) each one's pages went back to the system and were fetched
    /// anew, which took a third of the time of a filter. A program that sets `MALLOC_TRIM_THRESHOLD_` or `MALLOC_MMAP_THRESHOLD_` has its way.
    static let isTuned: Bool = {
        if getenv("MALLOC_TRIM_THRESHOLD_") != nil || getenv("MALLOC_MMAP_THRESHOLD_") != nil { return false }
        return martlet_malloc_keep(64 << 20, 16 << 20) != 0
    }()
}
