//! Operations that are sent: both halves of signing, the typed form, and the answer.

use dokukit::{
    BusinessRegistration, Call, CheckRequirements, Doku, Error, GenerateToken, GetBusiness,
    LiteRegistration, PreparedRequest, RdlDisbursement, RdlRegistration, Request, Secret, Stages,
    Upload, UploadCall, from_json,
};
use serde_json::{Map, Value, json};

use crate::compare::{agrees, answer, base64, prepared, stages};
use crate::vector::Vector;

pub(crate) fn run(
    v: &Vector,
    doku: &Doku,
    operation: &str,
    call: &Call,
    result: &mut Map<String, Value>,
) -> Result<(), Error> {
    let mut differs = |what: &str| result.insert("differs".into(), json!(what));
    let request = if operation == "upload_file" {
        upload(v, doku, &mut differs)?
    } else {
        let (request, stages) = signed(v, doku, operation, call, &mut differs)?;
        result.insert("stages".into(), stages);
        request
    };
    let mut differs = |what: &str| result.insert("differs".into(), json!(what));
    typed(operation, v, doku, call, &request, &mut differs);
    let Some(received) = v.response() else {
        let mut prepared = prepared(&request);
        if let (Some(prepared), "upload_file") = (prepared.as_object_mut(), operation) {
            let body = request.body.as_deref().unwrap_or_default();
            prepared.insert("body".into(), base64(body));
        }
        result.insert("prepared".into(), prepared);
        return Ok(());
    };
    let sent = (&request).into();
    result.insert("answer".into(), answer(&doku.read_text(&sent, &received, v.policy()?)?));
    Ok(())
}

fn signed(
    v: &Vector,
    doku: &Doku,
    operation: &str,
    call: &Call,
    differs: &mut impl FnMut(&str) -> Option<Value>,
) -> Result<(PreparedRequest, Value), Error> {
    let unsigned = doku.prepare_unsigned(operation, &v.request, call)?;
    let request = doku.prepare_text(operation, &v.request, call)?;
    let signature = request.headers.iter().find(|header| header.name == "Signature");
    let signature = signature.map(|header| header.value.clone()).unwrap_or_default();
    let (digest, string_to_sign) = (unsigned.digest, unsigned.string_to_sign);
    if doku.attach_signature(unsigned.request, &signature)? != request {
        differs("attach_signature and prepare");
    }
    Ok((request, stages(&Stages { digest, string_to_sign, signature })))
}

fn upload(
    v: &Vector,
    doku: &Doku,
    differs: &mut impl FnMut(&str) -> Option<Value>,
) -> Result<PreparedRequest, Error> {
    let call = UploadCall { token: Secret::new(v.given("token")), boundary: v.given("boundary") };
    let request = doku.prepare_upload_text(&v.request, &call)?;
    let upload: Upload = from_json(&v.request)?;
    let frame = doku.prepare_upload_frame(&upload, &call)?;
    let content = upload.file.as_ref().map(|file| file.content.clone()).unwrap_or_default();
    if Some([frame.head, content, frame.tail].concat()) != request.body {
        differs("frame and whole");
    }
    if doku.prepare_upload(&upload, &call)? != request {
        differs("typed and text request");
    }
    Ok(request)
}

/// Runs the typed form of the operation, wherever the request decodes.
fn typed(
    operation: &str,
    v: &Vector,
    doku: &Doku,
    call: &Call,
    request: &PreparedRequest,
    differs: &mut impl FnMut(&str) -> Option<Value>,
) {
    macro_rules! operations {
        ($($request:ty),*) => {
            $(if operation == <$request>::OPERATION.name {
                let typed = from_json::<$request>(&v.request).ok();
                let is_signed = operation != "upload_file";
                let other = |typed| is_signed && doku.prepare(typed, call).as_ref() != Ok(request);
                if typed.as_ref().is_some_and(other) {
                    differs("typed and text request");
                }
                let Some(received) = v.response().filter(|_| typed.is_some()) else { return };
                let Ok(policy) = v.policy() else { return };
                let text = doku.read_text(&request.into(), &received, policy);
                let typed = doku.read_sent::<$request>(&request.into(), &received, policy);
                if !agrees(&typed, &text) {
                    differs("typed and text answer");
                }
            })*
        };
    }
    operations!(
        CheckRequirements,
        GenerateToken,
        Upload,
        BusinessRegistration,
        LiteRegistration,
        GetBusiness,
        RdlRegistration,
        RdlDisbursement
    );
}
