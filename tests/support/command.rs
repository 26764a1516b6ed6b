//! The command as its users type it.
#![allow(dead_code, unreachable_pub)]

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

/// What a command ended with.
#[derive(Debug, PartialEq, Eq)]
pub struct Ran {
    pub status: i32,
    pub output: String,
    pub errors: String,
}

impl Ran {
    pub fn json(&self) -> Value {
        assert_eq!(self.status, 0, "{}{}", self.output, self.errors);
        serde_json::from_str(&self.output).unwrap()
    }
}

/// Runs it in the repository, without colours.
pub fn sleutel(arguments: &[&str]) -> Ran {
    let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_sleutel"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("CLICOLOR_FORCE")
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { status: status.code().unwrap(), output: text(stdout), errors: text(stderr) }
}

pub fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

pub fn read(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).unwrap()
}
