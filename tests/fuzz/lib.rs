//! What a fuzz target does with the bytes that it is given.

pub mod edits;
pub mod everything;
