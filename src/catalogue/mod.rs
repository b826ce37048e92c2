//! Floor 1: what is known. Entities, the file they are read from, validation, look-up by name, merging.
//!
//! [`file`] mirrors the JSON, [`resolve`] turns it into a [`Catalogue`] in which every list is sorted by id
//! and every reference is an index.

mod entities;
pub mod file;
mod resolve;
mod strings;
mod values;

pub use entities::*;
pub use resolve::{Unresolved, resolve};
pub use values::{Basis, Date, Length, Measures, Precision, Weight};
