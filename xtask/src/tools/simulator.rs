//! A simulated DOKU, and programs that are run against it as a newcomer would run them.

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdin, Command, Stdio};

use anyhow::{Context, Result, ensure};

use crate::run::counts::Counts;
use crate::run::program::{cargo, watch};
use crate::run::workspace::Workspace;

/// A simulated DOKU on loopback, which runs until this is dropped.
pub(crate) struct Simulator {
    child: Child,
    url: String,
    /// The simulator ends when this closes.
    stdin: Option<ChildStdin>,
}

impl Simulator {
    pub(crate) fn start(workspace: &Workspace) -> Result<Self> {
        let mut command = cargo(workspace, "run --quiet -p dokukit-simulator --");
        command.args([
            "--until-stdin-closes",
            "--client-id",
            CLIENT_ID,
            "--secret-key",
            SECRET_KEY,
        ]);
        // The files that the sample registration names, as the README lists them.
        command.args(["--file", PHOTO_PROOF, "--file", OWNER_LIVENESS]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn()?;
        let mut url = String::new();
        let stdout = child.stdout.take().context("the simulator has no output")?;
        BufReader::new(stdout).read_line(&mut url)?;
        let stdin = child.stdin.take();
        let simulator = Self { child, url: url.trim().to_owned(), stdin };
        ensure!(!simulator.url.is_empty(), "the simulator does not start");
        Ok(simulator)
    }

    /// The environment variables of the README's programs.
    pub(crate) fn environment(&self) -> [(&'static str, &str); 3] {
        [("DOKU_URL", &self.url), ("DOKU_CLIENT_ID", CLIENT_ID), ("DOKU_SECRET_KEY", SECRET_KEY)]
    }

    /// Runs a README program in a folder that holds `rdl-registration.json`: one test.
    pub(crate) fn try_out(&self, program: &mut Command) -> Result<Counts> {
        self.expect(program, EXPECTED)
    }

    /// Runs the README's onboarding in a folder that holds its files: one test.
    pub(crate) fn onboard(&self, program: &mut Command) -> Result<Counts> {
        self.expect(program, "BSN-0104-1678960841263 UPDATING")
    }

    /// Runs the README's reader of callbacks, whose second message does not verify: two tests,
    /// without the switch that the README names for its diagnosis and with it.
    pub(crate) fn call_back(&self, program: &mut Command) -> Result<Counts> {
        let plain = watch(program.envs(self.environment()).env_remove(DIAGNOSE))?;
        let mut counts = Counts::default();
        let is_right = plain.text.contains("BUSINESS verified") && plain.text.contains("400");
        counts.add(plain.status.success() && is_right && !plain.text.contains(DIAGNOSED));
        Ok(counts.plus(self.expect(program.env(DIAGNOSE, "1"), DIAGNOSED)?))
    }

    /// Runs a program of `examples/e2e`: one test.
    pub(crate) fn end_to_end(
        &self,
        workspace: &Workspace,
        program: &mut Command,
    ) -> Result<Counts> {
        let data = workspace.existing("examples/data")?;
        let done = "2 replayed, 1 callback verified, 1 forged refused";
        self.expect(program.env("DOKU_DATA", data).env(DIAGNOSE, "1"), done)
    }

    fn expect(&self, program: &mut Command, expected: &str) -> Result<Counts> {
        let transcript = watch(program.envs(self.environment()))?;
        let is_right = transcript.status.success() && transcript.text.contains(expected);
        let mut counts = Counts::default();
        counts.add(is_right);
        Ok(counts)
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        drop(self.stdin.take());
        // Nothing uses it any more, so its exit status does not matter.
        let _ = self.child.wait();
    }
}

/// Part of DOKU's sample answer, which each program prints.
const EXPECTED: &str = "2340220322154948265107180133830000142742 PENDING";
/// The environment variable that turns diagnosis on, and what a program prints with it.
const DIAGNOSE: &str = "DOKU_DIAGNOSE";
const DIAGNOSED: &str = "path_prefix - ";
const CLIENT_ID: &str = "MCH-0001-10791114622547";
const SECRET_KEY: &str = "readme-secret-key";
/// The files of `business-registration.json`.
const PHOTO_PROOF: &str = "PHOTO_PROOF=DCM-0131-1234567890123";
const OWNER_LIVENESS: &str = "OWNER_LIVENESS=CNT-0114-1234567890123";
