// swift-tools-version: 6.2
import PackageDescription

let swiftSettings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let flyingFox = Target.Dependency.product(name: "FlyingFox", package: "FlyingFox")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")

/// A Swift module of ours and its test target; `scripts/check-imports` holds the same table against the sources.
func module(_ name: String, _ dependencies: [Target.Dependency]) -> [Target] {
  [
    .target(name: name, dependencies: dependencies, swiftSettings: swiftSettings),
    .testTarget(
      name: "\(name)Tests", dependencies: [.byName(name: name), "TestSupport"] + dependencies,
      swiftSettings: swiftSettings),
  ]
}

let package = Package(
  name: "rwmedia",
  products: [
    .executable(name: "rwmedia", targets: ["rwmedia"]),
    .library(name: "MediaEngine", targets: ["MediaBasics", "MediaEngine"]),
    .library(name: "GenerationClient", targets: ["MediaBasics", "ModelCatalog", "GenerationClient"]),
    .library(name: "GenerationSimulator", targets: ["GenerationSimulator"]),
    .library(
      name: "GenerationWorkflow",
      targets: ["MediaBasics", "MediaEngine", "ModelCatalog", "GenerationClient", "GenerationWorkflow"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/swhitty/FlyingFox", exact: "0.27.1"),
  ],
  targets: [
    .systemLibrary(
      name: "CFFmpeg", pkgConfig: "libavformat libavcodec libswscale libswresample libavutil",
      providers: [
        .apt(["libavformat-dev", "libavfilter-dev", "libavcodec-dev", "libswscale-dev", "libswresample-dev"]),
        .brew(["ffmpeg"]),
      ]),
    .systemLibrary(
      name: "CGObject", pkgConfig: "gobject-2.0", providers: [.apt(["libvips-dev"]), .brew(["vips"])]),
    .target(name: "CVips", dependencies: ["CGObject"]),
    .systemLibrary(
      name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"]), .brew(["curl"])]),
    .systemLibrary(
      name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"]), .brew(["libpq"])]),
    .target(name: "CCatalog"),
    .target(name: "CReport", exclude: ["page"]),
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: swiftSettings),
    .executableTarget(
      name: "rwmedia",
      dependencies: [
        "MediaBasics", "MediaEngine", "ModelCatalog", "GenerationClient", "GenerationSimulator",
        "GenerationWorkflow", argumentParser,
      ],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "CommandLineTests", dependencies: ["rwmedia", "MediaBasics", "TestSupport"],
      swiftSettings: swiftSettings),
  ]
    + module("MediaBasics", [])
    + module("MediaEngine", ["MediaBasics", "CFFmpeg", "CVips"])
    + module("ModelCatalog", ["MediaBasics", "CCatalog"])
    + module("GenerationClient", ["MediaBasics", "ModelCatalog", "CCurl", flyingFox])
    + module("GenerationSimulator", ["MediaBasics", "ModelCatalog", "MediaEngine", flyingFox])
    + module(
      "GenerationWorkflow",
      ["MediaBasics", "ModelCatalog", "MediaEngine", "GenerationClient", "CReport", "CPostgres", grdb, yams]),
  swiftLanguageModes: [.v6],
  cLanguageStandard: .gnu2x
)
