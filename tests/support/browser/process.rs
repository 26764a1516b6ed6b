//! The browser as a process: found, started, ended.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::mpsc::{self, Sender};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// By these names it is installed; `CHROMIUM` names another.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

const OPTIONS: [&str; 13] = [
    "--headless=new",
    "--no-sandbox", // it shows our own pages only, and the sandbox refuses to work for root
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage", // small in containers
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    "--remote-debugging-port=0",
    "about:blank",
];

pub struct Process {
    child: Child,
    folder: TempDir,
    /// Where it listens.
    pub address: String,
}

impl Process {
    pub fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let profile = format!("--user-data-dir={}", folder.path().join("profile").display());
        let program = program();
        let mut command = Command::new(&program);
        command.arg(profile).args(OPTIONS).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap_or_else(|fault| panic!("{} does not start: {fault}", program.display()));
        let (sender, receiver) = mpsc::channel();
        let errors = child.stderr.take().unwrap();
        std::thread::spawn(move || read(errors, &sender));
        let told = receiver.recv_timeout(Duration::from_secs(60));
        let address = told.unwrap_or_else(|_| Err("It said nothing for a minute.".to_owned()));
        let address = address.unwrap_or_else(|said| {
            let _ = child.kill();
            panic!("{} did not say where it listens:\n{said}", program.display())
        });
        Self { child, folder, address }
    }

    /// Where a tab listens.
    pub fn address_of(&self, target: &str) -> String {
        let machine = self.address.split("/devtools/").next().unwrap();
        format!("{machine}/devtools/page/{target}")
    }

    pub fn downloads(&self) -> PathBuf {
        self.folder.path().join("downloads")
    }

    /// Gives it a moment to end by itself, so that it takes its own processes along.
    pub fn end(&mut self) {
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(5) {
            if matches!(self.child.try_wait(), Ok(Some(_))) {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Tells the address once it is known, and goes on reading, because a full pipe would stop the browser.
fn read(errors: ChildStderr, sender: &Sender<Result<String, String>>) {
    let mut said = String::new();
    let mut found = false;
    for line in BufReader::new(errors).lines().map_while(Result::ok) {
        if let Some(address) = line.strip_prefix("DevTools listening on ") {
            found = true;
            let _ = sender.send(Ok(address.trim().to_owned()));
        } else if !found {
            said += &(line + "\n");
        }
    }
    let _ = sender.send(Err(said));
}

fn program() -> PathBuf {
    if let Some(named) = std::env::var_os("CHROMIUM") {
        return named.into();
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let mut known = NAMES.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    let found =
        known.find(|file| file.is_file()).or_else(|| Some(MAC.into()).filter(|file: &PathBuf| Path::is_file(file)));
    found.unwrap_or_else(|| panic!("No browser: `make test-tools` installs chromium; CHROMIUM=/path names another."))
}
