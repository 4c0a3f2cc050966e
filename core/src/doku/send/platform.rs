//! The standard library's clock, sleep and random bits, for a host that brings none of its own.
//!
//! The one file of this crate that is not pure; it is there with the feature `http` alone.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "`Host` lets a caller replace each of them"
)]

use std::hash::{BuildHasher, RandomState};
use std::time::{Duration, SystemTime};

pub(super) fn clock() -> SystemTime {
    SystemTime::now()
}

pub(super) fn sleep(time: Duration) {
    std::thread::sleep(time);
}

/// Bits that spread the waits of many clients; they need not be secret.
pub(super) fn random() -> u32 {
    let bits = RandomState::new().hash_one(());
    u32::try_from(bits >> 32).unwrap_or_default()
}
