//! Floor 2: the catalogue as a graph, and views of it.
