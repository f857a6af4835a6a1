/// An operator that may have to wait for something outside: for room in what it writes to, or for answers of a service.
///
/// `process` and its kin never wait. After each of them the subtask calls `wait`, and takes nothing in until it returns.
public protocol WaitingOperator: StreamOperator {
    /// Returns when the operator can take more.
    func wait() async throws
}
