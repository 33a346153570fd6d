import ArgumentParser
import Foundation

/// Where a result goes.
struct DeliveryOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: "Where the result goes.", completion: .file(), transform: Parse.file)
  var output: URL

  @Flag(help: "Replace an output that exists already.")
  var overwrite = false
}
