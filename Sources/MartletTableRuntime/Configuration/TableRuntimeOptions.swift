import MartletCore

/// The options that the operators of tables read.
package enum TableRuntimeOptions {
    /// How long state that nothing touches is kept at least; 0: for ever.
    package static let stateTTL = ConfigOption<Duration>("table.exec.state.ttl", default: .zero)
}
