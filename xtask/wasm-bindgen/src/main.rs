//! Runs the wasm-bindgen generator of the pinned release.
//!
//! Usage: `xtask-wasm-bindgen INPUT.wasm OUT_DIR OUT_NAME`. It writes `OUT_NAME_bg.wasm`, and the glue
//! `OUT_NAME.js` with its types `OUT_NAME.d.ts`.
//!
//! The glue is that of `--target web`, because the npm package instantiates one inlined wasm at
//! first use: `initSync({ module })` takes bytes or a `WebAssembly.Module` and returns when it is
//! ready. The default path of the `.wasm` is left out, since it needs `import.meta`, which a
//! `CommonJS` build cannot contain. `__wbg_reset_state` instantiates it again after a trap.

use std::env;
use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [input, out_dir, out_name] = arguments.as_slice() else {
        eprintln!("usage: xtask-wasm-bindgen INPUT.wasm OUT_DIR OUT_NAME");
        return ExitCode::from(2);
    };
    let mut bindgen = Bindgen::new();
    let written = bindgen.web(true).and_then(|bindgen| {
        bindgen
            .input_path(input)
            .out_name(out_name)
            .typescript(true)
            .omit_default_module_path(true)
            .remove_producers_section(true)
            .reset_state_function(true)
            .generate(out_dir)
    });
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask-wasm-bindgen: {error:#}");
            ExitCode::FAILURE
        }
    }
}
