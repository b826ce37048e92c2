//! Leitmotif finds the themes that come back across music videos, and draws them.
//!
//! One way through the house, each room using only rooms on lower floors:
//!
//! 1. [`catalogue`] reads files into a [`catalogue::Catalogue`], or says all that is wrong with them;
//! 2. [`graph`] makes a [`graph::StoryGraph`] of it, and cuts views from that;
//! 3. [`query`] answers one question each; [`layout`] finds positions;
//! 4. [`chart`] draws answers and [`diagram`] draws positions into a [`picture::Picture`];
//! 5. [`export`] writes views as graph files, and [`picture`]'s painters write SVG and PNG;
//! 6. [`cli`] is what a person types and reads.
//!
//! [`geometry`], [`kind`] and [`text`] lie beneath: points and boxes; the kinds of things; shaped, measured and escaped strings.

#![forbid(unsafe_code)]

pub mod catalogue;
pub mod chart;
pub mod cli;
pub mod diagram;
pub mod export;
pub mod geometry;
pub mod graph;
pub mod kind;
pub mod layout;
pub mod picture;
pub mod query;
pub mod text;
