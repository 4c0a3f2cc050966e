@testable import DokuKit
import DokuKitFFI
import Foundation
import Testing

@Test func theClockAndAUUIDOfVersion4FillInWhatIsNotGiven() throws {
    let before = Int64(Date().timeIntervalSince1970)
    let first = try doku().prepareRegisterRdlCustomer(registration)
    let second = try doku().prepareRegisterRdlCustomer(registration)
    let form = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/
    #expect(first.requestId.wholeMatch(of: form) != nil)
    #expect(first.requestId != second.requestId)
    #expect((before...before + 60).contains(try Doku.parseTimestamp(first.timestamp).unix))
    let again = try doku().resign(
        doku().prepareRegisterRdlCustomer(registration, requestId: requestId, timestamp: timestamp))
    #expect(again.requestId == requestId && again.timestamp >= first.timestamp)
    #expect(try doku().resignUnsigned(again).request.timestamp >= again.timestamp)
}

@Test func oneObjectServesManyTasks() async throws {
    let doku = try doku()
    let signatures = await withTaskGroup(of: String?.self) { group in
        for _ in 0..<64 {
            group.addTask {
                try? doku.prepareRegisterRdlCustomer(registration, requestId: requestId, timestamp: timestamp).signature
            }
        }
        return await group.reduce(into: Set()) { $0.insert($1) }
    }
    #expect(signatures == [registrationSignature])
}

@Test func anErrorIsShownByCodeAndDetail() throws {
    let refused = try failure { try doku().prepareRegisterRdlCustomer(registration, requestId: "") }
    #expect(refused.localizedDescription == refused.detail)
    #expect("\(refused)" == "invalid_request: \(refused.detail)")
    #expect(refused.httpStatus == nil)
}

/// The core panics at a record that is cut off; the generated code writes none, so this test does.
@Test func aPanicIsAnInternalErrorWithoutItsText() throws {
    var status = RustCallStatus()
    _ = uniffi_dokukit_fn_func_serialize_request(RustBuffer(), &status)
    #expect(status.code == 2, "the code of a panic")
    let text = UnsafeRawBufferPointer(start: status.errorBuf.data, count: Int(status.errorBuf.len))
    let panic = Panic(errorDescription: String(decoding: text, as: UTF8.self))
    #expect(panic.localizedDescription.contains("request"))
    let failed = try failure { try converting { throw panic } }
    #expect(failed.code == "internal_error" && failed.detail == "the library failed, which is a bug in it")
    #expect(failed.violations == [])
}

private struct Panic: LocalizedError { let errorDescription: String? }

/// What no vector calls; their runner tells of any other error.
@Test func whatTakesRecordsFailsWithADokuError() throws {
    let doku = try doku()
    let prepared = try doku.prepareRegisterBusiness(shop)
    let logo = UploadAnswer(id: "1", link: "", category: "LOGO")
    _ = try [
        failure { try doku.attachSignature(prepared, signature: "HMACSHA256=") },
        failure { try Doku.placeUpload(shop, logo, at: Placement(brand: 0)) },
        failure { try Placement(json: #"{"brand": 0, "contact": 0}"#) },
        failure { try doku.prepareUpload(idCard, token: "two words") },
        failure { try doku.prepareUploadFrame(Upload(category: "LOGO"), token: Secret(text: token)) },
        failure { try doku.prepareUploadFrame(idCard, token: "\n") },
        failure { try doku.prepareUploadFrame(json: "{}", token: token) },
        failure { try doku.resign(doku.prepareUpload(idCard, token: token)) },
        failure { try Doku.timestampFromUnix(.min) },
    ]
}
