//! Floor 1: what is known. Entities, the file they are read from, validation, look-up by name, merging.
