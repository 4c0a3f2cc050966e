//! The choices of every stage: what is believed, and the mistakes.

use zeroize::Zeroizing;

use super::bodies::Bodies;
use super::choice::{Choice, Mistake};
use super::codes::Code;
use super::facts::Facts;
use super::header::Read;
use super::hexadecimal::hex;
use super::keys::Keys;
use super::mac::{Macs, hash};
use super::stage::{Choices, Snap, Stage};
use super::{Candidates, Signed, Verifier, digests, facts, ids, json, lines, targets, times};
use crate::signature::is_get;

impl Choices {
    /// What each stage gives where nothing but a header is to blame.
    pub(super) fn believed(own: &Verifier<'_>, signed: &Signed<'_>, facts: &Facts<'_>) -> Self {
        let keys = Keys::genuine(&own.secrets);
        let path_is_genuine = facts.moments.iter().any(|(label, _)| *label == "Request");
        let moments = facts.moments.iter();
        Self {
            lists: [
                digests::believed(signed.body, is_get(signed.method), facts.is_answer),
                targets::believed(signed.target, path_is_genuine),
                moments.map(|(label, time)| Choice::believed(format!("{label}:{time}"))).collect(),
                vec![Choice::believed("")],
                ids::request_ids(&facts.request_ids, &[], &[]),
                ids::client_ids(own.client_id, facts.client_id(), &[]),
                keys.choices,
            ],
            forms: vec![lines::DOCUMENTED],
            keys: keys.prepared,
            secret: Zeroizing::new(own.secrets.first().copied().unwrap_or_default().to_owned()),
            is_answer: facts.is_answer,
            snap: Snap::default(),
            spent: 0,
        }
    }

    /// What each stage may have given; or the mistakes at once, where the body alone was signed.
    pub(super) fn with_mistakes(
        self,
        own: &Verifier<'_>,
        signed: &Signed<'_>,
        facts: &Facts<'_>,
        candidates: &Candidates,
        header: &Read,
    ) -> Result<Self, Vec<Mistake>> {
        let Signed { method, target, headers, body } = *signed;
        let own_id = own.client_id;
        let signatures = Macs::of(&header.signatures);
        let is_signed_alone =
            |bytes: &[u8]| self.keys.iter().any(|key| signatures.is_any(&key.mac(bytes)));
        let text = std::str::from_utf8(body).ok();
        let tokens = text.and_then(json::Tokens::of);
        let of_body = hash(body);
        let mut spent = 0;
        let digests = if is_get(method) && !facts.is_answer {
            digests::of_get(body)
        } else {
            let bodies = Bodies::of(body, tokens.as_ref(), &is_signed_alone);
            if let Some(mistakes) = bodies.alone {
                let what = "the HMAC of the body alone was made, as other gateways do";
                let alone = Mistake::new(Code::BodySignedAlone, what);
                return Err(mistakes.iter().chain([alone]).collect());
            }
            let forms = [of_body.to_vec(), hex(&of_body).into_bytes()];
            if forms.iter().any(|form| is_signed_alone(form)) {
                let what = "the HMAC of the digest alone was made, of its bytes or its hexadecimal";
                return Err(vec![Mistake::new(Code::DigestSignedAlone, what)]);
            }
            spent = bodies.spent;
            digests::of_bodies(&bodies, is_get(method))
        };
        let ids: Vec<&str> = std::iter::once(own_id).chain(facts.client_id()).collect();
        let keys = Keys::of(&own.secrets, &ids, &candidates.secret_keys);
        let (forms, of_forms) = lines::forms();
        let place = facts::place(headers, method, &own.hosts);
        let [_, targets, times, ..] = self.lists;
        let others = facts::other_ids(headers);
        Ok(Self {
            lists: [
                digests,
                targets::targets(targets, target, &place, &candidates.targets),
                times::of_moments(times, &facts.moments),
                of_forms,
                ids::request_ids(&facts.request_ids, &others, &candidates.request_ids),
                ids::client_ids(own_id, facts.client_id(), &candidates.client_ids),
                keys.choices,
            ],
            forms,
            keys: keys.prepared,
            snap: Snap::of(
                method,
                facts::values(headers, "Authorization").first().copied(),
                hex(&of_body),
                tokens.as_ref(),
            ),
            spent,
            ..self
        })
    }

    /// The verdict of last resort: how many choices of each stage were tried.
    pub(super) fn ruled_out(&self) -> String {
        let names = [
            (Stage::Digest, "digest"),
            (Stage::Target, "target"),
            (Stage::Time, "timestamp"),
            (Stage::Lines, "form of the string"),
            (Stage::RequestId, "Request-Id"),
            (Stage::ClientId, "Client-Id"),
            (Stage::Key, "secret key"),
        ];
        let tried = names.map(|(stage, name)| match (self.count(stage), name) {
            (1, name) => format!("1 {name}"),
            (count, "form of the string") => format!("{count} forms of the string"),
            (count, name) => format!("{count} {name}s"),
        });
        format!("no single mistake and no pair explains it (tried: {})", tried.join(", "))
    }
}

impl Snap {
    fn of(
        method: &str,
        authorization: Option<&str>,
        hash_of_body: String,
        tokens: Option<&json::Tokens<'_>>,
    ) -> Self {
        let minified = tokens.map(|tokens| {
            let mut out = String::new();
            let style = json::Style::of(json::COMPACT, json::Signs::KEPT);
            json::write::write(&mut out, tokens, style);
            hex(&hash(out.as_bytes()))
        });
        let minified_hash = minified.unwrap_or_else(|| hash_of_body.clone());
        let token = authorization.and_then(|value| value.strip_prefix("Bearer "));
        let (method, token) = (method.to_ascii_uppercase(), token.map(str::to_owned));
        Self { method, token, hash: hash_of_body, minified_hash }
    }
}
