//! What an input of n parts costs, and one of 4n: each public function with its worst input.
//!
//! `cargo bench -p dokukit --bench linear [-- WORD]` prints a line per case, or per case that
//! has the word in its name. A ratio near 4 is linear, one near 16 is quadratic; up to 8 is
//! seen of what is linear, where 4n is beyond the processor's cache or what the allocator
//! keeps. Nothing is asserted: tests count the work, this shows the time.
#![expect(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a benchmark reads the clock and prints"
)]

mod diagnosis;
mod inputs;
mod reading;
mod registration;
mod requests;
mod uploads;

use std::hint::black_box;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use diagnosis::{diagnosis, redaction};
use reading::{answers, incoming};
use registration::requirements;
use requests::{requests, small_texts, stored};
use uploads::uploads;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    // Cargo says so when it is a benchmark, and not a test run over all targets.
    let is_bench = words.iter().any(|word| word == "--bench");
    let word = words.iter().find(|word| !word.starts_with("--"));
    println!("{:<62} {:>9} {:>11} {:>11} {:>6}", "", "n", "at n", "at 4n", "ratio");
    for (name, n, make) in cases() {
        if word.is_some_and(|word| !name.contains(word.as_str())) {
            continue;
        }
        let n = if is_bench { n } else { 2 };
        let [one, four] = [n, 4 * n].map(|n| mean(&make(n), is_bench));
        let ratio = four.as_secs_f64() / one.as_secs_f64();
        let [one, four] = [one, four].map(|time| time.as_secs_f64() * 1e3);
        println!("{name:<62} {n:>9} {one:>8.2} ms {four:>8.2} ms {ratio:>6.1}");
    }
    if word.is_none_or(|word| "diagnose_signature".contains(word.as_str())) {
        diagnosis::beside_sha_256(is_bench);
    }
}

/// What one run takes, as the mean of many.
fn mean(run: &dyn Fn(), is_bench: bool) -> Duration {
    let start = processor_time();
    for round in 1_u32.. {
        run();
        let all = processor_time().saturating_sub(start);
        if !is_bench || round >= 3 && all > ENOUGH {
            return all / round;
        }
    }
    Duration::ZERO
}

const ENOUGH: Duration = Duration::from_millis(200);

/// The time that this thread was running, which other programs do not lengthen. Where the
/// system is not Linux, the clock's.
fn processor_time() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let start = *START;
    let scheduled = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = scheduled.as_deref().and_then(|line| line.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

/// A name, n, and what makes of a number of parts the work to measure.
type Case = (&'static str, usize, Box<dyn Fn(usize) -> Box<dyn Fn()>>);

fn case<I: 'static, O>(
    name: &'static str,
    n: usize,
    input: impl Fn(usize) -> I + 'static,
    run: impl Fn(&I) -> O + Copy + 'static,
) -> Case {
    let make = move |n| -> Box<dyn Fn()> {
        let input = input(n);
        Box::new(move || drop(black_box(run(black_box(&input)))))
    };
    (name, n, Box::new(make))
}

fn cases() -> Vec<Case> {
    let mut all = small_texts();
    all.extend(requests());
    all.extend(stored());
    all.extend(uploads());
    all.extend(answers());
    all.extend(incoming());
    all.extend(diagnosis());
    all.extend(redaction());
    all.extend(requirements());
    all
}
