import DokuKitCore
import Foundation

/// Accounts of investors (RDL).
extension Doku {
    /// Checks, serialises and signs an RDL registration; throws `invalid_request`.
    public func prepareRegisterRdlCustomer(
        _ request: RdlRegistration, requestId: String? = nil, timestamp: String? = nil
    ) throws(DokuError) -> PreparedRequest {
        try converting { try core.prepareRegisterRdlCustomer(request: request, call: call(requestId, timestamp)) }
    }

    /// Verifies and reads the answer to an RDL registration; throws what `read` throws.
    public func readRegisterRdlCustomer<Name, Value>(
        _ prepared: PreparedRequest, status: Int, headers: some Sequence<(key: Name, value: Value)>, body: Data,
        policy: String? = nil
    ) throws(DokuError) -> Answer<RdlRegistrationAnswer> {
        try answer(core.readRegisterRdlCustomer, prepared, status, headers, body, policy)
    }

    /// Pays out from an investor's account; throws `invalid_request`.
    public func prepareDisburseRdl(
        _ request: RdlDisbursement, requestId: String? = nil, timestamp: String? = nil
    ) throws(DokuError) -> PreparedRequest {
        try converting { try core.prepareDisburseRdl(request: request, call: call(requestId, timestamp)) }
    }

    /// Verifies and reads what became of a payment; throws what `read` throws.
    ///
    /// No page of DOKU shows this answer, so look into `raw` for what has other names.
    public func readDisburseRdl<Name, Value>(
        _ prepared: PreparedRequest, status: Int, headers: some Sequence<(key: Name, value: Value)>, body: Data,
        policy: String? = nil
    ) throws(DokuError) -> Answer<RdlDisbursementAnswer> {
        try answer(core.readDisburseRdl, prepared, status, headers, body, policy)
    }
}
