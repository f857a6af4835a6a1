import MartletCore
import MartletRuntime

/// The options of the `filesystem` connector, read.
struct FilesystemOptions {
    private let options: DeclaredOptions
    let discovery: FileDiscovery
    let monitorInterval: Duration?

    init(_ table: ConnectorTable) throws {
        let options = table.options
        self.options = options
        discovery = FileDiscovery(
            path: options.string("path"), pattern: options["source.path.regex-pattern"], partitionKeys: table.partitionKeys,
            defaultPartitionName: options.string("partition.default-name"),
            partitions: table.partitions.map { partitions in
                partitions.map { partition in FilePartition(partition.values.map { FilePartition.Entry($0.key, $0.value) }) }
            })
        monitorInterval = options.duration("source.monitor-interval")
    }

    var rollingPolicy: RollingPolicy {
        var policy = RollingPolicy()
        policy.fileSize = MemorySize(parsing: options.string("sink.rolling-policy.file-size"))?.bytes ?? policy.fileSize
        policy.rolloverInterval = options.duration("sink.rolling-policy.rollover-interval") ?? policy.rolloverInterval
        policy.inactivityInterval = options.duration("sink.rolling-policy.inactivity-interval") ?? policy.inactivityInterval
        policy.checkInterval = options.duration("sink.rolling-policy.check-interval") ?? policy.checkInterval
        return policy
    }

    /// The file that marks a partition as complete; nil: none.
    var successFile: String? {
        get throws {
            guard let kinds = options["sink.partition-commit.policy.kind"] else { return nil }
            var name: String?
            for kind in kinds.lowercased().split(separator: ",") {
                switch kind.filter({ $0 != " " }) {
                case "success-file": name = options.string("sink.partition-commit.success-file.name")
                case "metastore":
                    throw MartletError(
                        "Can not configure a 'metastore' partition commit policy for a file system table.",
                        hint: "Use the policy 'success-file'.", phase: .validate)
                default:
                    throw MartletError(
                        "Unsupported partition commit policy: \(kind).", hint: "Use the policy 'success-file'.", phase: .validate)
                }
            }
            return name
        }
    }

    static let declarations: [OptionDeclaration] = [
        OptionDeclaration("path", .string, isRequired: true, "The file, or the directory whose files are the table."),
        OptionDeclaration(
            "partition.default-name", .string, default: "__DEFAULT_PARTITION__", "The directory name of a NULL or empty value."),
        OptionDeclaration(
            "source.monitor-interval", .duration, "How often new files are looked for. By default, what is there at the start is read."),
        OptionDeclaration("source.path.regex-pattern", .string, "What the whole path of a file must match to be read."),
        OptionDeclaration(
            "source.report-statistics", .choice(["NONE", "ALL"]), default: "ALL", "Whether the number of rows is told to the planner."),
        OptionDeclaration("sink.parallelism", .integer, "How many subtasks write. By default, as many as come before."),
        OptionDeclaration("sink.rolling-policy.file-size", .memorySize, default: "128 mb", "The size at which a file is finished."),
        OptionDeclaration("sink.rolling-policy.rollover-interval", .duration, default: "30 min", "The age at which a file is finished."),
        OptionDeclaration(
            "sink.rolling-policy.inactivity-interval", .duration, default: "30 min", "The time without rows after which a file is finished."
        ),
        OptionDeclaration("sink.rolling-policy.check-interval", .duration, default: "1 min", "How often the age of files is looked at."),
        OptionDeclaration(
            "sink.shuffle-by-partition.enable", .boolean, default: "false",
            "Whether the rows of a partition are written by one subtask: fewer, larger files. Accepted; rows are not shuffled yet."),
        OptionDeclaration("auto-compaction", .boolean, default: "false", "Accepted; files are not compacted yet."),
        OptionDeclaration("compaction.file-size", .memorySize, "The size of compacted files."),
        OptionDeclaration("compaction.parallelism", .integer, "How many subtasks compact."),
        OptionDeclaration(
            "partition.time-extractor.kind", .choice(["default", "custom"]), default: "default", "How partitions tell their time."),
        OptionDeclaration("partition.time-extractor.class", .string, "The extractor's name, of kind custom."),
        OptionDeclaration(
            "partition.time-extractor.timestamp-pattern", .string, "A timestamp put together of partition values, as $dt $hr:00:00."),
        OptionDeclaration("partition.time-extractor.timestamp-formatter", .string, "How the pattern's timestamp is read."),
        OptionDeclaration(
            "sink.partition-commit.trigger", .choice(["process-time", "partition-time"]), default: "process-time",
            "Whether a partition is committed by the machine's time or by the watermark."),
        OptionDeclaration("sink.partition-commit.delay", .duration, default: "0 s", "How long after its time a partition is committed."),
        OptionDeclaration("sink.partition-commit.watermark-time-zone", .string, default: "UTC", "The time zone of partition times."),
        OptionDeclaration("sink.partition-commit.policy.kind", .string, "What marks a partition as committed: success-file."),
        OptionDeclaration("sink.partition-commit.policy.class", .string, "The policy's name, of kind custom."),
        OptionDeclaration("sink.partition-commit.policy.class.parameters", .string, "What a policy of kind custom is given."),
        OptionDeclaration(
            "sink.partition-commit.success-file.name", .string, default: "_SUCCESS", "The file that marks a committed partition."),
    ]
}
