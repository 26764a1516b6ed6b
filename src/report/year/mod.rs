//! The annual cycle in words.

mod audit;
mod audit_json;
mod finding;
mod say;

pub use audit::audit_text;
pub use audit_json::audit_json;
