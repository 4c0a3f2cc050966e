//! Sends callbacks, on this machine only.

use std::sync::Arc;
use std::time::Duration;

use crate::http::{Served, now};
use crate::world::Delivery;

/// Sends what is due, whenever something changed and once a second.
pub(crate) async fn serve(served: Arc<Served>) {
    loop {
        // Either way it is time to look.
        let _ = tokio::time::timeout(Duration::from_secs(1), served.changed.notified()).await;
        let again = Arc::clone(&served);
        let due = tokio::task::spawn_blocking(move || again.with(|world| world.advance(now())));
        for delivery in due.await.ok().flatten().unwrap_or_default() {
            let served = Arc::clone(&served);
            tokio::task::spawn_blocking(move || {
                let status = post(&delivery);
                served.with(|world| world.delivered(delivery.number, status));
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
