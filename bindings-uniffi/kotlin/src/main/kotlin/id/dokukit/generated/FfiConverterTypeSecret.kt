package id.dokukit.generated

import com.sun.jna.Native
import java.nio.ByteBuffer

/** What the generated records and functions hold where the core has its own `Secret`. */
typealias Secret = id.dokukit.Secret

/**
 * Takes the text out of the core's `Secret` and gives it one of its own back.
 *
 * The generated class would own memory of the core. It may be closed, then its record still prints
 * itself and still goes into calls, and both would use memory that was freed. This one owns nothing.
 */
internal object FfiConverterTypeSecret : FfiConverter<Secret, Long> {
    override fun lift(value: Long) =
        Secret(FfiConverterString.lift(checked { SecretLibrary.uniffi_dokukit_fn_method_secret_expose(value, it) }))

    override fun lower(value: Secret): Long {
        val text = FfiConverterString.lower(value.expose())
        return checked { SecretLibrary.uniffi_dokukit_fn_constructor_secret_new(text, it) }
    }

    override fun read(buf: ByteBuffer) = lift(buf.getLong())

    override fun allocationSize(value: Secret) = 8UL

    override fun write(value: Secret, buf: ByteBuffer) {
        buf.putLong(lower(value))
    }
}

/** Both functions take what they are given: the text's buffer, and the `Secret` that is exposed. */
private object SecretLibrary {
    init {
        val override: String? = System.getProperty("uniffi.component.dokukit.libraryOverride")
        Native.register(SecretLibrary::class.java, override ?: "dokukit_uniffi")
    }

    external fun uniffi_dokukit_fn_constructor_secret_new(text: RustBuffer.ByValue, status: UniffiRustCallStatus): Long

    external fun uniffi_dokukit_fn_method_secret_expose(handle: Long, status: UniffiRustCallStatus): RustBuffer.ByValue
}

private inline fun <T> checked(call: (UniffiRustCallStatus) -> T): T {
    val status = UniffiRustCallStatus()
    return call(status).also { if (!status.isSuccess()) throw InternalException("Rust panic") }
}
