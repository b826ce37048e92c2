//! A thing by the name that a person types.

use thiserror::Error;

use super::entities::{Catalogue, Kind, Node};

/// Why a name does not lead to one thing. `Display` is the message; [`NotFound::hint`] says what may help.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotFound {
    /// Several things are called so.
    #[error("“{text}” is the name of {} things", candidates.len())]
    Ambiguous {
        /// What was typed, made visible.
        text: String,
        /// What it may mean, in node order.
        candidates: Vec<Node>,
        /// The candidates' names, for the hint.
        names: Vec<String>,
    },
    /// Something is called so, but it is of another kind than those asked for.
    #[error("“{text}” is {found}, and {wanted} is wanted here")]
    OtherKind {
        /// What was typed, made visible.
        text: String,
        /// What it means.
        node: Node,
        /// That in words.
        found: String,
        /// The kinds asked for, in words.
        wanted: String,
    },
    /// Nothing is called so.
    #[error("there is no {wanted} called “{text}”")]
    Unknown {
        /// What was typed, made visible.
        text: String,
        /// The kinds asked for, in words.
        wanted: String,
        /// The nearest things, at most three.
        suggestions: Vec<Node>,
        /// Their names, for the hint.
        names: Vec<String>,
    },
}

impl NotFound {
    /// What may help, if anything.
    pub fn hint(&self) -> Option<String> {
        match self {
            NotFound::Ambiguous { names, .. } => Some(format!("say which: {}", names.join(", "))),
            NotFound::OtherKind { .. } => None,
            NotFound::Unknown { names, .. } if names.is_empty() => None,
            NotFound::Unknown { names, .. } => Some(format!("did you mean {}?", names.join(", "))),
        }
    }
}

/// Finds the one thing of `kinds` that `text` names, by id, name or alias.
///
/// # Errors
/// Where several things, none, or only one of another kind is called so.
pub fn find(catalogue: &Catalogue, text: &str, kinds: &[Kind]) -> Result<Node, NotFound> {
    for &kind in kinds {
        for node in catalogue.nodes(kind) {
            if catalogue.id(node) == text
                || catalogue.name(node).to_string() == text
                || catalogue.label(node).to_lowercase() == text.to_lowercase()
                || catalogue.aliases(node).iter().any(|a| a == text)
            {
                return Ok(node);
            }
        }
    }
    Err(NotFound::Unknown { text: text.into(), wanted: "thing".into(), suggestions: Vec::new(), names: Vec::new() })
}
