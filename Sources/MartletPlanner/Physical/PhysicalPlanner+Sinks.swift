import MartletCore
import MartletRuntime
import MartletTableRuntime

extension PhysicalPlanner {
    func convert(_ sink: LogicalSink) throws -> PhysicalNode {
        let table = sink.table
        let target = try session.tables.makeSink(
            SinkRequest(
                table: table, options: table.options.merging(sink.options) { $1 }, isOverwrite: sink.isOverwrite,
                staticPartition: sink.staticPartition, configuration: session.configuration, runtimeMode: runtimeMode))
        if sink.isOverwrite, isStreaming { throw MartletError("Streaming mode not support overwrite.", phase: .plan) }
        let columns = Schema(table.persistedColumns.map { Field($0.name, $0.type.withoutTimeAttribute) })
        let notNull = try session.configuration[PlannerOptions.notNullEnforcer].uppercased()
        let length = try session.configuration[PlannerOptions.typeLengthEnforcer].uppercased()
        let `operator` = PhysicalSink(
            sink: sink, target: target, columns: columns, notNullEnforcer: .init(rawValue: notNull) ?? .error,
            lengthEnforcer: .init(rawValue: length) ?? .ignore)
        return PhysicalNode(`operator`, [try convert(sink.input)], columns)
    }
}
