import MartletRuntime

/// A function that is an object of one subtask: it is made there, so it needs no locks and no `Sendable`. Flink's `RichFunction`.
public protocol RichFunction: AnyObject, SendableMetatype {
    /// Called once, before anything else.
    func open(_ context: OperatorContext) throws
    /// Called once at the end, also after a failure.
    func close() throws
}

extension RichFunction {
    public func open(_ context: OperatorContext) throws {}
    public func close() throws {}
}
