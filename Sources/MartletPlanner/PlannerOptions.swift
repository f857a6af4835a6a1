import MartletCore

/// The options that concern planning, under Flink's keys.
package enum PlannerOptions {
    package static let dynamicTableOptions = ConfigOption<Bool>("table.dynamic-table-options.enabled", default: true)
    package static let notNullEnforcer = ConfigOption<String>("table.exec.sink.not-null-enforcer", default: "ERROR")
    package static let typeLengthEnforcer = ConfigOption<String>("table.exec.sink.type-length-enforcer", default: "IGNORE")
    package static let requireOnConflict = ConfigOption<Bool>("table.exec.sink.require-on-conflict", default: true)
    package static let upsertMaterialize = ConfigOption<String>("table.exec.sink.upsert-materialize", default: "AUTO")
    package static let duplicateChanges = ConfigOption<Bool>("table.exec.source.cdc-events-duplicate", default: false)
    package static let legacyCasts = ConfigOption<String>("table.exec.legacy-cast-behaviour", default: "DISABLED")
    package static let reuseSubplans = ConfigOption<Bool>("table.optimizer.reuse-sub-plan-enabled", default: true)
    package static let reuseSources = ConfigOption<Bool>("table.optimizer.reuse-source-enabled", default: true)
    package static let localTimeZone = ConfigOption<String>("table.local-time-zone", default: "default")
    package static let miniBatch = ConfigOption<Bool>("table.exec.mini-batch.enabled", default: false)
    package static let miniBatchLatency = ConfigOption<Duration>("table.exec.mini-batch.allow-latency", default: .zero)
    package static let miniBatchSize = ConfigOption<Int>("table.exec.mini-batch.size", default: -1)
    package static let stateTTL = ConfigOption<Duration>("table.exec.state.ttl", default: .zero)
    package static let dialect = ConfigOption<String>("table.sql-dialect", default: "default")

    /// Reads the options that every plan depends on. What is wrong with them is found when something is planned, as in Flink.
    static func check(_ configuration: Configuration) throws {
        do {
            _ = try configuration[ExecutionOptions.parallelism]
            _ = try configuration[stateTTL]
            let dialect = try configuration[dialect]
            guard ["default", "hive"].contains(dialect.lowercased()) else {
                throw MartletError("There is no SQL dialect '\(dialect)'.", hint: "There is 'default'.")
            }
            if try configuration[miniBatch], try configuration[miniBatchLatency] <= .zero {
                throw MartletError("MiniBatch Latency must be greater than 0 ms.", hint: "Set '\(miniBatchLatency.key)'.")
            }
        } catch var error as MartletError {
            error.phase = .plan
            throw error
        }
    }
}
