public import MediaBasics

/// Answers, before anything is uploaded or paid for: would this request be accepted, and what would it cost?
public enum RequestChecker {
  /// All that is wrong, or worth a word, in a request; empty where it would be accepted as it is.
  ///
  /// The model's own rules are judged as errors. Where they aren't known, the provider's general ones are, as
  /// warnings. Codes are the provider's own where it has published one.
  public static func issues(in request: GenerationRequest, for model: ModelSpec) -> [Issue] {
    issues(in: request, for: model, rules: ModelCatalog.builtIn.generalRules(of: model.provider))
  }

  static func issues(in request: GenerationRequest, for model: ModelSpec, rules: GeneralRules?) -> [Issue] {
    var check = RequestCheck(request: request.worded(for: model), model: model, general: rules)
    check.judgeModel()
    check.judgeInputs()
    check.judgeTexts()
    check.judgeSize()
    check.judgeDuration()
    check.judgeRate()
    check.judgeFrameImages()
    check.judgeReferences()
    check.judgeSeed()
    check.judgeOutput()
    check.judgeParameters()
    return check.issues
  }
}
