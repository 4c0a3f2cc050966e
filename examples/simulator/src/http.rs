//! The network: bytes to a request, an answer to bytes.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::{Bytes, BytesMut};
use dokukit::Header;
use http::header::DATE;
use http::{HeaderValue, Request, Response};
use http_body_util::{BodyExt, Full};
use hyper::body::{Body, Incoming as HyperBody};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, Semaphore};

use crate::check::{Gate, drives};
use crate::diagnosis::{Diagnoses, Suspect, diagnose};
use crate::guard;
use crate::message::{Incoming, Outgoing};
use crate::patience::Patience;
use crate::store::Store;
use crate::world::{Settings, World};

/// One world, one store, and everybody who waits for them.
pub(crate) struct Served {
    both: Mutex<(World, Store)>,
    gate: Gate,
    settings: Settings,
    limits: Limits,
    pub(crate) diagnoses: Diagnoses,
    /// Something changed: a callback may be due.
    pub(crate) changed: Notify,
}

/// Where clients come from, how long they may take, and how many of them there may be.
pub(crate) struct Limits {
    pub(crate) port: u16,
    pub(crate) read_timeout: Duration,
    pub(crate) write_timeout: Duration,
    pub(crate) connections: usize,
}

impl Served {
    pub(crate) fn new(world: World, store: Store, settings: Settings, limits: Limits) -> Self {
        let (gate, both) = (world.gate(), Mutex::new((world, store)));
        let (diagnoses, changed) = (Diagnoses::new(), Notify::new());
        Self { both, gate, settings, limits, diagnoses, changed }
    }

    /// Answers a request. Whatever needs no state is done before the world is taken.
    fn answer(&self, request: &Incoming) -> Option<(Outgoing, Option<Suspect>)> {
        let now = now();
        let judged = self.gate.judge(request, now);
        let answered = self.with(|world| world.answer(request, judged, now));
        self.changed.notify_one();
        answered
    }

    /// Does something in the world, and keeps what it changed before it gives the result.
    ///
    /// Gives nothing when the store fails; the world is then what the store holds.
    pub(crate) fn with<T>(&self, act: impl FnOnce(&mut World) -> T) -> Option<T> {
        let mut both = self.both.lock().unwrap_or_else(PoisonError::into_inner);
        let (world, store) = &mut *both;
        let done = act(world);
        if let Err(error) = store.keep(&world.take_changes()) {
            eprintln!("the store fails: {error}");
            let mut kept = World::new(&self.settings).ok()?;
            store.replay(&mut kept).ok()?;
            *world = kept;
            return None;
        }
        Some(done)
    }
}

/// Accepts connections for ever, so many at a time.
pub(crate) async fn serve(listener: TcpListener, served: Arc<Served>) {
    let connections = Arc::new(Semaphore::new(served.limits.connections));
    loop {
        let Ok(permit) = Arc::clone(&connections).acquire_owned().await else { return };
        let Ok((stream, _)) = listener.accept().await else {
            // Out of file descriptors, most likely: wait for some to be closed.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let served = Arc::clone(&served);
        tokio::spawn(async move {
            // A client that hangs up is no reason to stop serving.
            let _ = connection(stream, served).await;
            drop(permit);
        });
    }
}

async fn connection(stream: TcpStream, served: Arc<Served>) -> hyper::Result<()> {
    let Limits { read_timeout, write_timeout, .. } = served.limits;
    let stream = Patience::new(stream, write_timeout);
    let service = service_fn(move |request| answer(request, Arc::clone(&served)));
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(read_timeout)
        .serve_connection(TokioIo::new(stream), service)
        .await
}

/// An error closes the connection without an answer, which is how a fault looks from outside.
async fn answer(
    request: Request<HyperBody>,
    served: Arc<Served>,
) -> io::Result<Response<Full<Bytes>>> {
    let (head, body) = request.into_parts();
    if drives(head.uri.path())
        && let Some((status, message)) = guard::refusal(&head, served.limits.port)
    {
        return Ok(refused(status, message));
    }
    let body = match tokio::time::timeout(served.limits.read_timeout, read(body)).await {
        Ok(Ok(body)) => body,
        Ok(Err(Unread::TooLong)) => return Ok(refused(413, "expected a body of at most 20 MB")),
        Ok(Err(Unread::Broken)) => return Ok(refused(400, "the body ends too early")),
        Err(_) => return Ok(refused(408, "the body takes too long")),
    };
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let incoming = Incoming {
        method: head.method.as_str().to_owned(),
        path_and_query: head.uri.path_and_query().map_or("/", |target| target.as_str()).to_owned(),
        headers: head
            .headers
            .iter()
            .map(|(name, value)| Header::new(name.as_str(), text(value)))
            .collect(),
        body,
    };
    let own = Arc::clone(&served);
    let done = tokio::task::spawn_blocking(move || (own.answer(&incoming), incoming)).await;
    let Ok((Some((outgoing, suspect)), incoming)) = done else {
        return Ok(refused(500, "the simulator's store fails"));
    };
    let date = date(served.gate.time(now()));
    if let Some(suspect) = suspect {
        diagnose(served, suspect, incoming).await;
    }
    if outgoing.dropped {
        return Err(io::Error::new(io::ErrorKind::ConnectionAborted, "dropped on purpose"));
    }
    let mut response = response(outgoing);
    response.headers_mut().extend(date.map(|date| (DATE, date)));
    Ok(response)
}

/// The clock of the simulated DOKU, from which a client learns how far its own is off.
fn date(seconds: i64) -> Option<HeaderValue> {
    let since = Duration::from_secs(u64::try_from(seconds).ok()?);
    HeaderValue::from_str(&httpdate::fmt_http_date(UNIX_EPOCH.checked_add(since)?)).ok()
}

enum Unread {
    TooLong,
    Broken,
}

/// Reads a body to its end. Somewhat more than is allowed is read and thrown away: a client
/// that is still sending would not see the answer.
async fn read(mut body: HyperBody) -> Result<Vec<u8>, Unread> {
    if body.size_hint().lower() > MOST_READ {
        return Err(Unread::TooLong);
    }
    let (mut kept, mut total) = (BytesMut::new(), 0_u64);
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|_| Unread::Broken)?.into_data() else { continue };
        total = total.saturating_add(u64::try_from(data.len()).unwrap_or(u64::MAX));
        if total > MOST_READ {
            return Err(Unread::TooLong);
        }
        if total > MOST {
            kept = BytesMut::new();
        } else {
            kept.extend_from_slice(&data);
        }
    }
    if total > MOST { Err(Unread::TooLong) } else { Ok(kept.into()) }
}

fn refused(status: u16, message: &str) -> Response<Full<Bytes>> {
    let body = serde_json::json!({ "message": [message] });
    response(Outgoing::json(status, &body.to_string()))
}

fn response(outgoing: Outgoing) -> Response<Full<Bytes>> {
    let Outgoing { status, headers, body, .. } = outgoing;
    let mut response = Response::builder().status(status);
    for Header { name, value } in headers {
        // A Request-Id comes back as the bytes that it came in.
        response = match HeaderValue::from_bytes(value.as_bytes()) {
            Ok(value) => response.header(name, value),
            Err(_) => response,
        };
    }
    response.body(Full::new(Bytes::from(body))).unwrap_or_default()
}

/// The current time, in seconds since 1970.
pub(crate) fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

/// 20 MB: room for the largest file that DOKU's requirements allow, and its multipart frame.
const MOST: u64 = 20_000_000;
const MOST_READ: u64 = 4 * MOST;
