//! What survives when everything goes wrong at once.
//!
//! `cargo run -p dokukit-simulator --example load` starts the simulator as a process of its own,
//! on a database, and registers 200 investors at the same time. Every twentieth connection is
//! dropped, every request is sent a second time, and in the middle the simulator is killed and
//! started again. A request without an answer is sent again under its Request-Id. In the end no
//! investor may be lost and none registered twice.

mod child;
mod client;

use std::collections::BTreeSet;
use std::error::Error;
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use child::Child;
use client::Client;

/// What was counted, by everybody who sends.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    /// Sends, repeated ones included.
    pub(crate) sent: AtomicUsize,
    /// Sends without an answer: dropped, or nobody there.
    pub(crate) unanswered: AtomicUsize,
    /// First answers that came again.
    pub(crate) replayed: AtomicUsize,
    /// Investors who got an answer.
    pub(crate) done: AtomicUsize,
}

fn main() -> Result<ExitCode, Box<dyn Error>> {
    // Whatever hangs, this ends; the child does when its standard input closes.
    thread::spawn(|| {
        thread::sleep(MOST);
        eprintln!("not done after {} seconds", MOST.as_secs());
        std::process::exit(1);
    });
    let folder = std::env::temp_dir().join(format!("dokukit-load-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let done = run(&folder.join("simulator.sqlite"));
    // The next run has a folder of its own.
    let _ = std::fs::remove_dir_all(&folder);
    done
}

fn run(database: &std::path::Path) -> Result<ExitCode, Box<dyn Error>> {
    let began = Instant::now();
    let mut child = Child::start(database, 0)?;
    let client = Client::new(child.base_url())?;
    client.drop_percent(DROPPED_PERCENT)?;
    let counts = Counts::default();
    let answers = Mutex::new(Vec::new());
    let failures = Mutex::new(Vec::new());
    thread::scope(|scope| -> Result<(), Box<dyn Error>> {
        for number in 0..INVESTORS {
            let (client, counts, answers, failures) = (&client, &counts, &answers, &failures);
            scope.spawn(move || match client.register(number, counts) {
                Ok(answer) => answers.lock().unwrap_or_else(PoisonError::into_inner).push(answer),
                Err(error) => {
                    failures.lock().unwrap_or_else(PoisonError::into_inner).push(error);
                }
            });
        }
        // Killed with half of the work done, while the rest is on its way.
        while counts.done.load(Ordering::Relaxed) < INVESTORS / 2 && began.elapsed() < MOST {
            thread::sleep(Duration::from_millis(1));
        }
        child.restart(database)
    })?;
    let dropped = client.dropped()?;
    let answers = answers.into_inner().unwrap_or_else(PoisonError::into_inner);
    let failures = failures.into_inner().unwrap_or_else(PoisonError::into_inner);
    let registered = client.registered()?;

    // Lost: answered, and not there afterwards under the id that was answered; or never answered.
    let there = |answer: &&(String, String)| registered.contains(*answer);
    let lost = INVESTORS.saturating_sub(answers.iter().filter(there).count());
    // Doubled: more accounts than investors, or two answers to one of them that differ.
    let customers: BTreeSet<&String> = registered.iter().map(|(customer, _)| customer).collect();
    let accounts: BTreeSet<&String> = registered.iter().map(|(_, account)| account).collect();
    let doubled = registered.len().saturating_sub(customers.len().min(accounts.len()));
    let count = |counter: &AtomicUsize| counter.load(Ordering::Relaxed);
    println!("investors        {INVESTORS}");
    println!("requests sent    {}", count(&counts.sent));
    println!("without answer   {}", count(&counts.unanswered));
    println!("answered again   {}", count(&counts.replayed));
    println!("faults injected  {dropped} connections dropped, 1 kill and restart");
    println!("accounts         {}", registered.len());
    println!("lost             {lost}");
    println!("doubled          {doubled}");
    println!("seconds          {:.1}", began.elapsed().as_secs_f32());
    for failure in &failures {
        println!("failed: {failure}");
    }
    let is_sound = lost == 0 && doubled == 0 && failures.is_empty();
    Ok(if is_sound { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

const INVESTORS: usize = 200;
const DROPPED_PERCENT: u8 = 5;
const MOST: Duration = Duration::from_secs(120);
