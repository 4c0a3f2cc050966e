import DokuKitCore
import Foundation

extension Doku {
    /// Returns the files to upload, in the order in which DOKU's answer names them.
    public static func uploadPlan(_ requirements: Requirements) throws(DokuError) -> [PlannedUpload] {
        try converting { try DokuKitCore.uploadPlan(requirements: requirements) }
    }

    /// Returns the files to upload as a JSON list, from requirements as JSON text; throws `invalid_request`.
    public static func uploadPlan(json requirements: String) throws(DokuError) -> String {
        try converting { try uploadPlanText(requirements: requirements) }
    }

    /// Checks a file against the requirements, by its first bytes and its size in bytes.
    ///
    /// Without a size, the content is the whole file. A file that no requirement asks for is `not_allowed`.
    public static func checkUpload(
        _ upload: Upload, _ requirements: Requirements, size: Int? = nil
    ) throws(DokuError) -> [Violation] {
        try converting {
            try DokuKitCore.checkUpload(upload: upload, size: size.map(Int64.init), requirements: requirements)
        }
    }

    /// Checks a file against the requirements, from JSON texts; throws `invalid_request`.
    ///
    /// The file's `base64` may be of its first bytes.
    public static func checkUpload(
        json upload: String, requirements: String, size: Int? = nil
    ) throws(DokuError) -> [Violation] {
        try converting {
            try checkUploadText(upload: upload, size: size.map(Int64.init), requirements: requirements)
        }
    }

    /// Puts an uploaded file where it belongs and returns a new registration; the given one is not changed.
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

    /// Returns everything that keeps a registration from being complete, before it is sent.
    ///
    /// Those are its own violations, and what DOKU's requirements ask for of each brand, each contact and
    /// the business. Several meanings are inferred from DOKU's sample: every document of the list is
    /// required, sizes of values count characters, flags name classes of characters.
    public static func checkAgainstRequirements(
        _ registration: BusinessRegistration, _ requirements: Requirements
    ) throws(DokuError) -> [Violation] {
        try converting {
            try DokuKitCore.checkAgainstRequirements(registration: registration, requirements: requirements)
        }
    }

    /// Returns everything that keeps a registration from being complete, from JSON texts.
    ///
    /// Throws `invalid_request` when a text is of another kind.
    public static func checkAgainstRequirements(
        json registration: String, requirements: String
    ) throws(DokuError) -> [Violation] {
        try converting { try checkAgainstRequirementsText(registration: registration, requirements: requirements) }
    }
}

extension TokenAnswer {
    /// Whether the token has expired at `now`, or the current time, or will within `leeway`; all in seconds.
    public func isExpired(now: Int64? = nil, leeway: Int64 = 0) throws(DokuError) -> Bool {
        try converting {
            try tokenIsExpired(expiresAt: expiresAt, now: now ?? clock(), leeway: leeway)
        }
    }
}
