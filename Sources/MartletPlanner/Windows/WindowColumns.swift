import MartletCore

/// Which columns of a plan's rows are the bounds of windows: Flink's window properties.
package struct WindowColumns: Sendable {
    package var start: Set<Int>
    package var end: Set<Int>
    package var time: Set<Int>
    /// The function that made them.
    package var window: LogicalWindowTable

    package init?(of plan: any LogicalPlan) {
        switch plan {
        case let window as LogicalWindowTable:
            let width = window.input.schema.count
            (start, end, time) = ([width], [width + 1], [width + 2])
            self.window = window
        case let filter as LogicalFilter:
            guard let columns = WindowColumns(of: filter.input) else { return nil }
            self = columns
        case let project as LogicalProject:
            guard var columns = WindowColumns(of: project.input) else { return nil }
            func places(_ old: Set<Int>) -> Set<Int> {
                Set(project.expressions.indices.filter { project.expressions[$0].columnIndex.map(old.contains) ?? false })
            }
            columns.start = places(columns.start)
            columns.end = places(columns.end)
            columns.time = places(columns.time)
            self = columns
        case let expand as LogicalExpand:
            // A bound that a grouping set leaves out is no bound of a window in its copy of the row.
            guard var columns = WindowColumns(of: expand.input) else { return nil }
            func kept(_ old: Set<Int>) -> Set<Int> {
                old.filter { column in !expand.keys.contains(column) || expand.sets.allSatisfy { $0.contains(column) } }
            }
            columns.start = kept(columns.start)
            columns.end = kept(columns.end)
            columns.time = kept(columns.time)
            self = columns
        case let aggregate as LogicalAggregate:
            guard var columns = WindowColumns(of: aggregate.input) else { return nil }
            func places(_ old: Set<Int>) -> Set<Int> { Set(aggregate.keys.indices.filter { old.contains(aggregate.keys[$0]) }) }
            columns.start = places(columns.start)
            columns.end = places(columns.end)
            columns.time = places(columns.time)
            guard columns.isWindowed else { return nil }
            self = columns
        case let join as LogicalJoin:
            guard let columns = WindowColumns(of: join.left) else { return nil }
            self = columns
        default: return nil
        }
    }

    /// Whether both bounds are still there.
    package var isWindowed: Bool { !start.isEmpty && !end.isEmpty }

    package func contains(_ column: Int) -> Bool { start.contains(column) || end.contains(column) || time.contains(column) }
}
