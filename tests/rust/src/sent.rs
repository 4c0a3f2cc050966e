//! Operations that are sent: both halves of signing, the typed form, and the answer.

use dokukit::{
    Answer, BusinessRegistration, CheckRequirements, Doku, Error, GenerateToken, GetBusiness,
    LiteRegistration, PreparedRequest, RdlDisbursement, RdlRegistration, Request, Secret, Stages,
    Stamp, UnsignedRequest, Upload, UploadStamp, from_json, serialize_request,
};
use serde_json::json;

use crate::vector::Vector;
use crate::{Outcome, attempts, show};

impl Outcome {
    pub(crate) fn send(&mut self, v: &Vector, doku: &Doku) -> Result<(), Error> {
        let is_about_another =
            matches!(v.operation(), "resign" | "redacted" | "sign_test_response" | "attempts");
        let name = if is_about_another { v.text("operation") } else { v.operation().to_owned() };
        let place = if v.operation() == "resign" { "" } else { "call/" };
        let id = |name: &str| v.text(&format!("{place}{name}"));
        let stamp = Stamp { request_id: id("request_id"), timestamp: id("timestamp") };
        let request = match name.as_str() {
            "upload_file" => self.upload(v, doku)?,
            name => doku.prepare_text(name, &v.source("request"), &stamp)?,
        };
        if doku.restore(&serialize_request(&request)).as_ref() != Ok(&request) {
            self.differs = Some("a request and what was stored of it");
        }
        match v.operation() {
            "resign" => {
                let unsigned = doku.resign_unsigned(&request, &v.text("again"))?;
                let again = doku.resign(&request, &v.text("again"))?;
                return self.prepared(doku, unsigned, &again);
            }
            "sign_test_response" => {
                let status = u16::try_from(v.integer("status").unwrap_or_default());
                let (body, time) = (v.bytes("body").unwrap_or_default(), v.text("timestamp"));
                let sent = (&request).into();
                let fake =
                    doku.sign_test_response(&sent, status.unwrap_or_default(), &body, &time)?;
                self.put("answer", show::received(&fake));
                return Ok(());
            }
            "attempts" => {
                self.put("answer", attempts::play(v, doku, request)?);
                return Ok(());
            }
            "redacted" => {
                let read = |received| doku.read_text(&(&request).into(), &received, v.policy()?);
                let read = v.response().map(read).transpose()?;
                let (request, answer) = (request.redacted(), read.as_ref().map(Answer::redacted));
                self.put("answer", json!({"request": request, "answer": answer}));
                return Ok(());
            }
            "upload_file" => self.put("prepared", show::prepared(&request)),
            name => {
                let unsigned = doku.prepare_unsigned(name, &v.source("request"), &stamp)?;
                self.prepared(doku, unsigned, &request)?;
            }
        }
        self.typed(v, doku, &stamp, &request);
        if let Some(received) = v.response() {
            let read = doku.read_text(&(&request).into(), &received, v.policy()?)?;
            self.put("answer", show::answer(&read));
        }
        Ok(())
    }

    /// A signed request and its stages; signed in two parts it is the same.
    fn prepared(
        &mut self,
        doku: &Doku,
        unsigned: UnsignedRequest,
        request: &PreparedRequest,
    ) -> Result<(), Error> {
        let signature = request.headers.iter().find(|header| header.name == "Signature");
        let signature = signature.map(|header| header.value.clone()).unwrap_or_default();
        let (digest, string_to_sign) = (unsigned.digest, unsigned.string_to_sign);
        if doku.attach_signature(unsigned.request, &signature)? != *request {
            self.differs = Some("attach_signature and what it is a part of");
        }
        self.put("stages", show::stages(&Stages { digest, string_to_sign, signature }));
        self.put("prepared", show::prepared(request));
        Ok(())
    }

    /// An upload; from a record, and around streamed bytes, it is the same.
    fn upload(&mut self, v: &Vector, doku: &Doku) -> Result<PreparedRequest, Error> {
        let (token, boundary) = (Secret::new(v.text("call/token")), v.text("call/boundary"));
        let stamp = UploadStamp { token, boundary };
        let request = doku.prepare_upload_text(&v.source("request"), None, &stamp)?;
        let upload: Upload = from_json(&v.source("request"))?;
        let frame = doku.prepare_upload_frame(&upload, &stamp)?;
        let content = upload.file.as_ref().map(|file| file.content.clone()).unwrap_or_default();
        if Some([frame.head, content, frame.tail].concat()) != request.body {
            self.differs = Some("frame and whole");
        }
        if doku.prepare_upload(&upload, &stamp)? != request {
            self.differs = Some("typed and text request");
        }
        Ok(request)
    }

    /// The typed form of the operation, wherever the request decodes.
    fn typed(&mut self, v: &Vector, doku: &Doku, stamp: &Stamp, request: &PreparedRequest) {
        macro_rules! operations {
            ($($request:ty),*) => {
                $(if v.operation() == <$request>::OPERATION.name {
                    let Ok(typed) = from_json::<$request>(&v.source("request")) else { return };
                    let is_signed = v.operation() != "upload_file";
                    if is_signed && doku.prepare(&typed, stamp).as_ref() != Ok(request) {
                        self.differs = Some("typed and text request");
                    }
                    let (Some(received), Ok(policy)) = (v.response(), v.policy()) else { return };
                    let text = doku.read_text(&request.into(), &received, policy);
                    let typed = doku.read_sent::<$request>(&request.into(), &received, policy);
                    if !show::agrees(&typed, &text) {
                        self.differs = Some("typed and text answer");
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
}
