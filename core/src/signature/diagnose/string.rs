//! The string to sign in one form, up to the digest and after it.

use hmac::{Hmac, Mac};
use sha2::Sha256;

use super::lines::{Form, Scheme};
use super::search::{Choices, Pick, Snap, Stage};
use crate::signature::SigningKey;

/// What has been hashed so far, and what comes around the digest.
pub(super) struct Prepared {
    pub(super) mac: Hmac<Sha256>,
    pub(super) head: Vec<u8>,
    pub(super) tail: Vec<u8>,
}

/// Hashes what stands before the digest, and keeps what stands after it.
pub(super) fn prepare(
    choices: &Choices,
    pick: &Pick,
    form: &Form,
    key: &SigningKey,
    has_digest: bool,
) -> Prepared {
    let (mut head, mut tail) = (Vec::with_capacity(256), Vec::new());
    let text = |stage| {
        let choice = choices.list(stage).get(pick.of(stage));
        choice.and_then(|choice| choice.text.as_deref()).unwrap_or_default()
    };
    let (client_id, request_id) = (text(Stage::ClientId), text(Stage::RequestId));
    let (label, time) = text(Stage::Time).split_once(':').unwrap_or_default();
    let target = text(Stage::Target);
    let is_answer = (label == "Response") != form.is_other_moment;
    let mut put = |parts: &[&str]| head.extend_from_slice(parts.concat().as_bytes());
    match form.scheme {
        Scheme::SnapToken => put(&[client_id, "|", time]),
        Scheme::Snap | Scheme::SnapMinified => {
            let Snap { method, token, hash, minified_hash } = &choices.snap;
            let hash = if form.scheme == Scheme::Snap { hash } else { minified_hash };
            let token = token.as_deref();
            put(&[method, ":", target, ":", token.unwrap_or_default()]);
            put(&[if token.is_some() { ":" } else { "" }, hash, ":", time]);
        }
        Scheme::Digest => {}
        Scheme::Values3 => {
            put(&[client_id, "\n", time]);
            if !choices.is_answer {
                put(&["\n", target]);
            }
            if has_digest {
                put(&["\n"]);
            }
        }
        Scheme::Lines | Scheme::Swapped => {
            put(&[form.before]);
            let mut is_after = false;
            let mut separator = "";
            for part in form.order {
                let place = usize::from(part);
                if place == 4 && !has_digest {
                    continue;
                }
                let out = if is_after { &mut tail } else { &mut head };
                let mut put = |text: &str| out.extend_from_slice(text.as_bytes());
                put(separator);
                separator = form.separator;
                put_label(&mut put, form.labels.get(place).copied().unwrap_or_default(), is_answer);
                put(form.colon);
                match place {
                    0 => put(client_id),
                    1 => put(request_id),
                    2 => put(time),
                    3 => put(target),
                    _ => is_after = true,
                }
            }
            let out = if is_after { &mut tail } else { &mut head };
            out.extend_from_slice(form.after.as_bytes());
        }
    }
    Prepared { mac: key.0.clone().chain_update(&head), head, tail }
}

/// A star stands for the word with a capital, a tilde in small letters, a circumflex in capitals.
fn put_label(put: &mut impl FnMut(&str), label: &str, is_answer: bool) {
    let Some((before, after)) = label.split_once(['*', '~', '^']) else { return put(label) };
    let words = if is_answer {
        ["Response", "response", "RESPONSE"]
    } else {
        ["Request", "request", "REQUEST"]
    };
    let word = match label.as_bytes().get(before.len()) {
        Some(b'*') => words[0],
        Some(b'~') => words[1],
        _ => words[2],
    };
    put(before);
    put(word);
    put(after);
}
