import MediaBasics

/// A failure that the command line itself found.
struct FailureReportError: ReportedError {
  let report: FailureReport

  init(_ report: FailureReport) {
    self.report = report
  }
}
