//! Floor 0: strings on paper and in files. Embedded fonts, one shaper that measures and draws, escaping per syntax.

pub mod escape;
