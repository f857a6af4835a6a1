import CEdit

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Reads lines that a person types, with editing, history and completion.
final class LineEditor {
    enum Line {
        case text(String)
        /// ctrl-C.
        case interrupted
        case endOfInput
    }

    /// What could stand in place of the word that ends at the cursor, and where, in bytes, that word begins.
    typealias Completer = (_ text: String, _ cursor: Int) -> (word: Int, candidates: [String])

    private let editor: OpaquePointer
    private let completion: Completion

    /// Keeps the closure alive, and at one address, for the library.
    private final class Completion {
        let complete: Completer
        init(_ complete: @escaping Completer) { self.complete = complete }
    }

    /// nil if standard input and output are not fit for it.
    init?(completer: @escaping Completer) {
        completion = Completion(completer)
        let context = Unmanaged.passUnretained(completion).toOpaque()
        let opened = cedit_open(
            "martlet",
            { context, text, length, cursor, word in
                guard let context, let text, let word else { return nil }
                let completion = Unmanaged<Completion>.fromOpaque(context).takeUnretainedValue()
                let bytes = UnsafeBufferPointer(start: UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self), count: length)
                let (start, candidates) = completion.complete(String(decoding: bytes, as: UTF8.self), cursor)
                word.pointee = start
                return candidates.isEmpty ? nil : strdup(candidates.map { $0 + "\n" }.joined())
            }, context)
        guard let opened else { return nil }
        editor = opened
    }

    deinit { cedit_close(editor) }

    func read(prompt: String) -> Line {
        prompt.withCString { prompt in
            var interrupted: Int32 = 0
            guard let text = cedit_read(editor, prompt, &interrupted) else { return interrupted == 1 ? .interrupted : .endOfInput }
            return .text(String(cString: text))
        }
    }

    func remember(_ entry: String) { cedit_remember(editor, entry) }
    func loadHistory(_ path: String) { _ = cedit_load_history(editor, path) }
    /// Answers whether it could be written.
    func saveHistory(_ path: String) -> Bool { cedit_save_history(editor, path) != 0 }
}
