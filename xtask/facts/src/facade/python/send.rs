//! Python: the base classes of its two clients, with a typed `send` per operation.

use dokukit::Operation;

use super::{answer, docstring};
use crate::facade::text::paragraphs;

/// Whether a client blocks.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Kind {
    Blocking,
    Async,
}

pub(super) fn class(kind: Kind, operations: &[&&Operation]) -> String {
    let (name, def, wait) = match kind {
        Kind::Blocking => ("Sends", "def", ""),
        Kind::Async => ("AsyncSends", "async def", "await "),
    };
    let overloads: String = operations.iter().map(|operation| overload(def, operation)).collect();
    format!(
        r#"

class {name}:
    """The part of a client that sends."""

    @overload
    {def} send(
        self,
        request: PreparedRequest[A],
        /,
        **options: Unpack[Options],
    ) -> Answer[A]:
        """Sends what was prepared, or restored, and reads the answer."""
        ...

{overloads}    {def} send(
        self,
        request: PreparedRequest[Any] | str,
        body: object = None,
        /,
        *,
        request_id: str | None = None,
        timestamp: str | None = None,
        attempts: int | None = None,
        seconds: int | None = None,
        policy: Policy | None = None,
    ) -> Answer[Any]:
        """Sends a request, repeats it as far as that is safe, and reads the answer.

        It is sent at most 3 times within 60 seconds, unless `attempts` and `seconds` say otherwise.
        Request-Id and body never change, so that DOKU acts once. To survive a crash, prepare the
        request, store it (`serialize`), and send what was prepared, or restored. The `DokuError` of
        the last attempt says in `outcome` whether DOKU may have acted; without an answer its code
        is `no_answer`, and the HTTP client's own exception is its cause.
        """
        stamp = {{"request_id": request_id, "timestamp": timestamp}}
        options: Options = {{"attempts": attempts, "seconds": seconds, "policy": policy}}
        return {wait}self._send(request, body, stamp, options)

    {def} _send(
        self, request: Any, body: object, stamp: dict[str, str | None], options: Options
    ) -> Answer[Any]:
        raise NotImplementedError
"#
    )
}

fn overload(def: &str, operation: &Operation) -> String {
    let Operation { name, request, .. } = operation;
    format!(
        r#"    @overload
    {def} send(
        self,
        operation: Literal["{name}"],
        body: {request} | str,
        /,
        **options: Unpack[StampedOptions],
    ) -> Answer[{answer}]:
{doc}        ...

"#,
        request = request.name,
        answer = answer(operation),
        doc = docstring(&paragraphs(operation.doc), "        "),
    )
}
