//! The annual cycle in words, tables and pictures.

mod monitor;
mod words;

pub use monitor::{MONITOR_FILES, Monitored, monitor_csv, monitor_files, monitor_json, monitor_text, not_at};
