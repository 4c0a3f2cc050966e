//! Sends callbacks, on this machine only.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;

use crate::http::{Served, now};
use crate::world::Delivery;

/// Sends what is due, whenever something changed and once a second.
pub(crate) async fn serve(served: Arc<Served>) {
    let places = Arc::new(Semaphore::new(AT_A_TIME));
    loop {
        // Either way it is time to look.
        let _ = tokio::time::timeout(Duration::from_secs(1), served.changed.notified()).await;
        let again = Arc::clone(&served);
        let due = tokio::task::spawn_blocking(move || again.with(|world| world.advance(now())));
        for delivery in due.await.ok().flatten().unwrap_or_default() {
            let (served, places) = (Arc::clone(&served), Arc::clone(&places));
            tokio::spawn(async move {
                let Ok(_place) = places.acquire().await else { return };
                let sent = tokio::task::spawn_blocking(move || {
                    let status = post(&delivery);
                    served.with(|world| world.delivered(delivery.number, status));
                });
                // It notes by itself what became of it.
                let _ = sent.await;
            });
        }
    }
}

/// The status that came back, if one did.
fn post(delivery: &Delivery) -> Option<u16> {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(Duration::from_secs(5)))
        // Another host could stand there.
        .max_redirects(0)
        .proxy(None)
        .build()
        .into();
    let mut request = ureq::http::Request::builder().method("POST").uri(&delivery.url);
    for header in &delivery.headers {
        request = request.header(&header.name, &header.value);
    }
    let answer = agent.run(request.body(delivery.body.as_slice()).ok()?).ok()?;
    Some(answer.status().as_u16())
}

/// Servers that do not answer keep no more threads than these.
const AT_A_TIME: usize = 16;
