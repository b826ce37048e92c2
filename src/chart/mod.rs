//! Floor 4: an answer drawn by plotters into a picture; one file a chart.
mod backend;
