import MartletCore
import MartletRuntime

extension PhysicalPlanner {
    func convert(_ scan: LogicalScan) throws -> PhysicalNode {
        if case .stream(let stream) = scan.table.backing {
            // The stream has all columns; those wanted are picked behind it.
            let whole = LogicalScan(scan.table)
            let node = PhysicalNode(
                PhysicalTableSourceScan(scan: whole, source: nil, changelogMode: stream.changelogMode), [], whole.schema.uniqued)
            if scan.projection == whole.projection { return node }
            let columns = scan.projection.map { BoundExpression.column($0, whole.schema.fields[$0].type) }
            return PhysicalNode(PhysicalCalc(condition: nil, projection: columns), [node], scan.schema.uniqued)
        }
        var request = SourceRequest(
            table: scan.table, projection: scan.projection, metadata: scan.metadata.map { ($0.key, $0.type) },
            options: scan.table.options.merging(scan.options) { $1 }, limit: scan.limit, configuration: session.configuration,
            runtimeMode: runtimeMode)
        if let filter = scan.partitionFilter, let partitions = try session.tables.partitions(of: request) {
            let physical = scan.table.physicalSchema
            let types = scan.table.partitionKeys.map { key in physical.index(of: key).map { physical.fields[$0].type } ?? .string }
            request.partitions = partitions.filter(PartitionPruning(condition: filter, types: types).keeps)
        }
        let source = try session.tables.makeSource(request)
        return PhysicalNode(
            PhysicalTableSourceScan(scan: scan, source: source, changelogMode: source.changelogMode), [], scan.schema.uniqued)
    }

    func convert(_ watermark: LogicalWatermarkAssigner) throws -> PhysicalNode {
        let input = try convert(watermark.input)
        var schema = input.schema
        schema.fields[watermark.rowtime].type.timeAttribute = .rowtime
        if watermark.watermark.literal == .null { return PhysicalNode(input.operator, input.inputs, schema) }
        return PhysicalNode(
            PhysicalWatermarkAssigner(rowtime: watermark.rowtime, watermark: watermark.watermark), [input], schema)
    }
}
