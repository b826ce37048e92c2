//! One thin file a command: names looked up, a query asked, its answer written.

pub mod about;
pub mod build;
pub mod chart;
pub mod check;
pub mod diagram;
pub mod export;
pub mod list;
pub mod path;
pub mod shared;
pub mod show;
pub mod similar;
pub mod stats;
