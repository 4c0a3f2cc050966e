//! Python: a virtual environment, the wheel and its tests.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value, json};

use crate::apt::Tool;
use crate::counts::{Counts, Runner};
use crate::lang::{Lang, Language};
use crate::node;
use crate::notices::{self, Shipped};
use crate::readme::{self, Simulator};
use crate::schema;
use crate::shell::{self, answer, cargo, command, is_stamped, run};
use crate::workspace::Workspace;

/// `CPython`, 3.11 or newer.
pub(crate) struct Python;

impl Language for Python {
    fn setup(&self, workspace: &Workspace) -> Result<()> {
        interpreter(workspace)?;
        // Pyright runs in Node, and would fetch one of its own.
        node::interpreter(workspace)?;
        environment(workspace)?;
        notices::setup(workspace)
    }

    /// Generates the types, builds the wheel and installs it into the environment.
    fn build(&self, workspace: &Workspace) -> Result<()> {
        payloads(workspace)?;
        let sources = workspace.existing(PACKAGE)?.join("src/dokukit");
        schema::facade(workspace, "python", &sources)?;
        Shipped::Native.place(workspace, &workspace.existing(PACKAGE)?)?;
        let wheel = wheel(workspace, &workspace.target.join("python-wheel"))?;
        run(pip(workspace).args(["--no-deps", "--no-index", "--force-reinstall"]).arg(wheel))
    }

    fn test(&self, workspace: &Workspace) -> Result<Counts> {
        let mut test = python(workspace);
        test.args(["-m", "pytest"]);
        Runner::Pytest.run(test.current_dir(workspace.existing(PACKAGE)?))
    }

    fn vectors(&self, workspace: &Workspace, dir: &Path) -> Result<Command> {
        let mut runner = python(workspace);
        runner.arg(workspace.existing("tests/python/vectors.py")?).arg(dir);
        Ok(runner)
    }

    /// The wheel as it was built and tested.
    fn package(&self, workspace: &Workspace, out: &Path) -> Result<()> {
        let wheel = built(&workspace.target.join("python-wheel"))?;
        let name = wheel.file_name().context("the wheel has no name")?;
        fs::copy(&wheel, out.join(name))?;
        Ok(())
    }

    /// An environment far from this repository that holds the wheel and the README's HTTP client.
    fn packaging(&self, workspace: &Workspace, out: &Path) -> Result<Counts> {
        let project = Workspace::elsewhere("python")?;
        let used = use_wheel(workspace, &built(out)?, &project);
        fs::remove_dir_all(&project)?;
        used
    }

    fn e2e(&self, workspace: &Workspace, out: &Path, simulator: &Simulator) -> Result<Counts> {
        let environment = workspace.target.join("e2e/python");
        let alone = environment.join("bin/python");
        if !alone.exists() {
            let mut create = command(workspace, "python3");
            run(create.args(["-m", "venv", "--without-pip"]).arg(&environment))?;
        }
        let folder = workspace.existing("examples/e2e/python")?;
        let install = || {
            let mut install = python(workspace);
            install.args(["-m", "pip", "--disable-pip-version-check", "--python"]).arg(&alone);
            install.args(["install", "-q"]);
            install
        };
        run(install().arg("-r").arg(folder.join("requirements.txt")))?;
        run(install().args(["--no-deps", "--no-index", "--force-reinstall"]).arg(built(out)?))?;
        let mut program = command(workspace, &alone);
        program.arg("-I").arg(folder.join("main.py"));
        simulator.end_to_end(workspace, &mut program)
    }
}

/// The user's Python 3, able to make virtual environments.
pub(crate) fn interpreter(workspace: &Workspace) -> Result<()> {
    let python = Tool {
        program: "python3",
        question: &["-c", "import ensurepip, sys; print('Python', sys.version)"],
        before: "Python ",
        least: &[3, 11],
        packages: "python3 python3-venv",
    };
    python.ensure(workspace)
}

