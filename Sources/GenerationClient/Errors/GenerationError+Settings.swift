import MediaBasics

/// What is wrong before anything is sent.
extension GenerationError {
  static func address(_ given: String, _ reason: String) -> GenerationError {
    GenerationError(
      .address, .configuration, "'\(given)' is not opened: \(reason).",
      hint: "Give an address such as https://api.example.com.", details: ["given": .string(given)])
  }

  static func keyMissing(_ service: String, variable: String) -> GenerationError {
    GenerationError(
      .keyMissing, .key, "There is no key for \(service).",
      hint: "Set \(variable), or rehearse for free with --provider sim.", details: ["variable": .string(variable)])
  }

  static func keyMalformed(_ service: String, variable: String) -> GenerationError {
    GenerationError(
      .keyMalformed, .key,
      "The key for \(service) holds characters that no key has (a space, a line break, or none of ASCII).",
      hint: "Copy the key again into \(variable).", details: ["variable": .string(variable)])
  }

  static func setting(_ name: String, given: String, allowed: String) -> GenerationError {
    GenerationError(
      .setting, .configuration, "The setting \(name) is \(given); it must be \(allowed).",
      hint: "Choose another value.", details: ["given": .string(given), "allowed": .string(allowed)])
  }

  static func webhook(_ place: String, _ reason: String) -> GenerationError {
    GenerationError(
      .webhook, .configuration, "Nothing can be listened for at \(place): \(reason).",
      hint: "Choose another address or port, or leave --webhook-listen out: polls find the same out.",
      details: ["given": .string(place)])
  }

  static func unsupported(_ service: String, _ parameter: String, _ reason: String) -> GenerationError {
    GenerationError(
      .unsupported, .usage, "\(service) can't be asked for this: \(parameter): \(reason).",
      hint: "Leave \(parameter) out, or choose a model that takes it.", details: ["parameter": .string(parameter)])
  }

  static func notUploaded(_ parameter: String, _ file: String) -> GenerationError {
    GenerationError(
      .payload, .internalFault, "\(parameter) is still the local file '\(file)'; it must be uploaded first.",
      hint: "Replace the file by the reference that the upload gave.",
      details: ["parameter": .string(parameter), "file": .string(file)])
  }

  static func payload(_ reason: String) -> GenerationError {
    GenerationError(
      .payload, .internalFault, "The payload is not one of this provider's: \(reason).",
      hint: "Submit what payload(for:taskID:) gave.")
  }

  static func internalFault(_ text: String) -> GenerationError {
    GenerationError(
      .internalFault, .internalFault, "A fault of rwmedia: \(text).",
      hint: "Please report it with the command and the output of --verbose.")
  }
}
