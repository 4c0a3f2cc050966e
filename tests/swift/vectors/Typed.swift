import DokuKit
import Foundation

/// The functions that take and give records, for each operation.
extension Vector {
    func typed(_ doku: Doku) -> Outcome? {
        switch operation {
        case "check_requirements":
            same(doku, CheckRequirements.init, doku.prepareCheckRequirements, doku.readCheckRequirements)
        case "generate_token":
            same(doku, GenerateToken.init, doku.prepareGenerateToken, doku.readGenerateToken)
        case "upload_file":
            same(doku, Upload.init, { upload, _, _ in try prepareUpload(doku, upload) }, doku.readUploadFile)
        case "register_business":
            same(doku, BusinessRegistration.init, doku.prepareRegisterBusiness, doku.readRegisterBusiness)
        case "create_business_lite":
            same(doku, LiteRegistration.init, doku.prepareCreateBusinessLite, doku.readCreateBusinessLite)
        case "get_business":
            same(doku, GetBusiness.init, doku.prepareGetBusiness, doku.readGetBusiness)
        case "register_rdl_customer":
            same(doku, RdlRegistration.init, doku.prepareRegisterRdlCustomer, doku.readRegisterRdlCustomer)
        case "disburse_rdl":
            same(doku, RdlDisbursement.init, doku.prepareDisburseRdl, doku.readDisburseRdl)
        default:
            same(doku, GenericCall.init, doku.prepareCall, doku.readCall)
        }
    }

    /// What a registration lacks; records, wherever both decode, must tell the same as texts.
    func unmet() throws -> [Violation] {
        let (registration, requirements) = (written("request"), written("requirements"))
        let told = try Doku.checkAgainstRequirements(json: registration, requirements: requirements)
        let doku = try Doku(environment: "test", clientId: "BRN-0001", secretKey: "test-secret-key")
        let question = CheckRequirements(
            businessType: "PERSONAL", businessLegalEntity: "PERSEORANGAN", brandBusinessLine: "RETAIL",
            businessContactNationality: "ID")
        let answer = try doku.readCheckRequirements(
            doku.prepareCheckRequirements(question), status: 200, headers: [String: String](),
            body: Data(requirements.utf8))
        if let registration = try? BusinessRegistration(json: registration),
            try Doku.checkAgainstRequirements(registration, answer.body) != told
        {
            disagreement = "typed records and JSON text"
        }
        return told
    }

    /// The upload from bytes; its frame around them is the same.
    private func prepareUpload(_ doku: Doku, _ upload: Upload) throws -> PreparedRequest {
        let (token, boundary) = (Secret(text: call["token"].text ?? ""), call["boundary"].text ?? "")
        var prepared = try doku.prepareUpload(upload, token: token, boundary: boundary)
        let whole = prepared
        let frame = try doku.prepareUploadFrame(upload, token: token, boundary: boundary)
        prepared.body = nil
        if frame.request != prepared || frame.head + (upload.file?.content ?? Data()) + frame.tail != whole.body {
            disagreement = "frame and whole"
        }
        return whole
    }
}
