//! What is shown and written, and all wording.

pub mod problems;
