//! `sleutel explain` as its users type it.
