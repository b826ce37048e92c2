//! What a person may say about any picture.

use super::Palette;
use crate::geometry::Size;

/// How a picture is to be set. The default leaves everything to the data.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Setting {
    /// The title, in place of the one made from the data.
    pub title: Option<String>,
    /// The line under the title, in place of the one made from the data.
    pub subtitle: Option<String>,
    /// The line at the foot, in place of the one made from the catalogue's sources.
    pub source: Option<String>,
    /// The canvas in logical pixels; `None`: 1200 wide and as high as the content wants.
    pub size: Option<Size>,
    /// Light on dark.
    pub dark: bool,
}

impl Setting {
    /// The colours.
    pub const fn palette(&self) -> Palette {
        if self.dark { Palette::dark() } else { Palette::light() }
    }

    /// The title to be set: the person's, or else the one made from the data.
    pub fn title_or(&self, made: String) -> String {
        self.title.clone().unwrap_or(made)
    }

    /// The line under the title: the person's, or else the one made from the data.
    pub fn subtitle_or(&self, made: String) -> String {
        self.subtitle.clone().unwrap_or(made)
    }

    /// The line at the foot: the person's, or else the one made from the data.
    pub fn source_or(&self, made: String) -> String {
        self.source.clone().unwrap_or(made)
    }
}
