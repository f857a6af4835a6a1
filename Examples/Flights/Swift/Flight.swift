import Martlet

/// A line of flights.csv: a departure from one of New York's airports. The columns are the fields, in order; what is not known is nil.
@Record struct Flight {
    var year: Int
    var month: Int
    var day: Int
    var departure: Int?
    var scheduledDeparture: Int
    var departureDelay: Int?
    var arrival: Int?
    var scheduledArrival: Int
    var arrivalDelay: Int?
    var carrier: String
    var number: Int
    var tailNumber: String?
    var origin: String
    var destination: String
    var airTime: Int?
    var distance: Int
    var hour: Int
    var minute: Int
    var timeHour: String

    /// Event time: the scheduled departure, on New York's clocks.
    var scheduled: Timestamp {
        let minutes = (CivilCalendar.days(year: year, month: month, day: day) * 24 + hour) * 60 + minute
        return Timestamp(milliseconds: Int64(minutes) * 60_000)
    }
}

/// A line of airlines.csv.
@Record struct Airline {
    var carrier: String
    var name: String
}

/// Departures, cancellations and delays of some group of flights.
struct Account: Sendable {
    var departures = 0
    var cancelled = 0
    var totalDelay = 0
    var longestDelay = Int.min

    init() {}

    init(_ flight: Flight) { add(flight) }

    mutating func add(_ flight: Flight) {
        departures += 1
        guard let delay = flight.departureDelay else {
            cancelled += 1
            return
        }
        totalDelay += delay
        longestDelay = max(longestDelay, delay)
    }

    mutating func add(_ other: Account) {
        departures += other.departures
        cancelled += other.cancelled
        totalDelay += other.totalDelay
        longestDelay = max(longestDelay, other.longestDelay)
    }

    /// In minutes; nil if nothing left the ground.
    var meanDelay: Double? { departures == cancelled ? nil : Double(totalDelay) / Double(departures - cancelled) }
}
