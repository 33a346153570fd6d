import Foundation

/// The three streams that every program is begun with.
enum StandardStreams {
  /// Sees to it that writing there reaches what the user meant, or is told to have failed.
  ///
  /// Who begins a program with a stream closed would have the first file that it opens take that stream's number: a
  /// result would be written into it. What can't be written to takes the place instead.
  static func secure() {
    // Writing to a reader that is gone shall fail, not end the program.
    signal(SIGPIPE, SIG_IGN)
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) == -1 {
      // The lowest free number is taken, which is this one.
      _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }
}
