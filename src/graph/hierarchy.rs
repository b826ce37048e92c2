//! Which themes lie above and below one another, by however many steps.

use crate::catalogue::Catalogue;

/// The `broader` relation of a catalogue, in both directions. It has no cycles, so every walk ends.
#[derive(Debug, Clone)]
pub struct Hierarchy<'a> {
    catalogue: &'a Catalogue,
    narrower: Vec<Vec<u32>>,
}

impl<'a> Hierarchy<'a> {
    /// The hierarchy of the catalogue's themes.
    pub fn of(catalogue: &'a Catalogue) -> Self {
        let mut narrower = vec![Vec::new(); catalogue.themes.len()];
        for (theme, entry) in catalogue.themes.iter().enumerate() {
            for &above in &entry.broader {
                narrower[above as usize].push(theme as u32);
            }
        }
        Self { catalogue, narrower }
    }

    /// The themes right above `theme`, in order.
    pub fn broader(&self, theme: u32) -> &'a [u32] {
        &self.catalogue.themes[theme as usize].broader
    }

    /// The themes right below `theme`, in order.
    pub fn narrower(&self, theme: u32) -> &[u32] {
        &self.narrower[theme as usize]
    }

    /// Every theme above one of `themes`, in order; one of `themes` is among them only where it is above another.
    pub fn ancestors(&self, themes: impl IntoIterator<Item = u32>) -> Vec<u32> {
        closure(themes, |theme| self.broader(theme))
    }

    /// Every theme below one of `themes`, in order.
    pub fn descendants(&self, themes: impl IntoIterator<Item = u32>) -> Vec<u32> {
        closure(themes, |theme| self.narrower(theme))
    }

    /// The highest themes at or above `theme`, in order: itself, where nothing is broader.
    pub fn tops(&self, theme: u32) -> Vec<u32> {
        let mut tops = self.ancestors([theme]);
        tops.push(theme);
        tops.retain(|&above| self.broader(above).is_empty());
        tops
    }
}

/// What `next` leads to from `start` in one step or more, sorted.
fn closure<'s>(start: impl IntoIterator<Item = u32>, next: impl Fn(u32) -> &'s [u32]) -> Vec<u32> {
    let mut found = std::collections::BTreeSet::new();
    let mut open: Vec<u32> = start.into_iter().collect();
    while let Some(theme) = open.pop() {
        for &further in next(theme) {
            if found.insert(further) {
                open.push(further);
            }
        }
    }
    found.into_iter().collect()
}
