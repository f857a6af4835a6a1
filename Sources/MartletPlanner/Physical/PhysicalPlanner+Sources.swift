import MartletCore
import MartletRuntime

extension PhysicalPlanner {
    func convert(_ scan: LogicalScan) throws -> PhysicalNode {
        if case .stream(let stream) = scan.table.backing {
            // The stream has all columns; those wanted are picked behind it.
            let whole = LogicalScan(scan.table)
            let node = PhysicalNode(
                PhysicalTableSourceScan(scan: whole, source: nil, changelogMode: stream.changelogMode), [], whole.schema.uniqued)
            let places = scan.schema.names.compactMap(whole.schema.index)
            if places == Array(whole.schema.fields.indices) { return node }
            let columns = places.map { BoundExpression.column($0, whole.schema.fields[$0].type) }
            return PhysicalNode(PhysicalCalc(condition: nil, projection: columns), [node], scan.schema.uniqued)
        }
        let node = try connectorScan(scan)
        guard let source = node.operator as? PhysicalTableSourceScan, try needsNormalization(source) else { return node }
        return try normalized(scan, node)
    }

    /// Whether the source does not tell the old content of an updated row, or may tell the same change twice.
    private func needsNormalization(_ source: PhysicalTableSourceScan) throws -> Bool {
        if !isStreaming || source.changelogMode.isInsertOnly { return false }
        if !source.changelogMode.kinds.contains(.updateBefore) { return true }
        return try session.configuration[PlannerOptions.duplicateChanges] && source.scan.table.primaryKey != nil
    }

    /// The rows put right by their primary key, which is read whether it is wanted or not.
    private func normalized(_ scan: LogicalScan, _ node: PhysicalNode) throws -> PhysicalNode {
        guard let key = scan.table.primaryKey else {
            throw MartletError(
                "Table '\(scan.table.identifier.plainDescription)' produces a changelog stream contains UPDATE_AFTER, no UPDATE_BEFORE. This "
                    + "requires defining primary key constraint on the table.", phase: .validate)
        }
        let physical = scan.table.physicalSchema
        var whole = scan
        whole.projection += key.columns.compactMap { physical.index(of: $0) }.filter { !scan.projection.contains($0) }
        let source = whole.projection.count == scan.projection.count ? node : try connectorScan(whole)
        let keys = key.columns.compactMap { source.schema.index(of: $0) }
        let changes = PhysicalNode(PhysicalChangelogNormalize(keys: keys), [source.distributed(by: keys)], source.schema)
        if whole.projection.count == scan.projection.count { return changes }
        let columns = scan.schema.fields.compactMap { field in
            source.schema.index(of: field.name).map { BoundExpression.column($0, source.types[$0]) }
        }
        return PhysicalNode(PhysicalCalc(condition: nil, projection: columns), [changes], scan.schema.uniqued)
    }

    private func connectorScan(_ scan: LogicalScan) throws -> PhysicalNode {
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
