//! Third-party notices: cargo-about writes them, each package includes them, and a check reads them
//! back from the package.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::run::counts::Counts;
use crate::run::program::{cargo, command, is_stamped, run, text};
use crate::run::workspace::Workspace;
use crate::tools::cargo_tool::CargoTool;

/// Compiled code that is shipped.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Shipped {
    /// The library in the wheel, the jar and the Swift package.
    Native,
    /// The modules in the npm package, that of `dokukit/diagnose` among them.
    Wasm,
}

/// Installs cargo-about into the cache unless the user has one.
pub(crate) fn setup(workspace: &Workspace) -> Result<()> {
    TOOL.ensure(workspace)
}

impl Shipped {
    /// Copies the notices and the project's own licences into a folder that becomes part of a package.
    pub(crate) fn place(self, workspace: &Workspace, folder: &Path) -> Result<()> {
        fs::copy(self.notices(workspace)?, folder.join(NOTICES))?;
        for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
            fs::copy(workspace.existing(licence)?, folder.join(licence))?;
        }
        Ok(())
    }

    /// Checks that a package has the notices of all crates that are compiled in, as cargo lists them.
    pub(crate) fn check(self, workspace: &Workspace, package: &Path) -> Result<Counts> {
        let (name, target) = self.name_and_target();
        let mut tree = cargo(workspace, "tree --locked --edges normal,no-proc-macro --prefix none");
        tree.args(["--format", "{p}", "--package", name]).args(target);
        if matches!(self, Self::Wasm) {
            tree.args(["--package", "dokukit-wasm-diagnose"]);
        }
        let listed = workspace.target.join("notices").join(format!("{name}-crates.txt"));
        fs::write(&listed, text(&mut tree)?)?;
        let mut check = command(workspace, "python3");
        check.arg(workspace.existing("tests/packaging/notices.py")?).arg(package).arg(listed);
        let mut counts = Counts::default();
        counts.add(run(&mut check).is_ok());
        Ok(counts)
    }

    /// Writes them again only when the crates or the template have changed: reading every licence takes
    /// half a minute.
    fn notices(self, workspace: &Workspace) -> Result<PathBuf> {
        let (name, target) = self.name_and_target();
        let folder = workspace.target.join("notices");
        let (out, marker) =
            (folder.join(format!("{name}.txt")), folder.join(format!("{name}.stamp")));
        let [configuration, template] = ["xtask/notices/about.toml", "xtask/notices/notices.hbs"]
            .map(|file| workspace.existing(file));
        let (configuration, template) = (configuration?, template?);
        let mut stamp = format!("{} {DIAGNOSIS}", TOOL.version);
        for file in [&workspace.existing("Cargo.lock")?, &configuration, &template] {
            stamp.push_str(&fs::read_to_string(file)?);
        }
        if out.exists() && is_stamped(&marker, &stamp) {
            return Ok(out);
        }
        fs::create_dir_all(&folder)?;
        // cargo-about reads the sources of crates for all systems; with them here it needs no network.
        run(&mut cargo(workspace, "fetch --quiet --locked"))?;
        let mut make = command(workspace, TOOL.find(workspace)?);
        make.args(["generate", "--frozen", "--fail"]).args(target);
        if matches!(self, Self::Wasm) {
            make.args(["--features", DIAGNOSIS]);
        }
        make.arg("--config").arg(configuration).arg("--manifest-path");
        make.arg(self.manifest(workspace)?).arg("--output-file").arg(&out).arg(template);
        run(&mut make)?;
        fs::write(marker, stamp)?;
        Ok(out)
    }

    fn manifest(self, workspace: &Workspace) -> Result<PathBuf> {
        workspace.existing(match self {
            Self::Native => "bindings-uniffi/Cargo.toml",
            Self::Wasm => "bindings-wasm/Cargo.toml",
        })
    }

    fn name_and_target(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::Native => ("dokukit-uniffi", &[]),
            Self::Wasm => ("dokukit-wasm", &["--target", "wasm32-unknown-unknown"]),
        }
    }
}

const TOOL: CargoTool = CargoTool { name: "cargo-about", version: "0.9.3", features: "cli" };
/// The feature of the main module's manifest that has the crates of `dokukit/diagnose` as well.
const DIAGNOSIS: &str = "notices";
const NOTICES: &str = "THIRD-PARTY-NOTICES.txt";
