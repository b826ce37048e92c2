//! Floor 3: one file a question; parameters in, an answer out.
