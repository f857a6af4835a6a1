/// What the program's end tells the shell.
enum ExitStatus {
    /// Every statement succeeded.
    static let success: Int32 = 0
    /// A statement failed.
    static let failure: Int32 = 1
    /// Ended by ctrl-C: 128 and the signal's number, as shells say it; likewise below.
    static let interrupted: Int32 = 130
    static let brokenPipe: Int32 = 141
    static let terminated: Int32 = 143
}
