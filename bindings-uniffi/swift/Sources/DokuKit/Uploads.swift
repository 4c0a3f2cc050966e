import DokuKitCore
import Foundation

extension Doku {
    /// Writes the `multipart/form-data` body of an upload, with a bearer token and no signature.
    ///
    /// The boundary is a fresh UUID unless given. Throws `invalid_request`; `mismatch` at `boundary`
    /// when it occurs in the content.
    public func prepareUpload(
        _ upload: Upload, token: Secret, boundary: String? = nil
    ) throws(DokuError) -> PreparedRequest {
        try converting {
            try core.prepareUploadFile(upload: upload, token: token, boundary: boundary ?? random())
        }
    }

    /// Writes the body of an upload, with the token as plain text; throws `invalid_request`.
    public func prepareUpload(
        _ upload: Upload, token: String, boundary: String? = nil
    ) throws(DokuError) -> PreparedRequest {
        try prepareUpload(upload, token: Secret(text: token), boundary: boundary)
    }

    /// Writes the body of an upload given as JSON text, its file's bytes as `base64`; throws `invalid_request`.
    public func prepareUpload(
        json: String, token: Secret, boundary: String? = nil
    ) throws(DokuError) -> PreparedRequest {
        try converting { try core.prepareUploadText(upload: json, token: token, boundary: boundary ?? random()) }
    }

    /// Writes the body of an upload given as JSON text, with the token as plain text; throws `invalid_request`.
    public func prepareUpload(
        json: String, token: String, boundary: String? = nil
    ) throws(DokuError) -> PreparedRequest {
        try prepareUpload(json: json, token: Secret(text: token), boundary: boundary)
    }

    /// What to send before and after the bytes of a file, so that you can stream them.
    ///
    /// Of the file's `content` its first bytes are enough, at least 12. The body's length is that of
    /// `head`, file and `tail` together. Throws `invalid_request`; nobody looks for the boundary in
    /// what you stream, so leave it random.
    public func prepareUploadFrame(
        _ upload: Upload, token: Secret, boundary: String? = nil
    ) throws(DokuError) -> UploadFrame {
        try converting {
            try core.prepareUploadFrame(upload: upload, token: token, boundary: boundary ?? random())
        }
    }

    /// What to send before and after the bytes of a file, with the token as plain text; throws `invalid_request`.
    public func prepareUploadFrame(
        _ upload: Upload, token: String, boundary: String? = nil
    ) throws(DokuError) -> UploadFrame {
        try prepareUploadFrame(upload, token: Secret(text: token), boundary: boundary)
    }

    /// The files to upload, in the order in which DOKU's answer names them.
    public static func uploadPlan(_ requirements: Requirements) throws(DokuError) -> [PlannedUpload] {
        try converting { try DokuKitCore.uploadPlan(requirements: requirements) }
    }

    /// The files to upload as a JSON list, from requirements as JSON text; throws `invalid_request`.
    public static func uploadPlan(json requirements: String) throws(DokuError) -> String {
        try converting { try uploadPlanText(requirements: requirements) }
    }

    /// What the requirements say against a file, by its first bytes and its size in bytes.
    ///
    /// The size is that of the content unless given. A file that no requirement asks for is
    /// `not_allowed`.
    public static func checkUpload(
        _ upload: Upload, _ requirements: Requirements, size: Int? = nil
    ) throws(DokuError) -> [Violation] {
        try converting {
            let size = size ?? upload.file?.content.count ?? 0
            return try DokuKitCore.checkUpload(upload: upload, size: Int64(size), requirements: requirements)
        }
    }

    /// What the requirements say against a file, from JSON texts; throws `invalid_request`.
    ///
    /// The file's `base64` may be of its first bytes.
    public static func checkUpload(
        json upload: String, requirements: String, size: Int
    ) throws(DokuError) -> [Violation] {
        try converting { try checkUploadText(upload: upload, size: Int64(size), requirements: requirements) }
    }

    /// Puts an uploaded file where it belongs: a new registration, the given one stays as it was.
    ///
    /// The registration may still be incomplete. A document with the same code, and a liveness photo,
    /// is replaced; a photo is added. Throws `invalid_request`: `mismatch` at `placement` where a file
    /// of this category does not belong there, `out_of_range` where there is no such brand or contact.
    public static func placeUpload(
        _ registration: BusinessRegistration, _ upload: UploadAnswer, at placement: Placement
    ) throws(DokuError) -> BusinessRegistration {
        try converting {
            try DokuKitCore.placeUpload(registration: registration, upload: upload, placement: placement)
        }
    }

    /// Puts an uploaded file where it belongs, from and to JSON texts; throws `invalid_request`.
    public static func placeUpload(
        json registration: String, upload: String, placement: String
    ) throws(DokuError) -> String {
        try converting { try placeUploadText(registration: registration, upload: upload, placement: placement) }
    }

    /// Everything that keeps a registration from being complete, before anything is sent.
    ///
    /// That is what breaks its own rules, and what DOKU's requirements ask for of each brand, each
    /// contact and the business. Several meanings are inferred from DOKU's sample: every document of
    /// the list is needed, sizes of values count characters, flags name classes of characters.
    public static func checkAgainstRequirements(
        _ registration: BusinessRegistration, _ requirements: Requirements
    ) throws(DokuError) -> [Violation] {
        try converting {
            try DokuKitCore.checkAgainstRequirements(registration: registration, requirements: requirements)
        }
    }

    /// Everything that keeps a registration from being complete, from JSON texts.
    ///
    /// Throws `invalid_request` when one of them is no such thing.
    public static func checkAgainstRequirements(
        json registration: String, requirements: String
    ) throws(DokuError) -> [Violation] {
        try converting { try checkAgainstRequirementsText(registration: registration, requirements: requirements) }
    }
}
