package id.dokukit.generated

import java.nio.ByteBuffer

/** What the generated records and functions hold where the core has its own `PreparedRequest`. */
typealias PreparedRequest = id.dokukit.PreparedRequest

/** The fields in the order of `core/src/doku/prepare.rs`; the generated class would show them all to serialisers. */
internal object FfiConverterTypePreparedRequest : FfiConverterRustBuffer<PreparedRequest> {
    override fun read(buf: ByteBuffer) = PreparedRequest(
        operation = FfiConverterString.read(buf),
        method = FfiConverterString.read(buf),
        url = FfiConverterString.read(buf),
        headers = FfiConverterSequenceTypeHeader.read(buf),
        body = FfiConverterOptionalByteArray.read(buf),
        target = FfiConverterString.read(buf),
        requestId = FfiConverterString.read(buf),
        timestamp = FfiConverterString.read(buf),
    )

    override fun allocationSize(value: PreparedRequest) = value.run {
        val texts = listOf(operation, method, url, target, requestId, timestamp)
        texts.sumOf { FfiConverterString.allocationSize(it) } + FfiConverterSequenceTypeHeader.allocationSize(headers) +
            FfiConverterOptionalByteArray.allocationSize(body)
    }

    override fun write(value: PreparedRequest, buf: ByteBuffer) {
        FfiConverterString.write(value.operation, buf)
        FfiConverterString.write(value.method, buf)
        FfiConverterString.write(value.url, buf)
        FfiConverterSequenceTypeHeader.write(value.headers, buf)
        FfiConverterOptionalByteArray.write(value.body, buf)
        FfiConverterString.write(value.target, buf)
        FfiConverterString.write(value.requestId, buf)
        FfiConverterString.write(value.timestamp, buf)
    }
}
