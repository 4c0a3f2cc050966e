package id.dokukit

// The public names of generated records that no table describes; the others are in the generated Payloads.kt.

typealias Explanation = id.dokukit.generated.Explanation
typealias Finding = id.dokukit.generated.Finding
typealias Gateway = id.dokukit.generated.Gateway
typealias Header = id.dokukit.generated.Header
typealias KybCallback = id.dokukit.generated.KybCallback
typealias Stages = id.dokukit.generated.Stages
typealias TimestampParts = id.dokukit.generated.TimestampParts
typealias UnsignedRequest = id.dokukit.generated.UnsignedRequest
typealias UploadFrame = id.dokukit.generated.UploadFrame
typealias Violation = id.dokukit.generated.Violation
