//! Themes by family: a theme and all that are narrower than it. Pictures colour themes by family, every picture alike.

use crate::catalogue::Catalogue;

/// The family of every theme of a catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Families {
    /// By theme: its family's rank.
    rank: Vec<Option<u32>>,
    /// By rank: the theme at the head of the family.
    heads: Vec<u32>,
}

impl Families {
    /// The families of `catalogue`: of each theme that has narrower but no broader themes. A theme with several broader
    /// themes belongs where the first of them (by id) belongs. Ranked by how often videos carry a theme of the family, ties by the
    /// head's id; families with fewer than two carried themes are none.
    pub fn of(catalogue: &Catalogue) -> Self {
        let themes = catalogue.themes.len();
        let head: Vec<usize> = (0..themes).map(|theme| head(catalogue, theme)).collect();
        let mut carried = vec![0usize; themes];
        for video in &catalogue.videos {
            for carries in &catalogue[video.themes] {
                if let Some(count) = carried.get_mut(carries.theme as usize) {
                    *count += 1;
                }
            }
        }
        let (mut weight, mut members) = (vec![0usize; themes], vec![0usize; themes]);
        for (theme, &head) in head.iter().enumerate() {
            weight[head] += carried[theme];
            members[head] += usize::from(carried[theme] > 0);
        }
        let mut heads: Vec<u32> = (0..themes as u32).filter(|&t| members[t as usize] >= 2).collect();
        heads.sort_by_key(|&t| (usize::MAX - weight[t as usize], t));
        let mut rank_of = vec![None; themes];
        for (rank, &head) in heads.iter().enumerate() {
            rank_of[head as usize] = Some(rank as u32);
        }
        Self { rank: head.iter().map(|&head| rank_of[head]).collect(), heads }
    }

    /// The rank of the family of the theme at `theme`, from 0; `None` where it stands alone.
    pub fn rank(&self, theme: u32) -> Option<usize> {
        self.rank.get(theme as usize).copied().flatten().map(|rank| rank as usize)
    }

    /// The theme at the head of the family of this rank.
    pub fn head(&self, rank: usize) -> Option<u32> {
        self.heads.get(rank).copied()
    }

    /// How many families there are.
    pub fn len(&self) -> usize {
        self.heads.len()
    }

    /// Whether no theme has a family.
    pub fn is_empty(&self) -> bool {
        self.heads.is_empty()
    }
}

/// The theme at the top of the first way up: where several are broader, the first by id.
pub(super) fn head(catalogue: &Catalogue, theme: usize) -> usize {
    let mut top = theme;
    // A way up visits no theme twice, as there are no cycles; the count guards against a catalogue made by hand.
    for _ in 0..catalogue.themes.len() {
        match catalogue.themes[top].broader.first() {
            Some(&above) if (above as usize) < catalogue.themes.len() => top = above as usize,
            _ => break,
        }
    }
    top
}
