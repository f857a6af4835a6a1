import InMemoryLogging
import Logging
import MartletCore
import MetricsTestKit
import Testing

@testable import MartletRuntime

/// What a job tells the metrics and the log of its host.
@Suite struct ReportingTests {
    /// Two values and a watermark, into a sink that leaves some out.
    private func run(on host: LocalHost, failing: Bool = false) async throws {
        var graph = StreamGraph()
        let script = graph.addScript(ScriptSource([.value(1), .value(2), .watermark(7)]))
        _ = graph.add("sink", from: script, isSink: true) { sink in
            sink.onOpen = {
                $0.metrics.counter(MetricNames.recordsSkipped).add(3)
                $0.metrics.counter(MetricNames.lateRecordsDropped).add(2)
            }
            if failing { sink.onFinish = { _ in throw JobTests.Trouble() } }
        }
        _ = try await host.submit(JobGraph(graph, name: "nightly", configuration: Configuration())).result()
    }

    @Test func metricsGoToTheBackendUnderFlinksNames() async throws {
        let backend = TestMetrics()
        try await run(on: LocalHost(metricsBackend: backend))
        let sink = [("job_name", "nightly"), ("operator_name", "sink"), ("subtask_index", "0")]
        #expect(try backend.expectCounter("martlet_operator_numRecordsIn", sink).totalValue == 2)
        #expect(try backend.expectCounter("martlet_operator_numRecordsSkipped", sink).totalValue == 3)
        #expect(try backend.expectGauge("martlet_operator_currentInputWatermark", sink).values.contains(7))
    }

    @Test func theLogTellsOfRecordsLeftOut() async throws {
        let log = InMemoryLogHandler()
        var logger = Logger(label: "test") { _ in log }
        logger.logLevel = .debug
        try await run(on: LocalHost(logger: logger))
        #expect(
            log.entries.map { "\($0.level) \($0.message)" } == [
                "debug Job is RUNNING.", "debug Job is FINISHED.", "warning Records that could not be read were skipped.",
                "debug Records that came after the watermark had closed their windows were dropped.",
            ])
        #expect(log.entries.allSatisfy { $0.metadata["job"] == "nightly" })
        #expect(log.entries.suffix(2).map { $0.metadata["count"] } == ["3", "2"])
    }

    @Test func theLogTellsOfAFailure() async throws {
        let log = InMemoryLogHandler()
        var logger = Logger(label: "test") { _ in log }
        logger.logLevel = .debug
        await #expect(throws: MartletError.self) { try await run(on: LocalHost(logger: logger), failing: true) }
        let failure = try #require(log.entries.first { $0.message == "Job is FAILED." })
        #expect(failure.metadata["error"]?.description.contains("operator 'sink' (subtask 1/1)") == true)
    }
}
