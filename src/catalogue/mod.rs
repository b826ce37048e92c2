//! Floor 1: what is known. Entities, the file they are read from, validation, look-up by name, merging.
//!
//! [`load`] reads files into a [`Catalogue`], or tells every problem in them ([`Problems`], drawn by
//! [`render`]). On the way [`mod@file`] mirrors the JSON, and [`resolve`] turns it into a [`Catalogue`] in which
//! every list is sorted by id and every reference is an index. [`find`] finds a thing by the name that a
//! person types; [`schema`] is the JSON Schema of the file.

mod cursor;
mod diagnose;
mod entities;
pub mod file;
mod fold;
mod id_table;
mod lists;
mod load;
mod long_ids;
mod lookup;
mod merge;
mod numbering;
mod place;
mod plain;
mod problem;
mod render;
mod resolve;
mod schema;
mod stream;
mod strings;
mod suggest;
mod values;
mod visible;
mod write;

pub use entities::*;
pub use lists::ListOf;
pub use load::{Input, Keep, load, load_keeping};
pub use lookup::{NotFound, find};
pub use problem::{MOST_TOLD, Place, Problem, Problems};
pub use render::render;
pub use resolve::{Unresolved, resolve};
pub use schema::schema;
pub use values::{Basis, Date, Length, Measures, Precision, Weight};
pub use visible::{quoted, visible};
pub use write::to_file;
