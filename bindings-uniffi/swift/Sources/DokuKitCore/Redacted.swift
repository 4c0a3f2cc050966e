/// A record that shows what the library itself says of it, and no value to `dump` or `Mirror`.
///
/// It is no `CustomStringConvertible`: several records have a `description` of DOKU's, which `print`
/// would show. Without it `print` takes `debugDescription`.
package protocol Redacted: CustomDebugStringConvertible, CustomReflectable {}

extension Redacted {
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
