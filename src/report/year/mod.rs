//! The annual cycle in words, tables and pictures.

mod audit;
mod audit_json;
mod finding;
mod monitor;
mod needs;
mod plan;
pub(super) mod words;

pub use audit::{audit_rows, audit_text};
pub use audit_json::audit_json;
pub use monitor::{
    MONITOR_FILES, Monitored, monitor_csv, monitor_files, monitor_fragment, monitor_json, monitor_text, not_at,
};
pub use needs::needs_svg;
pub use plan::{PLAN_FILES, PlannedYear, plan_csv, plan_files, plan_fragment, plan_json, plan_text};
mod simulate;

pub use simulate::{
    REPLAYS_FILE, ReplayTable, SIMULATION_FILES, Simulated, not_simulated, policy_name, simulation_files,
    simulation_fragment, simulation_json, simulation_text,
};
