import DokuKit
import Foundation

/// The functions that take and give records.
extension Vector {
    func typed() throws -> Outcome? {
        switch operation {
        case "call": try same(GenericCall.init, doku.prepareCall, doku.readCall)
        case "check_requirements":
            try same(CheckRequirements.init, doku.prepareCheckRequirements, doku.readCheckRequirements)
        case "generate_token": try same(GenerateToken.init, doku.prepareGenerateToken, doku.readGenerateToken)
        case "upload_file": try same(Upload.init, { upload, _, _ in try self.prepare(upload) }, doku.readUploadFile)
        case "register_business":
            try same(BusinessRegistration.init, doku.prepareRegisterBusiness, doku.readRegisterBusiness)
        case "create_business_lite":
            try same(LiteRegistration.init, doku.prepareCreateBusinessLite, doku.readCreateBusinessLite)
        case "get_business": try same(GetBusiness.init, doku.prepareGetBusiness, doku.readGetBusiness)
        case "register_rdl_customer":
            try same(RdlRegistration.init, doku.prepareRegisterRdlCustomer, doku.readRegisterRdlCustomer)
        case "disburse_rdl": try same(RdlDisbursement.init, doku.prepareDisburseRdl, doku.readDisburseRdl)
        default: nil
        }
    }

    /// Sends a request as a record, when it decodes, and reads the answer as one.
    private func same<Request, Body>(
        _ decode: (String) throws -> Request, _ prepare: (Request, String?, String?) throws -> PreparedRequest,
        _ read: Read<Body>
    ) -> Outcome? {
        guard let request = try? decode(request) else { return nil }
        return exchange({ try prepare(request, id, time) }) { try self.read($0, read) }
    }

    /// An upload from bytes, whole and in the parts between which they are streamed.
    private func prepare(_ upload: Upload) throws -> PreparedRequest {
        let token = Secret(text: call["token"].text ?? "")
        let whole = try doku.prepareUpload(upload, token: token, boundary: boundary)
        let frame = try doku.prepareUploadFrame(upload, token: token, boundary: boundary)
        if frame.request.headers != whole.headers
            || frame.head + (upload.file?.content ?? Data()) + frame.tail != whole.body
        {
            differs = "frame and whole"
        }
        return whole
    }

    func unmet() throws -> [Violation] {
        let requirements = written("requirements")
        let told = try Doku.checkAgainstRequirements(json: request, requirements: requirements)
        // No function reads requirements that were not asked for.
        let doku = try Doku(environment: "test", clientId: "BRN-0001", secretKey: "test-secret-key")
        let question = CheckRequirements(
            businessType: "PERSONAL", businessLegalEntity: "PERSEORANGAN", brandBusinessLine: "RETAIL",
            businessContactNationality: "ID")
        let answer = try doku.readCheckRequirements(
            doku.prepareCheckRequirements(question), status: 200, headers: [String: String](),
            body: Data(requirements.utf8))
        if let registration = try? BusinessRegistration(json: request),
            try Doku.checkAgainstRequirements(registration, answer.body) != told
        {
            differs = "typed records and JSON text"
        }
        return told
    }
}
