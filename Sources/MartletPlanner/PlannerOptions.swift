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
}
