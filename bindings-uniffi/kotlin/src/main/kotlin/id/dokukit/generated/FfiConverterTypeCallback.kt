package id.dokukit.generated

/** The name that the generated `KybCallback` still uses where it prints itself; see `core/uniffi.toml`. */
internal typealias FfiConverterTypeCallback = FfiConverterTypeKybCallback
