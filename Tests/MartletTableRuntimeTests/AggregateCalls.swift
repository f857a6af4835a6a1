import MartletCore
import MartletFunctions
import MartletTableRuntime
import Testing

extension AggregateCall {
    /// A call of a built-in aggregate over columns of `schema`.
    static func call(
        _ name: String, _ columns: [String] = [], of schema: Schema, filter: String? = nil, distinct: Bool = false
    ) throws -> AggregateCall {
        let arguments = try columns.map { try #require(schema.index(of: $0)) }
        let function = try #require(AggregateCatalog.function(named: name))
        let resolved = try #require(try function.resolve(arguments.map { Argument(schema.types[$0]) }))
        return AggregateCall(
            resolved, arguments: arguments, filter: try filter.map { try #require(schema.index(of: $0)) }, isDistinct: distinct)
    }
}
