import MartletColumns
import MartletCore

/// Makes a struct a `Record`: gives it a schema, a binary codec, and the ways into and out of columns, from which its CSV and JSON forms follow.
///
///     @Record struct Order: Equatable {
///         var id: Int64
///         var customer: String
///         var amount: Double
///         var note: String?
///         var at: Timestamp
///     }
///
/// The fields are the stored properties in their order; their types must be `FieldValue`s. Columns are named after them; an enum `CodingKeys`
/// gives other names. A record that is declared `Equatable` can also be a key: `keyed(by: \.route)`.
@attached(extension, conformances: Record, StableKey, names: arbitrary)
public macro Record() = #externalMacro(module: "MartletMacros", type: "RecordMacro")
