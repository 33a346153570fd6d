import MediaBasics

/// How the process ends: the one table of exit codes.
enum ExitStatus: Int32 {
  case done = 0
  case checkFailed = 1
  case usage = 64
  case badInput = 65
  case missingInput = 66
  case unavailable = 69
  case internalFault = 70
  case cannotWrite = 73
  case stopped = 75
  case refused = 76
  case key = 77
  case configuration = 78
  case interrupted = 130

  init(_ kind: FailureKind) {
    self =
      switch kind {
      case .usage: .usage
      case .badInput: .badInput
      case .missingInput: .missingInput
      case .unavailable: .unavailable
      case .internalFault: .internalFault
      case .cannotWrite: .cannotWrite
      case .stopped: .stopped
      case .refused: .refused
      case .key: .key
      case .configuration: .configuration
      case .interrupted: .interrupted
      }
  }
}
