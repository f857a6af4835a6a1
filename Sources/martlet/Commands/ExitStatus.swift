/// What the program's end tells the shell.
enum ExitStatus {
    /// Every statement succeeded.
    static let success: Int32 = 0
    /// A statement failed.
    static let failure: Int32 = 1
    /// Nobody reads what is printed any more.
    static let brokenPipe = ended(by: 13)

    /// Ended by a signal, as shells say it: 130 for ctrl-C, 143 for SIGTERM.
    static func ended(by signal: Int32) -> Int32 { 128 + signal }
}
