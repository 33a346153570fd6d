import ArgumentParser
import Foundation
import MediaEngine

/// The command line's root.
@main
struct RWMedia: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rwmedia",
    abstract: "Prepare media for video models, have clips generated, chain and join them, and check every frame.",
    discussion: """
      Generations cost money: rehearse with --provider sim, which runs everything against a simulator on this machine. \
      Keys come from RUNWARE_API_KEY and RUNWAYML_API_SECRET, in the environment or in a .env file here.
      """,
    version: Version.text,
    groupedSubcommands: [
      CommandGroup(
        name: "Generate",
        subcommands: [
          GenerateCommand.self, ExtendCommand.self, BatchCommand.self, CaptionCommand.self, TaskCommand.self,
          SimulateCommand.self,
        ]),
      CommandGroup(
        name: "Images and clips",
        subcommands: [
          PrepareCommand.self, KeyframesCommand.self, ConcatCommand.self, TranscodeCommand.self, VerifyCommand.self,
          ProbeCommand.self,
        ]),
      CommandGroup(
        name: "Look up",
        subcommands: [
          FramesCommand.self, ModelsCommand.self, PresetsCommand.self, AccountCommand.self, DoctorCommand.self,
        ]),
    ])

  static func main() async {
    StandardStreams.secure()
    let arguments = Array(CommandLine.arguments.dropFirst())
    // A tenth of the time that a photo takes: the arguments are read meanwhile.
    if arguments.first == PrepareCommand.configuration.commandName { ImagePreparer.loadAside() }
    do {
      if arguments.first == "help", let message = UnknownCommand.message(in: arguments) {
        throw ValidationError(message)
      }
      var command = try parseAsRoot(arguments)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let code as ExitCode {
      Foundation.exit(code.rawValue)
    } catch {
      // Help and version come this way too, with status 0.
      guard exitCode(for: error) != .success else { exit(withError: error) }
      let unknown = UnknownCommand.message(in: arguments)
      guard arguments.contains("--json") else { exit(withError: unknown.map { ValidationError($0) } ?? error) }
      Console(json: true).failure(.usage(unknown ?? message(for: error)))
      Foundation.exit(ExitStatus.usage.rawValue)
    }
  }
}
