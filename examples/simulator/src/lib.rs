//! A DOKU on loopback: the Partner API and the RDL API, to try programs against.
//!
//! `World` is the whole of it as a pure state machine: no network, no clock, no randomness.
//! `Simulator` serves one on 127.0.0.1 and keeps what happened in a database. What DOKU
//! documents and what is assumed here stands in the README beside this crate.

mod check;
mod diagnosis;
mod guard;
mod http;
mod message;
mod patience;
mod send;
mod store;
mod world;

use std::error::Error;
use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use crate::http::{Limits, Served};
use crate::store::Store;
pub use message::{Incoming, Outgoing};
pub use world::{Delivery, Settings, World};

/// How a simulator is started.
#[derive(Debug, Clone)]
pub struct Options {
    /// The port on 127.0.0.1; 0 takes a free one.
    pub port: u16,
    /// The database; in memory when there is none.
    pub database: Option<PathBuf>,
    /// How long a client may take to send its headers, and again its body.
    pub read_timeout: Duration,
    /// How long a client may take to read an answer.
    pub write_timeout: Duration,
    /// How many clients are served at a time; the others wait.
    pub connections: usize,
    /// What the world is told; the base URL is filled in.
    pub settings: Settings,
}

/// A simulator that serves until it is dropped.
#[derive(Debug)]
pub struct Simulator {
    base_url: String,
    runtime: Option<Runtime>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            port: 0,
            database: None,
            read_timeout: Duration::from_secs(30),
            write_timeout: Duration::from_secs(30),
            connections: 512,
            settings: Settings::default(),
        }
    }
}

impl Simulator {
    /// Starts serving in threads of its own.
    ///
    /// # Errors
    /// When the port is taken, the database cannot be used, or a key is unusable.
    pub fn start(options: Options) -> Result<Self, Box<dyn Error>> {
        let Options { port, database, read_timeout, write_timeout, connections, mut settings } =
            options;
        let store = Store::open(database.as_deref())?;
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        let listener = runtime.block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, port)))?;
        let address = listener.local_addr()?;
        let limits = Limits { port: address.port(), read_timeout, write_timeout, connections };
        let base_url = format!("http://{address}");
        settings.base_url.clone_from(&base_url);
        let mut world = World::new(&settings)?;
        store.replay(&mut world)?;
        let served = Arc::new(Served::new(world, store, settings, limits));
        runtime.spawn(send::serve(Arc::clone(&served)));
        runtime.spawn(http::serve(listener, served));
        Ok(Self { base_url, runtime: Some(runtime) })
    }

    /// Where it listens, such as `http://127.0.0.1:8787`.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// Waits for Ctrl-C.
    ///
    /// # Errors
    /// When the signal cannot be waited for.
    pub fn wait(&self) -> std::io::Result<()> {
        match &self.runtime {
            Some(runtime) => runtime.block_on(tokio::signal::ctrl_c()),
            None => Ok(()),
        }
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        // What was answered is on the disk: there is nothing to wait for.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
