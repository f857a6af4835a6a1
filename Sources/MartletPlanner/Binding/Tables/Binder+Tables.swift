import MartletCore
import MartletSQL

extension Binder {
    /// A table, view or table of WITH, by name.
    func bindTable(_ name: QualifiedName, hints: [Hint] = [], alias: TableAlias? = nil) throws -> FromPlan {
        if let simple = name.simpleName, let common = commonTables.reversed().lazy.compactMap({ $0[simple] }).first {
            var plan = common.plan
            if plan.schema.names != common.names {
                plan = LogicalProject(plan, BoundExpression.columns(plan.schema.fields), names: common.names)
            }
            return try alias.map { try renamed(plan, $0) } ?? FromPlan(plan, alias: simple)
        }
        let object = try lookUp(name)
        resolvedNames?.tables[name.range] = object.identifier
        let plan: any LogicalPlan
        switch object {
        case .table(let table): plan = try scan(table, hints: hints)
        case .view(let view): plan = try expand(view, at: name.range)
        }
        if let alias { return try renamed(plan, alias) }
        return FromPlan(plan, alias: name.parts.last?.name, identifier: object.identifier)
    }

    /// `TABLE t`
    func bind(_ table: ExplicitTable) throws -> any LogicalPlan { try bindTable(table.name).plan }

    private func lookUp(_ name: QualifiedName) throws -> CatalogObject {
        if let object = try catalog.object(named: name.names) { return object }
        let object = name.names.last ?? "", place = name.names.dropLast().joined(separator: ".")
        throw MartletError(
            "Object '\(object)' not found" + (place.isEmpty ? "." : " within '\(place)'."),
            hint: didYouMean(object, among: catalog.candidates(for: name.names) + commonTables.flatMap(\.keys)),
            phase: .validate, at: name.range)
    }

    // MARK: Tables

    /// Reads a table: its columns in the order of the declaration, computed ones computed, its time attribute set.
    func scan(_ table: CatalogTable, hints: [Hint]) throws -> any LogicalPlan {
        var scan = LogicalScan(table, hints: try options(in: hints))
        try resolveMetadata(of: &scan)
        let stored = scan.schema.fields
        let isStreaming = try session.isStreaming
        var plan: any LogicalPlan = scan
        let names = table.columns.map(\.name)
        if stored.map(\.name) != names || table.columns.contains(where: { !$0.isPhysical }) {
            let columns = try table.columns.map { column in
                if case .computed(let expression) = column.kind {
                    var bound = try bind(expression, over: stored, alias: table.identifier.object)
                    if !isStreaming { bound.type.timeAttribute = nil }
                    return bound.at(nil)
                }
                guard let index = scan.schema.index(of: column.name) else { preconditionFailure("a column is not scanned: \(column.name)") }
                return try BoundExpression.column(index, stored[index].type).cast(to: column.type).nullable(column.type.isNullable)
            }
            plan = LogicalProject(scan, columns, names: names)
        }
        guard let watermark = table.watermark, isStreaming, let rowtime = names.firstIndex(of: watermark.rowtime.joined(separator: "."))
        else {
            return plan
        }
        if watermark.isOfSource {
            return LogicalWatermarkAssigner(input: plan, rowtime: rowtime, watermark: .null(.timestamp(3)))
        }
        let mark = try bind(watermark.expression, over: plan.schema.fields, alias: table.identifier.object)
        return LogicalWatermarkAssigner(input: plan, rowtime: rowtime, watermark: mark.at(nil))
    }

    /// Metadata comes from the connector in its own types; the columns' types are cast to.
    private func resolveMetadata(of scan: inout LogicalScan) throws {
        if scan.metadata.isEmpty { return }
        let offered = try session.tables.metadata(of: scan.table, configuration: session.configuration)
        for index in scan.metadata.indices {
            let metadata = scan.metadata[index]
            guard let type = offered[metadata.key] else {
                throw MartletError(
                    "Invalid metadata key '\(metadata.key)' in column '\(metadata.column)' of table '\(scan.table.identifier.plainDescription)'.",
                    hint: offered.isEmpty ? "The table has no metadata." : "There is: \(offered.keys.sorted().joined(separator: ", ")).",
                    phase: .validate)
            }
            scan.metadata[index].type = type
        }
    }

    /// The OPTIONS hints of a table; others concern joins and state, not the rows.
    private func options(in hints: [Hint]) throws -> [Hint] {
        let hints = hints.filter { $0.name.name.uppercased() == "OPTIONS" }
        for hint in hints {
            guard case .options(let options) = hint.arguments, !options.isEmpty else {
                throw MartletError("Hint [OPTIONS] only support non empty key value options", phase: .plan)
            }
        }
        if !hints.isEmpty, try !session.configuration[PlannerOptions.dynamicTableOptions] {
            throw MartletError(
                "The 'OPTIONS' hint is allowed only when the config option 'table.dynamic-table-options.enabled' is set to true.",
                phase: .validate)
        }
        return hints
    }

    // MARK: Views

    /// The query of a view, under the view's column names. It sees none of the names around its use.
    private func expand(_ view: CatalogView, at range: SourceRange) throws -> any LogicalPlan {
        if openViews.contains(view.identifier) {
            let path = (openViews + [view.identifier]).map { "'\($0.plainDescription)'" }.joined(separator: " → ")
            throw MartletError("The view '\(view.identifier.plainDescription)' is defined by itself: \(path).", phase: .validate, at: range)
        }
        openViews.append(view.identifier)
        let outer = commonTables, names = resolvedNames
        commonTables = []
        resolvedNames = nil
        defer {
            openViews.removeLast()
            commonTables = outer
            resolvedNames = names
        }
        do {
            let plan = try bind(view.query, outer: nil)
            guard plan.schema.names != view.schema.names, plan.schema.count == view.schema.count else { return plan }
            return LogicalProject(plan, BoundExpression.columns(plan.schema.fields), names: view.schema.names)
        } catch var error as MartletError {
            // Its place is in the view's text, not in this one.
            if error.range != nil { error.range = range }
            throw error.inside("view '\(view.identifier.plainDescription)'")
        }
    }
}
