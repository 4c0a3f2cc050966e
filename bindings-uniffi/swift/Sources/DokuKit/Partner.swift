import DokuKitCore
import Foundation

/// The Partner API: onboarding of merchants.
extension Doku {
    /// Asks which files and values a registration needs; a GET without a body. Throws `invalid_request`.
    public func prepareCheckRequirements(
        _ request: CheckRequirements, requestId: String? = nil, timestamp: String? = nil
    ) throws(DokuError) -> PreparedRequest {
        try converting { try core.prepareCheckRequirements(request: request, call: call(requestId, timestamp)) }
    }

    /// Verifies and reads what a registration needs; throws what `read` throws.
    public func readCheckRequirements<Name, Value>(
        _ prepared: PreparedRequest, status: Int, headers: some Sequence<(key: Name, value: Value)>, body: Data,
        policy: String? = nil
    ) throws(DokuError) -> Answer<Requirements> {
        try answer(core.readCheckRequirements, prepared, status, headers, body, policy)
    }

    /// Asks for the bearer token that an upload needs; throws `invalid_request`.
    public func prepareGenerateToken(
        _ request: GenerateToken = GenerateToken(), requestId: String? = nil, timestamp: String? = nil
    ) throws(DokuError) -> PreparedRequest {
        try converting { try core.prepareGenerateToken(request: request, call: call(requestId, timestamp)) }
    }

    /// Verifies and reads a token; throws what `read` throws.
    ///
    /// Its times are read from inside the token without verifying it.
    public func readGenerateToken<Name, Value>(
        _ prepared: PreparedRequest, status: Int, headers: some Sequence<(key: Name, value: Value)>, body: Data,
        policy: String? = nil
    ) throws(DokuError) -> Answer<TokenAnswer> {
        try answer(core.readGenerateToken, prepared, status, headers, body, policy)
    }

    /// Verifies and reads the id of an uploaded file; throws what `read` throws.
    public func readUploadFile<Name, Value>(
        _ prepared: PreparedRequest, status: Int, headers: some Sequence<(key: Name, value: Value)>, body: Data,
        policy: String? = nil
    ) throws(DokuError) -> Answer<UploadAnswer> {
        try answer(core.readUploadFile, prepared, status, headers, body, policy)
    }

    /// Registers a business with its brands, contacts and files; throws `invalid_request`.
    public func prepareRegisterBusiness(
        _ request: BusinessRegistration, requestId: String? = nil, timestamp: String? = nil
    ) throws(DokuError) -> PreparedRequest {
        try converting { try core.prepareRegisterBusiness(request: request, call: call(requestId, timestamp)) }
    }

    /// Verifies and reads the answer to a business registration; throws what `read` throws.
    ///
    /// No page of DOKU shows it, so look into `raw` for what has other names.
    public func readRegisterBusiness<Name, Value>(
        _ prepared: PreparedRequest, status: Int, headers: some Sequence<(key: Name, value: Value)>, body: Data,
        policy: String? = nil
    ) throws(DokuError) -> Answer<BusinessRegistrationAnswer> {
        try answer(core.readRegisterBusiness, prepared, status, headers, body, policy)
    }

    /// Creates a business whose invited user completes it in DOKU Dashboard; throws `invalid_request`.
    public func prepareCreateBusinessLite(
        _ request: LiteRegistration, requestId: String? = nil, timestamp: String? = nil
    ) throws(DokuError) -> PreparedRequest {
        try converting { try core.prepareCreateBusinessLite(request: request, call: call(requestId, timestamp)) }
    }

    /// Verifies and reads the answer to a lite registration; throws what `read` throws.
    public func readCreateBusinessLite<Name, Value>(
        _ prepared: PreparedRequest, status: Int, headers: some Sequence<(key: Name, value: Value)>, body: Data,
        policy: String? = nil
    ) throws(DokuError) -> Answer<LiteAnswer> {
        try answer(core.readCreateBusinessLite, prepared, status, headers, body, policy)
    }

    /// Asks for the data of a business under the partner; a GET without a body. Throws `invalid_request`.
    public func prepareGetBusiness(
        _ request: GetBusiness, requestId: String? = nil, timestamp: String? = nil
    ) throws(DokuError) -> PreparedRequest {
        try converting { try core.prepareGetBusiness(request: request, call: call(requestId, timestamp)) }
    }

    /// Verifies and reads the data of a business, keys of its brands included; throws what `read` throws.
    public func readGetBusiness<Name, Value>(
        _ prepared: PreparedRequest, status: Int, headers: some Sequence<(key: Name, value: Value)>, body: Data,
        policy: String? = nil
    ) throws(DokuError) -> Answer<BusinessData> {
        try answer(core.readGetBusiness, prepared, status, headers, body, policy)
    }
}
