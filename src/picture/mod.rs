//! Floor 1: a resolved picture, its palette, and the painters that turn it into SVG, PNG and geometry JSON.
