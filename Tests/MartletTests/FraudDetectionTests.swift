import Martlet
import Testing

@Record struct Transaction {
    var account: String
    var amount: Double
    var at: Timestamp
}

/// Flink's first program with state and timers (https://nightlies.apache.org/flink/flink-docs-stable/docs/learn-flink/datastream_api/): a large
/// transaction within a minute after a small one is suspicious.
final class FraudDetector: KeyedProcessFunction {
    let smallBefore = ValueState<Bool>("small-before"), timer = ValueState<Timestamp>("timer")

    func process(_ transaction: Transaction, _ context: Context, _ output: inout Output<String>) {
        if smallBefore.value == true {
            if transaction.amount > 500 { output.emit(transaction.account) }
            if let time = timer.value { context.timers.delete(eventTime: time) }
            smallBefore.clear()
            timer.clear()
        }
        if transaction.amount < 1 {
            let end = transaction.at + .minutes(1)
            smallBefore.value = true
            timer.value = end
            context.timers.register(eventTime: end)
        }
    }

    func onTimer(_ time: Timestamp, _ context: Context, _ output: inout Output<String>) {
        smallBefore.clear()
        timer.clear()
    }
}

@Suite struct FraudDetectionTests {
    @Test(arguments: [1, 4]) func aLargeTransactionSoonAfterASmallOneIsSuspicious(_ parallelism: Int) async throws {
        func transaction(_ account: String, _ amount: Double, _ second: Int64) -> Transaction {
            Transaction(account: account, amount: amount, at: Timestamp(milliseconds: second * 1_000))
        }
        let env = StreamExecutionEnvironment(Configuration(["pipeline.auto-watermark-interval": "0 ms"]))
        env.parallelism = parallelism
        let transactions = env.from(
            [
                transaction("soon", 0.5, 0), transaction("late", 0.5, 1), transaction("interrupted", 0.5, 2), transaction("large", 900, 3),
                transaction("soon", 600, 59), transaction("interrupted", 20, 60), transaction("interrupted", 600, 61),
                transaction("other", 20, 90),
                transaction("late", 600, 120),
            ], watermarks: .boundedOutOfOrderness(.seconds(1), timestamp: \.at))
        let alerts = transactions.keyed(by: \.account).process { FraudDetector() }
        #expect(try await alerts.executeAndCollect().all() == ["soon"])
    }
}