/// Makes the virtual environment unless it is complete, works and was made here: its programs
/// hold its path, and its Python is a link to one that may be gone.
fn environment(workspace: &Workspace) -> Result<()> {
    let requirements = workspace.existing(PACKAGE)?.join("requirements-dev.txt");
    let pins = fs::read_to_string(&requirements)?;
    let stamp = format!("# {}\n{pins}", venv(workspace).display());
    let marker = venv(workspace).join("installed-requirements.txt");
    let works = answer(venv(workspace).join("bin/python"), &["-m", "pip", "--version"]).is_some();
    if works && is_stamped(&marker, &stamp) {
        shell::say("the virtual environment is there");
        return Ok(());
    }
    run(command(workspace, "python3").args(["-m", "venv", "--clear"]).arg(venv(workspace)))?;
    run(pip(workspace).arg("-r").arg(requirements))?;
    // What it installs at its first start.
    run(python(workspace).args(["-m", "pyright", "--version"]))?;
    Ok(fs::write(marker, stamp)?)
}

/// The virtual environment's Python, with the package once it is built.
pub(crate) fn python(workspace: &Workspace) -> Command {
    let mut python = command(workspace, venv(workspace).join("bin/python"));
    python.env("PYTHONDONTWRITEBYTECODE", "1");
    python
}

/// Writes the package's `payloads.py`: all schemas as one, so that shared types stand there once.
fn payloads(workspace: &Workspace) -> Result<()> {
    let mut types = Map::new();
    for entry in fs::read_dir(schema::write(workspace)?)? {
        let mut schema: Map<String, Value> =
            serde_json::from_str(&fs::read_to_string(entry?.path())?)?;
        if let Some(Value::Object(shared)) = schema.remove("$defs") {
            types.extend(shared);
        }
        let name = schema.get("title").and_then(Value::as_str).context("a schema has no title")?;
        types.insert(name.to_owned(), Value::Object(schema));
    }
    types.values_mut().for_each(adapt);
    types.insert("Secret".to_owned(), placeholder());
    types.sort_keys();
    let all = workspace.target.join("python-payloads.schema.json");
    fs::write(&all, json!({ "$defs": types }).to_string())?;
    let mut generate = command(workspace, venv(workspace).join("bin/datamodel-codegen"));
    let out = workspace.existing(PACKAGE)?.join("src/dokukit/payloads.py");
    generate.arg("--input").arg(all).args(CODEGEN).arg("--output").arg(&out);
    run(&mut generate)?;
    let facts = shell::text(&mut cargo(workspace, "run -q -p xtask-facts -- names"))?;
    let facts: Value = serde_json::from_str(&facts)?;
    let secrets = facts.get("secrets").context("the core names no secrets")?;
    let kinds = facts.get("callback_kinds").context("the core names no callbacks")?;
    let types = fs::read_to_string(&out)?;
    let (before, rest) = types.split_once("class Secret(TypedDict):").context("no Secret")?;
    let after = rest.split_once("\n\n\nclass ").map_or("", |(_, after)| after);
    let before = before.replacen("TypedDict\n", "TypedDict\n\nfrom ._secret import Secret\n", 1);
    let types = format!(
        "{before}class {after}\nSECRETS = frozenset({secrets})\n\nCallbackKind = Literal{kinds}\n"
    );
    Ok(fs::write(&out, types)?)
}

/// Secrets are a class of their own, and a file's content is bytes and not base64.
fn adapt(schema: &mut Value) {
    match schema {
        Value::Object(object) if object.contains_key("writeOnly") => {
            let description = object.remove("description");
            *object = Map::from_iter([("$ref".to_owned(), json!("#/$defs/Secret"))]);
            object.extend(description.map(|text| ("description".to_owned(), text)));
        }
        Value::Object(object) => {
            if let Some(mut bytes) = object.remove("base64") {
                if let Some(bytes) = bytes.as_object_mut() {
                    bytes.remove("contentEncoding");
                    bytes.insert("format".to_owned(), json!("binary"));
                }
                object.insert("content".to_owned(), bytes);
            }
            object.values_mut().for_each(adapt);
        }
        Value::Array(items) => items.iter_mut().for_each(adapt),
        Value::String(text) if text == "base64" => "content".clone_into(text),
        _ => {}
    }
}

/// Stands for the facade's own class while the types are generated.
fn placeholder() -> Value {
    json!({"title": "Secret", "type": "object", "properties": {"text": {"type": "string"}}})
}

