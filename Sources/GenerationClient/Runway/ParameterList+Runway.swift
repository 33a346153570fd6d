import MediaBasics

extension ParameterList {
  /// Those of Runway's video endpoints that have no member of their own in a request (the service's OpenAPI document and
  /// SDK 5.24.0). Which model takes which is the catalog's to know.
  public static let runway = ParameterList(
    service: "Runway",
    parameters: [
      .init("audio", .flag, default: true),
      .init("contentModeration.publicFigureThreshold", .choice(["auto", "low"])),
      .init("bodyControl", .flag),
      .init("expressionIntensity", .integer(1...5), default: 3),
      .init("keyframes", .elements(1...5)),
      .init("keyframes[].uri", .text(13...Int.max)),
      .init("keyframes[].seconds", .number(0...30)),
      .init("keyframes[].at", .number(0...1)),
      .init("keyframes[].range.start_seconds", .number(0...30)),
      .init("keyframes[].range.end_seconds", .number(0...30)),
      .init("creativity", .integer(0...100)),
      .init("sharpen", .integer(0...100)),
      .init("smartGrain", .integer(0...100)),
      .init("flavor", .choice(["vivid", "natural"])),
    ], exclusions: [])
}
