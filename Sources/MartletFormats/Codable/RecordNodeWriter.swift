import MartletColumns
import MartletCore
import MartletRuntime

/// Writes trees as lines.
package struct RecordNodeWriter {
    /// nil: JSON.
    private let csv: CsvTextWriter?

    /// Of JSON Lines.
    package static let json = RecordNodeWriter(csv: nil)

    /// Of CSV.
    package static func csv(_ options: DeclaredOptions) throws -> RecordNodeWriter {
        RecordNodeWriter(csv: CsvTextWriter(try CsvSyntax(options)))
    }

    private init(csv: CsvTextWriter?) { self.csv = csv }

    /// Appends a record.
    package func append(_ node: RecordNode, to bytes: inout [UInt8]) throws {
        if let csv { try append(cells: node, csv, to: &bytes) } else { append(json: node, to: &bytes) }
        bytes.append(UInt8(ascii: "\n"))
    }

    /// Appends the names of a record's fields as a line of CSV.
    package func appendNames(_ node: RecordNode, to bytes: inout [UInt8]) {
        guard let csv, case .object(let members) = node else { return }
        for (index, member) in members.enumerated() {
            if index > 0 { bytes.append(csv.delimiter) }
            csv.append(Array(member.name.utf8)[...], to: &bytes)
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    private func append(json node: RecordNode, to bytes: inout [UInt8]) {
        switch node {
        case .null: bytes.append(contentsOf: "null".utf8)
        case .boolean(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
        case .number(let text): bytes.append(contentsOf: text.utf8)
        case .text(let text): JsonText.quote(text.utf8, into: &bytes)
        case .list(let values), .cells(let values):
            bytes.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                append(json: value, to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                JsonText.quote(member.name.utf8, into: &bytes)
                bytes.append(UInt8(ascii: ":"))
                append(json: member.value, to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    private func append(cells node: RecordNode, _ csv: CsvTextWriter, to bytes: inout [UInt8]) throws {
        let values: [RecordNode]
        switch node {
        case .object(let members): values = members.map(\.value)
        case .list(let list), .cells(let list): values = list
        case .null, .boolean, .number, .text: values = [node]
        }
        for (index, value) in values.enumerated() {
            if index > 0 { bytes.append(csv.delimiter) }
            switch value {
            case .null: bytes.append(contentsOf: csv.null)
            case .boolean(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
            case .number(let text): bytes.append(contentsOf: text.utf8)
            case .text(let text): csv.append(Array(text.utf8)[...], to: &bytes)
            case .list, .object, .cells:
                throw MartletError("A cell of CSV cannot hold \(value.description).", hint: "Write it as JSON Lines.")
            }
        }
    }
}