/// Builds the wheel into a folder that then holds nothing else.
fn wheel(workspace: &Workspace, out: &Path) -> Result<PathBuf> {
    workspace
        .once("the uniffi generator", || run(&mut cargo(workspace, "build -p dokukit-bindgen")))?;
    if out.exists() {
        fs::remove_dir_all(out)?;
    }
    // Maturin looks for the generator under its usual name.
    let generator = venv(workspace).join("bin/uniffi-bindgen");
    if generator.is_symlink() {
        fs::remove_file(&generator)?;
    }
    symlink(workspace.target.join("debug/dokukit-bindgen"), generator)?;
    let path = env::var_os("PATH").unwrap_or_default();
    let path = [venv(workspace).join("bin")].into_iter().chain(env::split_paths(&path));
    let mut maturin = command(workspace, "maturin");
    maturin.env("PATH", env::join_paths(path)?).args(["build", "--release", "--out"]).arg(out);
    run(maturin.current_dir(workspace.existing(PACKAGE)?))?;
    built(out)
}

fn built(folder: &Path) -> Result<PathBuf> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension() == Some(OsStr::new("whl")) {
            return Ok(path);
        }
    }
    bail!("no wheel in {}", folder.display())
}

/// Runs and type-checks a program and the README's with nothing but the wheel.
fn use_wheel(workspace: &Workspace, wheel: &Path, project: &Path) -> Result<Counts> {
    let environment = project.join("venv");
    run(command(workspace, "python3").args(["-m", "venv", "--without-pip"]).arg(&environment))?;
    let alone = environment.join("bin/python");
    let install = || {
        let mut install = python(workspace);
        install.args(["-m", "pip", "--disable-pip-version-check", "--python"]).arg(&alone);
        install.args(["install", "-q"]);
        install
    };
    run(install().arg("--no-index").arg(wheel))?;
    fs::copy(workspace.existing("tests/packaging/python/shop.py")?, project.join("shop.py"))?;
    fs::write(project.join("readme.py"), readme::program(workspace, Lang::Python)?)?;
    fs::write(project.join("onboarding.py"), onboarding(workspace)?)?;
    readme::place_registration(workspace, project)?;

    let mut counts = Shipped::Native.check(workspace, wheel)?;
    let mut passes = |command: &mut Command| counts.add(run(command.current_dir(project)).is_ok());
    passes(command(workspace, &alone).args(["-I", "shop.py"]));
    let requirements = workspace.existing(PACKAGE)?.join("requirements-dev.txt");
    run(install().args(["httpx", "-c"]).arg(requirements))?;
    for check in ["mypy --strict --python-executable", "pyright --pythonpath"] {
        let mut check_types = python(workspace);
        check_types.arg("-m").args(check.split(' ')).arg(&alone);
        passes(check_types.args(["shop.py", "readme.py", "onboarding.py"]));
    }
    let simulator = Simulator::start(workspace)?;
    let program = |name| {
        let mut program = command(workspace, &alone);
        program.args(["-I", name]).current_dir(project);
        program
    };
    let readme = simulator.try_out(&mut program("readme.py"))?;
    Ok(counts.plus(readme).plus(simulator.onboard(&mut program("onboarding.py"))?))
}

/// The program in the package's own README that onboards a merchant.
fn onboarding(workspace: &Workspace) -> Result<String> {
    let readme = fs::read_to_string(workspace.existing(PACKAGE)?.join("README.md"))?;
    let (_, program) = readme.split_once("```python onboarding\n").context("no onboarding")?;
    Ok(program.split_once("```").context("the onboarding has no end")?.0.to_owned())
}

fn pip(workspace: &Workspace) -> Command {
    let mut pip = python(workspace);
    pip.args(["-m", "pip", "install", "--disable-pip-version-check", "-q"]);
    pip
}

fn venv(workspace: &Workspace) -> PathBuf {
    workspace.target.join("python-venv")
}

const PACKAGE: &str = "bindings-uniffi/python";

/// `TypedDict`s with docstrings, `NotRequired` and `Literal`, and nothing to install beside them.
const CODEGEN: &[&str] = &[
    "--input-file-type=jsonschema",
    "--output-model-type=typing.TypedDict",
    "--target-python-version=3.11",
    "--use-schema-description",
    "--use-field-description",
    "--enum-field-as-literal=all",
    "--no-use-closed-typed-dict",
    "--skip-root-model",
    "--disable-timestamp",
    "--formatters=builtin",
    "--custom-file-header=\"\"\"Requests and answers in DOKU's own names. Generated.\"\"\"",
];
