import Foundation
import Martlet
import Testing

@testable import flights

/// The answers in Tests/FlightsTests/expected.json were computed from the same file by a Python program.
@Suite struct FlightsTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    static let data = root.appending(path: "Examples/Flights/data").path

    /// The rows of one of the four results: cells as text.
    private func expected(_ result: Int) throws -> [[String?]] {
        let text = try Data(contentsOf: Self.root.appending(path: "Tests/FlightsTests/expected.json"))
        return try JSONDecoder().decode([[[String?]]].self, from: text)[result]
    }

    @Test func flightsThatLeftFiveHoursLate() async throws {
        let lines = try await Delays.late(Delays.flights(StreamExecutionEnvironment(), in: Self.data)).executeAndCollect().all()
        let rows = try expected(0).map { $0.map { $0 ?? "" } }
        #expect(lines.sorted() == rows.map { "\($0[0]) \($0[1]) \($0[2]) \($0[3]) miles, \($0[4]) hours late" }.sorted())
    }

    @Test func hoursThatWentBadly() async throws {
        let lines = try await Delays.badHours(Delays.flights(StreamExecutionEnvironment(), in: Self.data)).executeAndCollect().all()
        let rows = try expected(1).map { $0.map { $0 ?? "" } }
        #expect(
            lines.sorted()
                == rows.map { "\($0[0]) \($0[1]) \($0[2]) departures, \($0[3]) cancelled, mean delay \($0[4]), longest \($0[5])" }.sorted())
    }

    @Test func accountsOfAirlines() async throws {
        let env = StreamExecutionEnvironment()
        env.runtimeMode = .batch
        let airlines = try await Delays.airlines(Delays.flights(env, in: Self.data)).executeAndCollect().all()
        let names = try await env.from(FileSource<Airline>(Self.data + "/airlines.csv.gz", format: .csv)).executeAndCollect().all()
        let rows = airlines.map { airline in
            [
                names.first { $0.carrier == airline.carrier }?.name, "\(airline.account.departures)", "\(airline.account.cancelled)",
                Delays.shown(airline.account.meanDelay),
            ]
        }
        #expect(Set(rows) == Set(try expected(2).map { Array($0.prefix(4)) }))
    }

    @Test func theMonthAtAGlance() async throws {
        let env = StreamExecutionEnvironment()
        env.runtimeMode = .batch
        let airports = try await Delays.airports(Delays.flights(env, in: Self.data)).executeAndCollect().all()
        let rows = airports.map { [$0.origin, "\($0.account.departures)", "\($0.account.cancelled)", $0.days] }
        #expect(Set(rows) == Set(try expected(3)))
    }

    /// The four results of the job, as lines: what is kept up to date is given at the end.
    private static func results(_ flights: DataStream<Flight>) -> [DataStream<String>] {
        [
            Delays.late(flights), Delays.badHours(flights),
            Delays.airlines(flights).map { "\($0.carrier) \($0.account.departures) \(Delays.shown($0.account.meanDelay))" },
            // The order of an airport's days is that of their windows.
            Delays.airports(flights).map { "\($0.origin) \($0.account.departures) \($0.days)" },
        ]
    }

    @Test(arguments: 0..<4) func underSimulationEverySeedGivesTheSameResults(_ number: Int) async throws {
        let flights = try await Delays.flights(StreamExecutionEnvironment(), in: Self.data).executeAndCollect(limit: 300)
        @Sendable func lines(_ env: StreamExecutionEnvironment) async throws -> [String] {
            env.runtimeMode = .batch
            return try await Self.results(env.from(flights, watermarks: Delays.watermarks))[number].executeAndCollect().all().sorted()
        }
        let expected = try await lines(StreamExecutionEnvironment())
        for seed in 0..<20 as Range<UInt64> {
            let simulation = SimulationExecutor(seed: seed)
            let simulated = try simulation.run {
                let env = StreamExecutionEnvironment(host: LocalHost(simulation: simulation))
                env.parallelism = 2
                return try await lines(env)
            }
            #expect(simulated == expected)
        }
    }
}
