import MartletCore

/// The rows that are left of a changelog, in a steady order: an update keeps the place of the row that it replaces.
struct Materialization {
    private var places: [[String?]?] = []
    private var placesOfRow: [[String?]: [Int]] = [:]
    /// Where the row stood that the last update took back.
    private var vacated: Int?

    /// How many rows there are.
    private(set) var count = 0

    mutating func apply(_ row: TextRow) {
        switch row.kind {
        case .insert: add(row.cells, at: nil)
        case .updateAfter: add(row.cells, at: vacated)
        case .updateBefore: vacated = remove(row.cells)
        case .delete: _ = remove(row.cells)
        }
        if row.kind != .updateBefore { vacated = nil }
    }

    private mutating func add(_ cells: [String?], at vacated: Int?) {
        let place = vacated ?? places.count
        if place == places.count { places.append(cells) } else { places[place] = cells }
        placesOfRow[cells, default: []].append(place)
        count += 1
    }

    /// Takes away one such row and answers where it stood.
    private mutating func remove(_ cells: [String?]) -> Int? {
        guard let place = placesOfRow[cells]?.popLast() else { return nil }
        if placesOfRow[cells]?.isEmpty == true { placesOfRow[cells] = nil }
        places[place] = nil
        count -= 1
        return place
    }

    /// The rows, in the order of their places.
    var rows: [[String?]] { places.compactMap { $0 } }
}
