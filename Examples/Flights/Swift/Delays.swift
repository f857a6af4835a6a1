import Martlet

/// What `delays.sql` asks, asked of streams: which flights, hours and airlines were late?
enum Delays {
    /// The file is sorted by day, and within a day by when flights really left.
    static let watermarks = WatermarkStrategy<Flight>.boundedOutOfOrderness(.days(1), timestamp: \.scheduled)

    static func flights(_ env: StreamExecutionEnvironment, in folder: String) -> DataStream<Flight> {
        env.from(FileSource<Flight>(folder + "/flights.csv.gz", format: .csv(null: "NA")), watermarks: watermarks)
    }

    /// 1. Every flight that left more than five hours late, as it comes by.
    static func late(_ flights: DataStream<Flight>) -> DataStream<String> {
        flights.filter { $0.departureDelay ?? 0 > 300 }.map { flight in
            let hours = (flight.departureDelay ?? 0) / 60
            return "\(shown(flight.scheduled)) \(flight.carrier) \(flight.number) \(flight.origin) → \(flight.destination) "
                + "\(flight.distance) miles, \(hours) hours late"
        }
    }

    /// 2. Each hour of each airport, complete as soon as the watermark has passed it: here those that went badly.
    static func badHours(_ flights: DataStream<Flight>) -> DataStream<String> {
        flights.keyed(by: \.origin)
            .window(.tumbling(.hours(1)))
            .aggregate(into: Account()) { $0.add($1) }
            .filter { $0.value.cancelled >= 5 || $0.value.meanDelay ?? 0 > 90 }
            .map { origin, window, hour in
                "\(shown(window.start)) \(origin) \(hour.departures) departures, \(hour.cancelled) cancelled, "
                    + "mean delay \(shown(hour.meanDelay)), longest \(hour.longestDelay)"
            }
    }

    /// An airline with its account so far.
    struct AirlineAccount: Sendable {
        var carrier: String
        var account: Account
    }

    /// 3. A running account of each airline, kept up to date by every flight.
    static func airlines(_ flights: DataStream<Flight>) -> DataStream<AirlineAccount> {
        flights.map { AirlineAccount(carrier: $0.carrier, account: Account($0)) }
            .keyed(by: \.carrier)
            .reduce { $0.account.add($1.account) }
    }

    /// An airport with its account so far, and a block a day.
    struct AirportMonth: Sendable {
        var origin: String
        var account: Account
        var days: String
    }

    /// 4. The month at a glance: each airport's mean delay, a block a day.
    static func airports(_ flights: DataStream<Flight>) -> DataStream<AirportMonth> {
        flights.keyed(by: \.origin)
            .window(.tumbling(.days(1)))
            .aggregate(into: Account()) { $0.add($1) }
            .map { origin, _, day in AirportMonth(origin: origin, account: day, days: block(day.meanDelay ?? 0)) }
            .keyed(by: \.origin)
            .reduce { month, day in
                month.account.add(day.account)
                month.days += day.days
            }
    }

    /// One of eight blocks, a step every eight minutes.
    private static func block(_ minutes: Double) -> String {
        let blocks = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
        return blocks[max(0, min(7, Int(minutes / 8)))]
    }

    /// `Jan 05 17:24`
    static func shown(_ time: Timestamp) -> String {
        let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let wall = LocalDateTime(milliseconds: time.milliseconds)
        let date = CivilCalendar.date(days: Int(wall.date.days))
        return "\(names[date.month - 1]) \(date.day < 10 ? "0" : "")\(date.day) \(wall.time.description.prefix(5))"
    }

    /// With one digit behind the point.
    static func shown(_ minutes: Double?) -> String {
        guard let minutes else { return "unknown" }
        let tenths = Int((minutes * 10).rounded())
        return "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }
}
