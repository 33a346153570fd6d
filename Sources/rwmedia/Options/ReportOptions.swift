import ArgumentParser

/// What every command takes.
struct ReportOptions: ParsableArguments {
  @Flag(name: .long, help: "Print one JSON document on standard output and nothing else there.")
  var json = false

  @Flag(name: .shortAndLong, help: "No progress, no notes, no warnings.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Say more: every exchange with the provider, shortened, without keys.")
  var verbose = false

  var console: Console { Console(json: json, quiet: quiet, verbose: verbose) }
}
