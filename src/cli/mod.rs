//! Floor 6: what a person types and reads.
