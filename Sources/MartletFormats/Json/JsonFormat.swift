import MartletCore
import MartletRuntime

/// Flink's `json` format: an object a line.
struct JsonFormat: Format {
    let identifier = "json"
    let options = JsonOptions.declarations

    func makeDecoder(_ schema: FormatSchema, options: DeclaredOptions) throws -> any RowDecoder {
        try JsonDecoder(schema, JsonOptions(options))
    }

    func makeEncoder(_ schema: FormatSchema, options: DeclaredOptions) throws -> any RowEncoder {
        try JsonEncoder(schema, JsonOptions(options))
    }

    func recordFinder(options: DeclaredOptions) throws -> RecordFinder? { LineFinder.find }
}

/// Finds the lines of a file.
enum LineFinder {
    /// The start of the first line at or after `target`.
    static func find(in bytes: UnsafeRawBufferPointer, known: Int, target: Int) -> Int {
        if target <= known { return known }
        var position = target
        while position < bytes.count, bytes[position - 1] != UInt8(ascii: "\n") { position += 1 }
        return min(position, bytes.count)
    }
}
