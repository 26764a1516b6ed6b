//! Results for people and machines: an [`Outcome`](crate::allocation::Outcome) as tables, summary,
//! certificate and one screen of text.
//!
//! Nothing is decided or computed here. All wording, in English and Dutch, lives in this folder: `words`
//! has the names, `problems` what is wrong with the input, `messages` what commands say, `unplaced` and
//! `vacant` the reasons, `screen` the one-screen summary.
//! Column names and codes are English in every language; sentences, separators and decimals follow it.

mod changes;
mod clauses;
pub mod columns;
pub mod compare;
mod decisions;
mod document;
mod drawing;
mod exchange;
mod explained;
mod files;
mod findings;
mod fluid;
mod form;
mod levers;
mod limits;
pub mod lines;
mod listed;
pub mod messages;
pub mod on_page;
pub mod problems;
mod reasons;
mod results;
mod round;
pub mod round_setting;
mod screen;
pub mod serving;
mod setting;
mod since;
mod summary;
mod svg;
mod sweep;
mod tables;
pub mod template;
mod unplaced;
mod vacant;
mod violations;
mod whatif;
pub(crate) mod words;
mod workbook;
mod year;

pub use decisions::decisions_csv;
pub(crate) use decisions::fixed;
pub use explained::{Explained, explanation_json, explanation_parts, explanation_text};
pub use files::{WriteError, empty_in, write_alone, write_together};
pub use findings::finding_sentence;
pub use form::Form;
pub use levers::{LeverLine, LeverLines, lever_lines, levers_json, levers_text};
pub use listed::rows_json;
pub use reasons::Reasons;
pub use results::{RESULT_FILES, Results, lasting_files, result_files, write_results};
pub use round::{Readers, groups_svg, limits_svg, report_html, waiting_svg};
pub use screen::{Screen, summary_text, sweep_text, what_if_text};
pub use setting::{rule_name, setting_words};
pub use since::since_then;
pub use summary::{Summary, outcome_json, summary};
pub use sweep::{Swept, sweep_csv, sweep_json, sweep_svg};
pub use tables::{allocation_csv, limits_csv, unplaced_csv, vacant_csv};
pub use violations::violation_sentence;
pub use whatif::{
    Course, EffectLine, Told, goal_effects, group_effects, scenario_sentence, shortfall_effects, what_if_json,
};
pub use workbook::{round_template, round_workbook, year_template};
pub use year::{
    MONITOR_FILES, Monitored, PLAN_FILES, PlannedYear, REPLAYS_FILE, ReplayTable, SIMULATION_FILES, Simulated,
    audit_json, audit_rows, audit_text, monitor_csv, monitor_files, monitor_fragment, monitor_json, monitor_text,
    needs_svg, not_at, not_simulated, plan_csv, plan_files, plan_fragment, plan_json, plan_text, policy_name,
    simulation_files, simulation_fragment, simulation_json, simulation_text,
};
