//! Floor 5: one file a graph format.
