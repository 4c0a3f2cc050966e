import DokuKitCore

// The public names of generated types that no table describes; the others are in Generated/Payloads.swift.

public typealias Explanation = DokuKitCore.Explanation
public typealias Finding = DokuKitCore.Finding
public typealias Gateway = DokuKitCore.Gateway
public typealias Header = DokuKitCore.Header
public typealias KybCallback = DokuKitCore.KybCallback
public typealias PreparedRequest = DokuKitCore.PreparedRequest
public typealias Secret = DokuKitCore.Secret
public typealias Stages = DokuKitCore.Stages
public typealias TimestampParts = DokuKitCore.TimestampParts
public typealias UnsignedRequest = DokuKitCore.UnsignedRequest
public typealias UploadFrame = DokuKitCore.UploadFrame
public typealias Violation = DokuKitCore.Violation
