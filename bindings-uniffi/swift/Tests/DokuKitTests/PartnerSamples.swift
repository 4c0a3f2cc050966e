import DokuKit
import Foundation

/// A JWT whose times are 1600000000 and 1600021600.
let token = "eyJhbGciOiJSUzI1NiJ9.eyJpYXQiOjE2MDAwMDAwMDAsImV4cCI6MTYwMDAyMTYwMH0.bWFkZS11cA"
let question = CheckRequirements(
    businessType: "PERSONAL", businessLegalEntity: "PERSEORANGAN", brandBusinessLine: "FOOD & DRINK",
    businessContactNationality: "ID")
let disbursement = RdlDisbursement(
    transaction: RdlTransaction(id: "payout-melati-1", amount: 15000, description: "payout Melati"),
    sourceAccount: RdlSourceAccount(accountId: accountId))
let lite = LiteRegistration(
    business: LiteBusiness(
        partnerRefId: "shop-melati",
        name: "Warung Melati",
        contact: LiteContact(
            name: "Melati", email: "melati@example.id", phoneCallingCode: "62", phoneNumber: "81234567890")),
    invitedUser: LiteInvitedUser(email: "melati@example.id"))

/// A shop without its files; no value of it may ever be printed.
let shop = BusinessRegistration(
    business: RegistrationBusiness(
        type: "PERSONAL",
        legalEntity: "PERSEORANGAN",
        name: "Warung Melati",
        description: "food by Melati",
        email: "melati@example.id",
        phoneCallingCode: "62",
        phoneNumber: "81234567890",
        brands: [RegistrationBrand(name: "Dapur Melati", description: "sweets by Melati", category: "RETAIL")],
        addresses: [RegistrationAddress(area: "40135 - Dago", country: "ID", name: "Jalan Melati 5", primary: true)],
        contacts: [RegistrationContact(name: "Melati", nationality: "ID", position: "OWNER", primary: true)]))

/// The first bytes of a JPEG, and some that are no text.
let jpeg = Data([0xFF, 0xD8, 0xFF, 0xE0]) + Data((0...255).map { UInt8($0) })
let idCard = Upload(
    category: "DOCUMENT", code: "KTP",
    file: UploadFile(name: "ktp.jpg", contentType: "image/jpeg", content: jpeg))

let requirementsAnswer = Data(
    """
    {"business":{"brand":{"photo_proof":{"code":"PHOTO_PROOF","extensions":["PNG","JPG"],"max_size":15}},
     "contact":{"documents":[{"code":"KTP","extensions":["JPG"],"max_size":15,
       "form":[{"code":"NO_KTP","min_size":16,"max_size":16,"numeric":true}]}]}}}
    """.utf8)
let tokenAnswer = Data(#"{"token":"\#(token)"}"#.utf8)
let idCardAnswer = Data(#"{"id":"DCM-0132-1","link":"https://example.id/melati.jpg","category":"DOCUMENT"}"#.utf8)
let photoAnswer = Data(#"{"id":"PHP-0113-1","link":"https://example.id/melati.png","category":"PHOTO_PROOF"}"#.utf8)
let sharedKey = "SK-melati-made-up"
let registeredAnswer = Data(
    """
    {"id":"BSN-0104-1","status":"UPDATING","brands":[{"id":"BRN-0104-1","shared_key":"\(sharedKey)"}]}
    """.utf8)
let businessAnswer = Data(
    """
    {"id":"BSN-0104-1","name":"Warung Melati","description":"food by Melati","type":"PERSONAL",
     "brands":[{"id":"BRN-0104-1","name":"Dapur Melati","description":"sweets by Melati","shared_key":"\(sharedKey)",
       "maximum_transaction":100,"products":[{"id":"PRD-1","description":"paid to Melati"}]}]}
    """.utf8)

/// Headers of an answer that nobody signed.
let unsigned: [String: String] = [:]
