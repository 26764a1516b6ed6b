//! `sleutel` on the command line.

fn main() {}
