import MartletRuntime

extension DataStream {
    /// Drops every element: a sink for measuring and for jobs whose operators have effects of their own. Flink's `DiscardingSink`.
    @discardableResult public func discard() -> DataStreamSink {
        DataStreamSink(environment, environment.addSink("Sink: Discard", inputs: origins) { BatchOperator { _, _ in } })
    }
}
