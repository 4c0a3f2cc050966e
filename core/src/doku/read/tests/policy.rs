//! Whether what is not signed is accepted.

use super::*;

#[test]
fn treats_an_unsigned_answer_by_its_policy() {
    for (policy, status, expected) in [
        (Required, 200, Err(ErrorCode::SignatureMissing)),
        (Required, 409, Err(ErrorCode::SignatureMissing)),
        (Required, 199, Err(ErrorCode::GatewayError)),
        (Required, 300, Err(ErrorCode::GatewayError)),
        (Required, 404, Err(ErrorCode::GatewayError)),
        (IfPresent, 200, Ok(SignatureStatus::Absent)),
        (IfPresent, 409, Ok(SignatureStatus::Absent)),
        (IfPresent, 500, Err(ErrorCode::GatewayError)),
    ] {
        let verdict =
            doku().verify_response(&call("POST"), &unsigned(status, "{}"), Some(policy), None);
        assert_eq!(verdict.map_err(|error| error.code()), expected, "{policy:?} {status}");
    }
    for policy in [Required, IfPresent] {
        let verdict = doku().verify_response(&call("POST"), &signed(500, "{}"), Some(policy), None);
        assert_eq!(verdict, Ok(SignatureStatus::Verified));
    }
}

#[test]
fn names_the_policies() {
    assert_eq!(SignaturePolicy::parse("required"), Ok(Required));
    assert_eq!(SignaturePolicy::parse("if_present"), Ok(IfPresent));
    for name in ["", "Required", "never"] {
        let refused = SignaturePolicy::parse(name).unwrap_err();
        assert_eq!(listed(&refused), ["policy not_in_list"], "{name}");
    }
}

#[test]
fn says_of_an_unsigned_refusal_where_doku_signs_that_it_proves_nothing() {
    let told = |sent: &Sent, policy| {
        let error = doku().read_text(sent, &unsigned(400, "{}"), policy).unwrap_err();
        assert_eq!(error.code(), ErrorCode::GatewayError);
        error.detail().contains("DOKU may have acted")
    };
    assert!(told(&disbursement(), None));
    assert!(told(&call("POST"), Some(SignaturePolicy::Required)));
    assert!(!told(&call("POST"), None));
}

#[test]
fn a_call_to_an_endpoint_that_has_a_row_has_its_policy() {
    let to = |method: &str, target: &str| Sent { target: target.into(), ..sent("call", method) };
    for (sent, code) in [
        (to("POST", "/sac-rdl/v1/rdl-customers"), Some(ErrorCode::SignatureMissing)),
        (to("post", "/sac-rdl/v1/rdl-disbursements?a=1"), Some(ErrorCode::SignatureMissing)),
        (to("GET", "/sac-rdl/v1/rdl-customers"), None),
        (to("POST", "/sac-rdl/v1/rdl-customers/1"), None),
        (to("POST", "/adv-core-api/partner/v1.0/token"), None),
    ] {
        let answer = doku().read_text(&sent, &unsigned(200, r#"{"x":1}"#), None);
        assert_eq!(answer.err().map(|error| error.code()), code, "{sent:?}");
    }
}

#[test]
fn a_policy_tightens_and_never_loosens() {
    let sent = sent("call", "POST");
    let strict = doku().with_policy(Required);
    for (doku, policy, expected) in [
        (doku(), None, Ok(SignatureStatus::Absent)),
        (doku(), Some(IfPresent), Ok(SignatureStatus::Absent)),
        (doku(), Some(Required), Err(ErrorCode::SignatureMissing)),
        (strict.clone(), None, Err(ErrorCode::SignatureMissing)),
        (strict, Some(IfPresent), Err(ErrorCode::SignatureMissing)),
    ] {
        let answer = doku.read_text(&sent, &unsigned(200, "{}"), policy);
        let status = answer.map(|answer| answer.signature).map_err(|error| error.code());
        assert_eq!(status, expected, "{policy:?}");
    }
    let answer = doku().read_text(&registration(), &unsigned(201, ANSWER), Some(IfPresent));
    assert_eq!(answer.unwrap_err().code(), ErrorCode::SignatureMissing);
}
