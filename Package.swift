// swift-tools-version: 6.3

import PackageDescription

let package = Package(
  name: "rollcall",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "rollcall", targets: ["rollcall"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
  ],
  targets: [
    // MARK: - C libraries

    .systemLibrary(
      name: "COpenLDAP",
      pkgConfig: "ldap",
      providers: [.apt(["libldap2-dev"])]
    ),
    .systemLibrary(
      name: "CZlib",
      pkgConfig: "zlib",
      providers: [.apt(["zlib1g-dev"])]
    ),

    // MARK: - Modules

    .target(name: "DirectoryModel"),
    .target(
      name: "DirectorySources",
      dependencies: [
        "DirectoryModel",
        "ExportFiles",
        "HTTPTransport",
        "JSONReader",
        "LDAPClient",
        "SCIMClient",
        "SCIMFilter",
        "SafeFiles",
        "SyncConfiguration",
        .product(name: "Logging", package: "swift-log"),
      ]
    ),
    .target(name: "ExportFiles", dependencies: ["CZlib", "JSONReader", "SafeFiles"]),
    .target(
      name: "HTTPTransport",
      dependencies: [
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]
    ),
    .target(name: "JSONReader"),
    .target(name: "LDAPClient", dependencies: ["COpenLDAP"]),
    .target(
      name: "Monitoring",
      dependencies: [
        "DirectoryModel",
        "HTTPTransport",
        "SafeFiles",
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]
    ),
    .target(
      name: "OrganizationTargets",
      dependencies: [
        "DirectoryModel",
        "HTTPTransport",
        "JSONReader",
        "SCIMClient",
        "SafeFiles",
        "SyncConfiguration",
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
      ]
    ),
    .target(name: "Presentation", dependencies: ["DirectoryModel"]),
    .target(
      name: "RollcallCommands",
      dependencies: [
        "DirectoryModel",
        "DirectorySources",
        "ExportFiles",
        "HTTPTransport",
        "JSONReader",
        "LDAPClient",
        "Monitoring",
        "OrganizationTargets",
        "Presentation",
        "RunState",
        "SCIMClient",
        "SCIMFilter",
        "SafeFiles",
        "SyncConfiguration",
        "SyncEngine",
        "SyncPlanner",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ]
    ),
    .target(name: "RunState", dependencies: ["DirectoryModel", "JSONReader", "SafeFiles"]),
    .target(
      name: "SCIMClient",
      dependencies: [
        "HTTPTransport",
        "JSONReader",
        "SCIMFilter",
        .product(name: "HTTPTypes", package: "swift-http-types"),
      ]
    ),
    .target(name: "SCIMFilter"),
    .target(
      name: "SafeFiles",
      dependencies: [.product(name: "SystemPackage", package: "swift-system")]
    ),
    .target(
      name: "SyncConfiguration",
      dependencies: [
        "DirectoryModel",
        "JSONReader",
        "SCIMFilter",
        "SafeFiles",
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]
    ),
    .target(
      name: "SyncEngine",
      dependencies: [
        "DirectoryModel",
        "RunState",
        "SyncPlanner",
        .product(name: "Logging", package: "swift-log"),
      ]
    ),
    .target(
      name: "SyncPlanner",
      dependencies: ["DirectoryModel", .product(name: "Crypto", package: "swift-crypto")]
    ),

    // MARK: - The tool

    .executableTarget(name: "rollcall", dependencies: ["RollcallCommands"]),

    // MARK: - Tests

    .testTarget(
      name: "BitwardenConformance",
      dependencies: [
        "BitwardenSandbox",
        "HTTPTransport",
        "JSONReader",
        .product(name: "HTTPTypes", package: "swift-http-types"),
      ],
      exclude: ["Scenarios"]
    ),
    .testTarget(
      name: "BitwardenTargetTests",
      dependencies: [
        "BitwardenSandbox",
        "DirectoryModel",
        "HTTPTransport",
        "OrganizationTargets",
        "SyncEngine",
        "SyncPlanner",
        "TestSupport",
        .product(name: "HTTPTypes", package: "swift-http-types"),
      ]
    ),
    .executableTarget(
      name: "bitwarden-sandbox",
      dependencies: [
        "BitwardenSandbox",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Tests/BitwardenSandboxCommand"
    ),
    .target(
      name: "BitwardenSandbox",
      dependencies: [
        "JSONReader",
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
      ],
      path: "Tests/BitwardenSandbox"
    ),
    .testTarget(
      name: "DirectorySourcesTests",
      dependencies: [
        "DirectoryModel",
        "DirectorySources",
        "ExportFiles",
        "JSONReader",
        "LDAPClient",
        "Presentation",
        "SCIMClient",
        "SafeFiles",
        "TestSupport",
      ]
    ),
    .executableTarget(
      name: "ExportFuzz",
      dependencies: ["DirectoryModel", "DirectorySources", "ExportFiles"],
      path: "Tests/Fuzz",
      exclude: ["Corpus"]
    ),
    .testTarget(
      name: "ExportFilesTests",
      dependencies: ["ExportFiles", "JSONReader", "SafeFiles", "TestSupport"]
    ),
    .testTarget(
      name: "HTTPTransportTests",
      dependencies: [
        "HTTPTransport",
        "TestSupport",
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ]
    ),
    .testTarget(name: "JSONReaderTests", dependencies: ["JSONReader"]),
    .testTarget(name: "LDAPClientTests", dependencies: ["LDAPClient", "TestSupport"]),
    .testTarget(
      name: "MonitoringTests",
      dependencies: [
        "DirectoryModel",
        "HTTPTransport",
        "Monitoring",
        "SafeFiles",
        "TestSupport",
        .product(name: "HTTPTypes", package: "swift-http-types"),
      ]
    ),
    .testTarget(
      name: "OrganizationTargetsTests",
      dependencies: [
        "DirectoryModel",
        "HTTPTransport",
        "JSONReader",
        "OrganizationTargets",
        "RunState",
        "SCIMClient",
        "SyncConfiguration",
        "SyncEngine",
        "SyncPlanner",
        "TestSupport",
        .product(name: "HTTPTypes", package: "swift-http-types"),
      ]
    ),
    .executableTarget(
      name: "planner-benchmark",
      dependencies: ["DirectoryModel", "SyncPlanner"],
      path: "Tests/Benchmarks/Planner"
    ),
    .testTarget(
      name: "PresentationTests",
      dependencies: [
        "DirectoryModel",
        "Presentation",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      exclude: ["Golden"]
    ),
    .testTarget(
      name: "RollcallCommandsTests",
      dependencies: [
        "DirectoryModel",
        "JSONReader",
        "Presentation",
        "RollcallCommands",
        "SafeFiles",
        "SyncConfiguration",
        "TestSupport",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]
    ),
    .testTarget(
      name: "RollcallTests",
      dependencies: [
        "BitwardenSandbox",
        "DirectoryModel",
        "JSONReader",
        "SyncPlanner",
        "TestSupport",
        "rollcall",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]
    ),
    .testTarget(
      name: "RunStateTests",
      dependencies: ["DirectoryModel", "RunState", "SafeFiles", "TestSupport"]
    ),
    .testTarget(
      name: "SCIMClientTests",
      dependencies: [
        "HTTPTransport",
        "JSONReader",
        "SCIMClient",
        "TestSupport",
        .product(name: "HTTPTypes", package: "swift-http-types"),
      ]
    ),
    .testTarget(name: "SCIMFilterTests", dependencies: ["SCIMFilter"]),
    .testTarget(name: "SafeFilesTests", dependencies: ["SafeFiles", "TestSupport"]),
    .testTarget(
      name: "SyncConfigurationTests",
      dependencies: [
        "DirectoryModel",
        "JSONReader",
        "SafeFiles",
        "SyncConfiguration",
        "TestSupport",
      ]
    ),
    .testTarget(
      name: "SyncEngineTests",
      dependencies: ["DirectoryModel", "RunState", "SyncEngine", "SyncPlanner", "TestSupport"]
    ),
    .testTarget(
      name: "SyncPlannerTests",
      dependencies: ["DirectoryModel", "SyncPlanner", "TestSupport"]
    ),
    .target(
      name: "TestSupport",
      dependencies: [
        "DirectoryModel",
        "HTTPTransport",
        "SyncPlanner",
        .product(name: "HTTPTypes", package: "swift-http-types"),
      ],
      path: "Tests/TestSupport"
    ),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system && target.type != .plugin {
  target.swiftSettings =
    (target.swiftSettings ?? []) + [
      .enableUpcomingFeature("ExistentialAny"),
      .enableUpcomingFeature("ImmutableWeakCaptures"),
      .enableUpcomingFeature("InferIsolatedConformances"),
      .enableUpcomingFeature("InternalImportsByDefault"),
      .enableUpcomingFeature("MemberImportVisibility"),
      .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
      .treatAllWarnings(as: .error),
    ]
}
