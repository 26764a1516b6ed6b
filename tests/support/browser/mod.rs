//! A real browser without a window, driven over the `DevTools` protocol: what a person at a screen would do and see.
//!
//! ```ignore
//! let browser = Browser::start();
//! let tab = browser.tab();
//! tab.goto("http://127.0.0.1:8714/");
//! tab.click("button » Toewijzen");      // CSS, and the text that it shows
//! tab.wait_for("table tbody tr");
//! accessible(&tab);
//! tab.screenshot("allocation-nl");      // target/screenshots/allocation-nl.png
//! ```
//!
//! A tab that goes out of scope fails its test where the page told an error, broke its content security policy, asked
//! for something that did not come, or asked another machine. A page that is meant to is asked for `Tab::faults`.
#![allow(dead_code, unreachable_pub, unused_imports)]

mod accessible;
mod act;
mod keys;
mod picture;
mod process;
mod seen;
mod tab;
mod wire;

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use process::Process;
use serde_json::json;
use wire::Wire;

pub use accessible::{accessible, violations};
pub use picture::screenshots;
pub use tab::{PATIENCE, Tab, Timing};

/// A browser with a profile of its own, which ends with it.
pub struct Browser {
    wire: Mutex<Wire>,
    process: Process,
}

impl Browser {
    pub fn start() -> Self {
        let process = Process::start();
        let mut wire = Wire::open(&process.address);
        let downloads = json!({ "behavior": "allow", "downloadPath": process.downloads() });
        wire.call("Browser.setDownloadBehavior", &downloads).unwrap();
        Self { wire: Mutex::new(wire), process }
    }

    /// A new tab, 1280 pixels wide. Tabs of one browser share its cookies.
    pub fn tab(&self) -> Tab {
        let made = self.wire.lock().unwrap().call("Target.createTarget", &json!({ "url": "about:blank" })).unwrap();
        let target = made["targetId"].as_str().unwrap();
        Tab::open(Wire::open(&self.process.address_of(target)), target)
    }

    /// Waits for a file that a page lets its reader save. Its name is there before what it holds: the browser keeps it free.
    #[track_caller]
    pub fn downloaded(&self, name: &str) -> PathBuf {
        let (file, start) = (self.process.downloads().join(name), Instant::now());
        while !file.metadata().is_ok_and(|file| file.len() > 0) {
            assert!(
                start.elapsed() < PATIENCE,
                "“{name}” was not saved; there is {:?}",
                listed(&self.process.downloads())
            );
            std::thread::sleep(Duration::from_millis(20));
        }
        file
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if let Ok(wire) = self.wire.get_mut() {
            wire.post("Browser.close", &json!({}));
        }
        self.process.end();
    }
}

/// The address of a file.
pub fn address(file: &Path) -> String {
    format!("file://{}", file.canonicalize().unwrap().display())
}

fn listed(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder)
        .map(|files| files.flatten().map(|file| file.file_name().into()).collect())
        .unwrap_or_default()
}
