//! The README's programs, run as a newcomer would run them.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::counts::Counts;
use crate::lang::Lang;
use crate::shell::{cargo, watch};
use crate::workspace::Workspace;

/// The README's program of a language: its only fenced block of that name.
pub(crate) fn program(workspace: &Workspace, lang: Lang) -> Result<String> {
    let fence = match lang {
        Lang::Rust => "```rust\n",
        Lang::Node => "```js\n",
        Lang::Python => "```python\n",
        Lang::Kotlin => "```kotlin\n",
        Lang::Swift => "```swift\n",
    };
    block(workspace, fence)
}

/// The README's program that onboards a merchant.
pub(crate) fn onboarding(workspace: &Workspace) -> Result<String> {
    block(workspace, "```js onboarding\n")
}

/// The README's program that reads a callback.
pub(crate) fn callback(workspace: &Workspace) -> Result<String> {
    block(workspace, "```js callback\n")
}

fn block(workspace: &Workspace, fence: &str) -> Result<String> {
    let readme = fs::read_to_string(workspace.existing("README.md")?)?;
    let (_, rest) =
        readme.split_once(fence).with_context(|| format!("README.md has no {fence}"))?;
    let (program, rest) = rest.split_once("\n```").context("a block of README.md has no end")?;
    if rest.contains(fence) {
        bail!("README.md has a second {fence}");
    }
    Ok(format!("{program}\n"))
}

/// A DOKU on loopback, running until this is dropped.
pub(crate) struct Simulator {
    child: Child,
    url: String,
    /// It ends when this closes.
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
        // As README prints it: the files that the sample registration names.
        command.args(["--file", PHOTO_PROOF, "--file", OWNER_LIVENESS]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn()?;
        let mut url = String::new();
        let stdout = child.stdout.take().context("the simulator has no output")?;
        BufReader::new(stdout).read_line(&mut url)?;
        let stdin = child.stdin.take();
        let simulator = Self { child, url: url.trim().to_owned(), stdin };
        if simulator.url.is_empty() {
            bail!("the simulator does not start");
        }
        Ok(simulator)
    }

    /// What the README's programs read from their environment.
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
        // It has nothing left to serve; how it ends does not matter.
        let _ = self.child.wait();
    }
}

/// Puts DOKU's sample registrations, and a photo of an id card, where the README's programs look for it.
pub(crate) fn place_registration(workspace: &Workspace, folder: &Path) -> Result<()> {
    for (sample, name) in [
        ("rdl-registration.json", "rdl-registration.json"),
        ("business-registration.json", "business-registration.json"),
        ("selfie.jpg", "ktp.jpg"),
    ] {
        fs::copy(workspace.existing("examples/data")?.join(sample), folder.join(name))?;
    }
    Ok(())
}

/// What DOKU's sample answer holds, and so each program's output.
const EXPECTED: &str = "2340220322154948265107180133830000142742 PENDING";
/// The development switch of the programs that take callbacks, and what they say with it.
const DIAGNOSE: &str = "DOKU_DIAGNOSE";
const DIAGNOSED: &str = "path_prefix - ";
const CLIENT_ID: &str = "MCH-0001-10791114622547";
const SECRET_KEY: &str = "readme-secret-key";
/// The files of `business-registration.json`.
const PHOTO_PROOF: &str = "PHOTO_PROOF=DCM-0131-1234567890123";
const OWNER_LIVENESS: &str = "OWNER_LIVENESS=CNT-0114-1234567890123";
