use super::*;
use dokukit::{Host, Limits, NoAnswer, RdlRegistration};
use std::collections::BTreeSet;
use std::time::SystemTime;

/// Two hours ahead, with every third answer lost: each account is opened once.
#[test]
fn sends_each_registration_exactly_once() {
    let settings = Settings { clock_skew: 7200, ..options().settings };
    let simulator = Simulator::start(Options { settings, ..options() }).unwrap();
    admin(&simulator, "faults", r#"{"drop_percent":30}"#);
    let doku = doku(simulator.base_url());
    let config = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0);
    let mut host = Ureq { agent: config.build().into(), sent: 0 };
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
    assert!(host.sent > 40, "each is refused for its clock first: {}", host.sent);
}

struct Ureq {
    agent: ureq::Agent,
    sent: u32,
}

impl Host for Ureq {
    fn send(
        &mut self,
        request: http::Request<Vec<u8>>,
    ) -> Result<http::Response<Vec<u8>>, NoAnswer> {
        self.sent = self.sent.saturating_add(1);
        let mut response = self.agent.run(request).map_err(|_| NoAnswer::Unknown)?;
        let body = response.body_mut().read_to_vec().map_err(|_| NoAnswer::Unknown)?;
        Ok(response.map(|_| body))
    }

    fn wait(&mut self, time: Duration) {
        std::thread::sleep(time);
    }

    fn now(&mut self) -> SystemTime {
        SystemTime::now()
    }

    fn random(&mut self) -> u32 {
        1 << 30
    }
}
