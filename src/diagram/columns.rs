//! (to come)
use super::DiagramError;
use super::scene::Scene;
use crate::picture::Picture;
pub(super) fn draw(_scene: &Scene) -> Result<Picture, DiagramError> {
    Err(DiagramError::NoSubject)
}
