package import JSONReader
package import SafeFiles

/// Why the files of an export cannot be read.
///
/// This module knows no exit codes and no providers: an outer layer says what a failure means.
package struct ExportFileError: Error, Equatable, Sendable {
  package let problem: Problem
  /// The file, as seen from the folder of the export.
  package let file: String
  /// Where in the decoded content, in bytes.
  package let offset: Int64?

  package init(_ problem: Problem, in file: String, at offset: Int64? = nil) {
    self.problem = problem
    self.file = file
    self.offset = offset
  }

  package enum Problem: Equatable, Sendable {
    case unreadable(FileError)
    /// Neither a file nor a folder: a pipe, a device, a socket.
    case notAFile
    /// A link that leads out of the folder, or nowhere.
    case strayLink
    /// A name of the folder under which nothing is found: it is no UTF-8, or was removed meanwhile.
    case vanished
    /// A folder below more folders than the limit.
    case tooDeep(limit: Int)
    case tooManyFiles(limit: Int)
    /// Nothing but white space.
    case empty
    /// The content ends within a value or a row.
    case truncated
    /// A row of a table has fewer cells than the header.
    case shortRow
    /// The compressed stream ends before its trailer.
    case truncatedGzip
    /// The compressed stream is damaged, as zlib's check sums show.
    case damagedGzip
    /// Something else than JSON or a table that anybody asked for: a web page, a message.
    case notJSON
    case invalidJSON(JSONError.Problem)
    case invalidTable(String)
    /// An object, bigger than the buffer, that begins like a map and is none.
    case mixedObject(list: String)
    /// The file was written to while it was read.
    case changed
    /// More decoded bytes than the limit.
    case tooLarge(limit: Int64)
    /// One value of more bytes than the limit.
    case recordTooLarge(limit: Int)
    /// No memory.
    case noMemory
  }
}

extension ExportFileError {
  /// Whether the file was not read because others could have changed it.
  package var isWritableByOthers: Bool {
    guard case .unreadable(let error) = problem else { return false }
    if case .writableByOthers = error.reason { return true }
    return false
  }

  /// What to try next, where that is known.
  package var hint: String? {
    if case .unreadable(let error) = problem { return error.hint }
    return nil
  }
}

extension ExportFileError: CustomStringConvertible {
  /// What is wrong, for people: no file name, no final period.
  package var description: String {
    let place = offset.map { ", at byte \($0)" } ?? ""
    switch problem {
    case .unreadable(let error): return "\(error.reason)"
    case .notAFile: return "it is neither a file nor a folder"
    case .strayLink: return "it is a link that leads out of the folder, or nowhere"
    case .vanished: return "it is listed, but cannot be found"
    case .tooDeep(let limit): return "it lies below more than \(limit) folders"
    case .tooManyFiles(let limit): return "it is one of more than \(limit) files"
    case .empty: return "there is nothing in it"
    case .truncated: return "it ends in the middle of a value"
    case .shortRow: return "a row has fewer cells than there are columns\(place)"
    case .truncatedGzip: return "its compressed content ends before the trailer"
    case .damagedGzip: return "its compressed content is damaged"
    case .notJSON: return "it holds neither JSON nor a known table"
    case .invalidJSON(let problem): return JSONError(problem, at: 0).message + place
    case .invalidTable(let message): return message + place
    case .mixedObject(let list):
      return
        "a big object in it begins with '\(list)', which nobody asked for, and goes on with records"
    case .changed: return "it was written to while it was read"
    case .tooLarge(let limit): return "it decodes to more than \(limit) bytes"
    case .recordTooLarge(let limit): return "one value in it has more than \(limit) bytes\(place)"
    case .noMemory: return "there is no memory left to read it"
    }
  }
}
