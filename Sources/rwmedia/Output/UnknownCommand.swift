import ArgumentParser
import ModelCatalog

/// A command that there is none of: the parser only tells of unexpected arguments.
enum UnknownCommand {
  /// What is wrong with the command's name; `nil` where there is such a command, or none is named.
  static func message(in arguments: [String]) -> String? {
    var command: any ParsableCommand.Type = RWMedia.self
    let words = arguments.first == "help" ? arguments.dropFirst() : arguments[...]
    for word in words {
      let known = command.configuration.subcommands
      guard !known.isEmpty, !word.hasPrefix("-") else { return nil }
      guard let next = known.first(where: { name(of: $0) == word }) else {
        // Help is a command of the parser's own.
        let names = known.map(name)
        let near = word.nearest(among: names).map { "Did you mean '\($0)'?" } ?? "There are \(list(names))."
        return word == "help" ? nil : "There is no command '\(word)'. \(near)"
      }
      command = next
    }
    return nil
  }

  private static func name(of command: any ParsableCommand.Type) -> String {
    command.configuration.commandName ?? "\(command)".lowercased()
  }

  private static func list(_ names: [String]) -> String { names.sorted().joined(separator: ", ") }
}
