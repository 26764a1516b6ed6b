//! What is told of a state.
