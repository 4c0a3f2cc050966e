//! The string to sign in one form, up to the digest and after it.

use super::lines::{Form, Scheme};
use super::stage::{Choices, Pick, Snap, Stage};

/// A string with a gap for the digest.
#[derive(Default)]
pub(super) struct Text {
    pub(super) head: Vec<u8>,
    pub(super) tail: Vec<u8>,
    /// Where the values of the lines begin in the head, in the order of the labels; that of the
    /// digest is the gap.
    pub(super) values: [Option<usize>; 5],
}

impl Text {
    /// Writes the string of a pick. What stands in the gap is up to the caller.
    pub(super) fn write(&mut self, choices: &Choices, pick: &Pick, form: &Form, has_digest: bool) {
        let Self { head, tail, values } = self;
        head.clear();
        tail.clear();
        *values = [None; 5];
        let text = |stage| {
            let choice = choices.list(stage).get(pick.of(stage));
            choice.and_then(|choice| choice.text.as_deref()).unwrap_or_default()
        };
        let (client_id, request_id) = (text(Stage::ClientId), text(Stage::RequestId));
        let (label, time) = text(Stage::Time).split_once(':').unwrap_or_default();
        let target = text(Stage::Target);
        let is_answer = (label == "Response") != form.is_other_moment;
        let mut put = |text: &str| head.extend_from_slice(text.as_bytes());
        match form.scheme {
            Scheme::SnapToken => [client_id, "|", time].into_iter().for_each(put),
            Scheme::Snap | Scheme::SnapMinified => {
                let Snap { method, token, hash, minified_hash } = &choices.snap;
                let hash = if form.scheme == Scheme::Snap { hash } else { minified_hash };
                let (token, colon) = token.as_deref().map_or(("", ""), |token| (token, ":"));
                [method, ":", target, ":", token, colon, hash, ":", time].into_iter().for_each(put);
            }
            Scheme::Digest => {}
            Scheme::Values3 => {
                [client_id, "\n", time].into_iter().for_each(&mut put);
                if !choices.is_answer {
                    ["\n", target].into_iter().for_each(&mut put);
                }
                if has_digest {
                    put("\n");
                }
            }
            Scheme::Lines | Scheme::Swapped => {
                put(form.before);
                let mut is_after = false;
                let mut separator = "";
                for part in form.order {
                    let place = usize::from(part);
                    if place == 4 && !has_digest {
                        continue;
                    }
                    let out = if is_after { &mut *tail } else { &mut *head };
                    let mut put = |text: &str| out.extend_from_slice(text.as_bytes());
                    put(separator);
                    separator = form.separator;
                    let label = form.labels.get(place).copied().unwrap_or_default();
                    put_label(&mut put, label, is_answer);
                    put(form.colon);
                    if let Some(value) = values.get_mut(place).filter(|_| !is_after) {
                        *value = Some(out.len());
                    }
                    let value = match place {
                        0 => client_id,
                        1 => request_id,
                        2 => time,
                        3 => target,
                        _ => "",
                    };
                    out.extend_from_slice(value.as_bytes());
                    is_after |= place == 4;
                }
                let out = if is_after { tail } else { head };
                out.extend_from_slice(form.after.as_bytes());
            }
        }
    }
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
