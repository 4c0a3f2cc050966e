use super::*;
use dokukit::{Limits, NoAnswer, RdlRegistration};
use std::collections::BTreeSet;

/// Two hours ahead, with every third answer lost: each account is opened once.
#[test]
fn sends_each_registration_exactly_once() {
    let settings = Settings { clock_skew: 7200, ..options().settings };
    let simulator = Simulator::start(Options { settings, ..options() }).unwrap();
    admin(&simulator, "faults", r#"{"drop_percent":30}"#);
    let doku = doku(simulator.base_url());
    let config = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0);
    let agent: ureq::Agent = config.build().into();
    let mut sent = 0_u32;
    let mut host = |request| {
        sent = sent.saturating_add(1);
        let mut response = agent.run(request).map_err(|_| NoAnswer::Unknown)?;
        let body = response.body_mut().read_to_vec().map_err(|_| NoAnswer::Unknown)?;
        Ok(response.map(|_| body))
    };
    let limits = Limits { attempts: 20, ..Limits::default() };
    let mut accounts = BTreeSet::new();
    for number in 0..20 {
        let request = prepare(
            &simulator,
            "register_rdl_customer",
            &investor(&format!("A-{number}")),
            &format!("id-{number}"),
        );
        let answer = doku.send::<RdlRegistration>(&request, limits, &mut host).unwrap();
        accounts.insert(answer.body.rdl_customer.account_id);
    }
    assert_eq!(accounts.len(), 20);
    assert!(sent > 40, "each is refused for its clock first: {sent}");
}
