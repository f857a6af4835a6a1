import Martlet

/// A month of departures from New York's three airports, as `delays.sql` tells of it, on the DataStream API.
///
///     swift run flights [FOLDER]
@main struct FlightsProgram {
    static func main() async throws {
        let folder = CommandLine.arguments.dropFirst().first ?? "Examples/Flights/data"
        let env = StreamExecutionEnvironment()
        let names = Dictionary(
            try await env.from(FileSource<Airline>(folder + "/airlines.csv.gz", format: .csv)).executeAndCollect().all()
                .map { ($0.carrier, $0.name) }, uniquingKeysWith: { $1 })

        // One job reads the file once and feeds all four.
        let flights = Delays.flights(env, in: folder)
        Delays.late(flights).print("late")
        Delays.badHours(flights).print("hour")
        let accounts = Delays.airlines(flights).map { Line.airline($0) }.union(Delays.airports(flights).map { Line.airport($0) })

        // Each update replaces the one before; the last of each is the result.
        var airlines: [String: Delays.AirlineAccount] = [:]
        var airports: [String: Delays.AirportMonth] = [:]
        for try await line in try accounts.executeAndCollect("delays") {
            switch line {
            case .airline(let airline): airlines[airline.carrier] = airline
            case .airport(let airport): airports[airport.origin] = airport
            }
        }
        for airline in airlines.values.sorted(by: { $0.account.meanDelay ?? 0 > $1.account.meanDelay ?? 0 }) {
            let mean = airline.account.meanDelay
            print(
                "\(names[airline.carrier] ?? airline.carrier): \(airline.account.departures) flights, \(airline.account.cancelled) cancelled, "
                    + "mean delay \(Delays.shown(mean)) \(String(repeating: "█", count: max(0, Int(mean ?? 0))))")
        }
        for airport in airports.values.sorted(by: { $0.origin < $1.origin }) {
            print("\(airport.origin): \(airport.account.departures) departures, \(airport.account.cancelled) cancelled, \(airport.days)")
        }
    }

    /// A line of one of the two tables that are shown at the end.
    private enum Line: Sendable {
        case airline(Delays.AirlineAccount)
        case airport(Delays.AirportMonth)
    }
}
