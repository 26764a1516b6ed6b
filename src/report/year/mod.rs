//! The annual cycle in words, tables and pictures.

mod simulate;

pub use simulate::{
    REPLAYS_FILE, ReplayTable, SIMULATION_FILES, Simulated, not_simulated, policy_name, simulation_files,
    simulation_json, simulation_text,
};
