//! How a command fails: what is said, and the exit code.

use std::io;
use std::path::Path;

use thiserror::Error;

use crate::catalogue::{Problems, render};

/// Why a command did not do what was asked.
#[derive(Debug, Error)]
pub enum CliError {
    /// It was asked wrongly. Exit code 2.
    #[error("{message}")]
    Usage {
        /// What is wrong.
        message: String,
        /// What to do about it.
        hint: Option<String>,
    },
    /// It could not be done. Exit code 1.
    #[error("{message}")]
    Failed {
        /// What is wrong.
        message: String,
        /// What to do about it.
        hint: Option<String>,
    },
    /// The catalogue has problems. Exit code 1.
    #[error("the catalogue has problems")]
    Problems(Problems),
    /// It was done, and the answer is no; the answer itself has been written. Exit code 1.
    #[error("")]
    No,
    /// Standard output could not be written.
    #[error("cannot write to standard output: {0}")]
    Output(#[from] io::Error),
}

impl CliError {
    /// A failure with a hint.
    pub fn failed(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Failed { message: message.into(), hint: Some(hint.into()) }
    }

    /// Wrong usage with a hint.
    pub fn usage(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Usage { message: message.into(), hint: Some(hint.into()) }
    }

    /// A file or folder that could not be `action`ed (“read”, “written”).
    pub fn file(action: &str, path: &Path, error: &io::Error) -> Self {
        let message = format!("cannot {action} {}: {error}", path.display());
        Self::Failed { message, hint: hint_for(error).map(str::to_owned) }
    }

    /// The exit code: 0 for a closed pipe, which is no error; 2 for wrong usage; else 1.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Usage { .. } => 2,
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => 0,
            _ => 1,
        }
    }

    /// What standard error is told; empty where there is nothing to say.
    pub fn report(&self, color: bool) -> String {
        match self {
            Self::Usage { message, hint } | Self::Failed { message, hint } => match hint {
                Some(hint) => format!("error: {message}\nhint: {hint}\n"),
                None => format!("error: {message}\n"),
            },
            Self::Problems(problems) => render(problems, color),
            Self::No => String::new(),
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => String::new(),
            Self::Output(_) => format!("error: {self}\n"),
        }
    }
}

fn hint_for(error: &io::Error) -> Option<&'static str> {
    match error.kind() {
        io::ErrorKind::NotFound => Some("is the name right, and the folder there?"),
        io::ErrorKind::PermissionDenied => Some("you may not do that here; check who owns it"),
        io::ErrorKind::StorageFull => Some("the disk is full; what was there before is still there"),
        io::ErrorKind::IsADirectory => Some("that is a folder; name a file in it"),
        _ => None,
    }
}
