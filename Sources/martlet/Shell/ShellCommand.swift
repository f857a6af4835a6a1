/// What the shell does itself: statements that are no SQL. They are Flink's SQL client's.
enum ShellCommand: String {
    case quit, help, clear

    /// nil if the text is a statement of SQL.
    init?(_ text: String) {
        switch text.uppercased() {
        case "QUIT", "EXIT": self = .quit
        case "HELP": self = .help
        case "CLEAR": self = .clear
        default: return nil
        }
    }

    static let manual = """
        Statements of Flink SQL end with a semicolon:
          CREATE TABLE, CREATE VIEW, DROP, ALTER     define tables and views
          SELECT                                     shows a query's rows; ctrl-C ends it
          INSERT INTO, EXECUTE STATEMENT SET         write a query's rows to a table
          SHOW TABLES, SHOW FUNCTIONS, DESCRIBE t    look around
          EXPLAIN                                    shows how a query would be run
          SET 'key' = 'value', SET, RESET            change and show settings
        Of the shell only:
          HELP      this text
          CLEAR     clears the screen
          QUIT      leaves; so do EXIT and ctrl-D

        """
}
