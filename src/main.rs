//! The `leitmotif` program.

fn main() {}
