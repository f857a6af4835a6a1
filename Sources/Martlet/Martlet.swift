/// Martlet: Flink's programming model in Swift. This is the one module that a program imports.
///
/// It has no code of its own, only what the modules below it give to users.
@_exported import MartletColumns
@_exported import MartletCore
@_exported import MartletDataStream
@_exported import MartletFiles
@_exported import MartletPatterns
@_exported import MartletRuntime
@_exported import MartletState
@_exported import MartletTable
