package id.dokukit.generated

/** uniffi 0.32.2 renames a record everywhere but where the record prints itself; see `core/uniffi.toml`. */
internal typealias FfiConverterTypeCallback = FfiConverterTypeKybCallback
