//! Pages as people meet them, in a real browser.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "browser/bench.rs"]
mod bench;
#[path = "support/browser/mod.rs"]
mod browser;
#[path = "support/command.rs"]
mod command;
#[path = "browser/documents.rs"]
mod documents;
#[path = "browser/sees.rs"]
mod sees;
#[path = "browser/workbench.rs"]
mod workbench;
#[path = "browser/workbench_figures.rs"]
mod workbench_figures;
#[path = "browser/workbench_guide.rs"]
mod workbench_guide;
#[path = "browser/workbench_keys.rs"]
mod workbench_keys;
#[path = "browser/workbench_pages.rs"]
mod workbench_pages;
#[path = "browser/workbench_rows.rs"]
mod workbench_rows;
