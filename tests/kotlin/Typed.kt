import id.dokukit.*

/** An operation with records in place of JSON text. */
class Typed(val prepare: () -> PreparedRequest, val read: (PreparedRequest) -> Answer<Any>)

/** The typed form of a vector, or null where its request does not decode. */
fun Vector.typed(): Typed? = when (operation) {
    "call" -> typed(::genericCallFromJson, doku::prepareCall, doku::readCall)
    "check_requirements" ->
        typed(::checkRequirementsFromJson, doku::prepareCheckRequirements, doku::readCheckRequirements)
    "generate_token" -> typed(::generateTokenFromJson, doku::prepareGenerateToken, doku::readGenerateToken)
    "upload_file" -> typed(::uploadFromJson, { upload, _, _ -> prepare(upload) }, doku::readUploadFile)
    "register_business" ->
        typed(::businessRegistrationFromJson, doku::prepareRegisterBusiness, doku::readRegisterBusiness)
    "create_business_lite" ->
        typed(::liteRegistrationFromJson, doku::prepareCreateBusinessLite, doku::readCreateBusinessLite)
    "get_business" -> typed(::getBusinessFromJson, doku::prepareGetBusiness, doku::readGetBusiness)
    "register_rdl_customer" ->
        typed(::rdlRegistrationFromJson, doku::prepareRegisterRdlCustomer, doku::readRegisterRdlCustomer)
    "disburse_rdl" -> typed(::rdlDisbursementFromJson, doku::prepareDisburseRdl, doku::readDisburseRdl)
    else -> null
}

private fun <T> Vector.typed(
    decode: (String) -> T,
    prepare: (T, String, String) -> PreparedRequest,
    read: (PreparedRequest, Int, Headers, ByteArray, String?) -> Answer<Any>,
): Typed? = decoded { decode(request) }?.let { typed ->
    Typed({ prepare(typed, id, time) }) { sent -> read(sent, status, headers, content, policy) }
}

/** An upload from bytes, whole and in the parts between which they are streamed. */
private fun Vector.prepare(upload: Upload): PreparedRequest {
    val (token, boundary) = Secret(call["token"].text.orEmpty()) to call["boundary"].text.orEmpty()
    val prepared = doku.prepareUpload(upload, token, boundary)
    val frame = doku.prepareUploadFrame(upload, token, boundary)
    val streamed = frame.head + (upload.file?.content ?: ByteArray(0)) + frame.tail
    if (!prepared.body.contentEquals(streamed)) disagreement = "frame and whole"
    return prepared
}

/** An answer to `check_requirements` as a record: no function reads one that was not asked for. */
fun requirementsFromJson(json: String): Requirements = Doku("test", "nobody", "no key").use { doku ->
    val asked = doku.prepareCheckRequirements(CheckRequirements("PERSONAL", "PERSEORANGAN", "RETAIL", "ID"))
    doku.readCheckRequirements(asked, 200, mapOf(), json.toByteArray()).body
}
