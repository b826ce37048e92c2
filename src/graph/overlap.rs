//! Which themes videos have in common: an inverted index from theme to videos.

use std::cell::OnceCell;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::ControlFlow;

use super::hierarchy::Hierarchy;
use crate::catalogue::{Catalogue, Kind};

/// Lists of numbers, one after another in one allocation.
#[derive(Debug, Clone, Default)]
struct Lists {
    /// Where each list begins; one more than there are lists.
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl Lists {
    fn list(&self, at: u32) -> &[u32] {
        &self.items[self.starts[at as usize] as usize..self.starts[at as usize + 1] as usize]
    }

    /// From item to the lists that have it, for items below `count`.
    fn inverted(&self, count: usize) -> Self {
        let mut starts = vec![0u32; count + 1];
        for &item in &self.items {
            starts[item as usize + 1] += 1;
        }
        for at in 0..count {
            starts[at + 1] += starts[at];
        }
        let mut next = starts.clone();
        let mut items = vec![0; self.items.len()];
        for (list, ends) in self.starts.windows(2).enumerate() {
            for &item in &self.items[ends[0] as usize..ends[1] as usize] {
                items[next[item as usize] as usize] = list as u32;
                next[item as usize] += 1;
            }
        }
        Self { starts, items }
    }
}

/// What a video says that it carries, in order.
fn own_themes(catalogue: &Catalogue, video: u32) -> impl Iterator<Item = u32> + Clone {
    catalogue[catalogue.videos[video as usize].themes].iter().map(|carried| carried.theme)
}

/// What each video carries that `keep` says yes to, with what is above it in `hierarchy`.
fn themes(catalogue: &Catalogue, hierarchy: Option<&Hierarchy>, keep: impl Fn(u32) -> bool) -> Lists {
    let videos = catalogue.videos.len();
    let total = catalogue.videos.iter().map(|video| video.themes.len()).sum();
    let mut themes = Lists { starts: Vec::with_capacity(videos + 1), items: Vec::with_capacity(total) };
    themes.starts.push(0);
    for video in 0..videos as u32 {
        if keep(video) {
            let own = own_themes(catalogue, video);
            let begin = themes.items.len();
            themes.items.extend(own.clone());
            if let Some(hierarchy) = hierarchy {
                themes.items.extend(hierarchy.ancestors(own));
                let mut all = themes.items.split_off(begin);
                all.sort_unstable();
                all.dedup();
                themes.items.append(&mut all);
            }
        }
        themes.starts.push(themes.items.len() as u32);
    }
    themes
}

/// Sets one bit of a row of them.
fn set(bits: &mut [u64], at: usize) {
    bits[at / 64] |= 1 << (at % 64);
}

/// What videos carry and who carries each theme.
///
/// With `broader`, a video also carries every theme above one of its own; [`Overlap::shared`] then leaves out
/// what a narrower theme already says.
#[derive(Debug, Clone)]
pub struct Overlap<'a> {
    catalogue: &'a Catalogue,
    hierarchy: Option<Hierarchy<'a>>,
    /// Made when first asked for, as the next: not every question asks. Until then every video carries its own themes.
    themes: OnceCell<Lists>,
    carriers: OnceCell<Lists>,
}

impl<'a> Overlap<'a> {
    /// The overlap of all videos of `catalogue`.
    pub fn of(catalogue: &'a Catalogue, broader: bool) -> Self {
        if broader {
            return Self::among(catalogue, true, |_| true);
        }
        Self { catalogue, hierarchy: None, themes: OnceCell::new(), carriers: OnceCell::new() }
    }

    /// The overlap of those videos that `keep` says yes to.
    pub fn among(catalogue: &'a Catalogue, broader: bool, keep: impl Fn(u32) -> bool) -> Self {
        let hierarchy = broader.then(|| Hierarchy::of(catalogue));
        let themes = OnceCell::from(themes(catalogue, hierarchy.as_ref(), keep));
        Self { catalogue, hierarchy, themes, carriers: OnceCell::new() }
    }

    /// The catalogue it is of.
    pub fn catalogue(&self) -> &'a Catalogue {
        self.catalogue
    }

    /// What each video carries, in order.
    fn lists(&self) -> &Lists {
        self.themes.get_or_init(|| themes(self.catalogue, None, |_| true))
    }

    /// What the video carries, in order.
    pub fn themes(&self, video: u32) -> &[u32] {
        self.lists().list(video)
    }

    /// How many themes the video carries.
    pub fn theme_count(&self, video: u32) -> usize {
        match self.themes.get() {
            Some(lists) => lists.list(video).len(),
            None => self.catalogue.videos[video as usize].themes.len(),
        }
    }

    /// Calls `each` with what the video carries, in order; no list of all is made for it.
    pub fn for_each_theme(&self, video: u32, each: impl FnMut(u32)) {
        match self.themes.get() {
            Some(lists) => lists.list(video).iter().copied().for_each(each),
            None => own_themes(self.catalogue, video).for_each(each),
        }
    }

    /// Who carries the theme, in order.
    pub fn carriers(&self, theme: u32) -> &[u32] {
        self.carriers.get_or_init(|| self.lists().inverted(self.catalogue.themes.len())).list(theme)
    }

    /// How many carry each theme.
    pub fn carrier_counts(&self) -> Vec<u32> {
        let mut counts = vec![0; self.catalogue.themes.len()];
        let videos = self.catalogue.nodes(Kind::Video);
        videos.for_each(|video| self.for_each_theme(video.index, |theme| counts[theme as usize] += 1));
        counts
    }

    /// Whether broader themes are among what videos carry.
    pub fn has_broader(&self) -> bool {
        self.hierarchy.is_some()
    }

    /// What all of `videos` carry, in order.
    ///
    /// With `broader`, a theme above another that they share is left out, for the narrower one says it already,
    /// unless every one of them names it itself: so the number counts distinct ideas, and asking for broader
    /// themes never makes it smaller.
    pub fn shared(&self, videos: &[u32]) -> Vec<u32> {
        let Some((&first, rest)) = videos.split_first() else { return Vec::new() };
        let list = |video| {
            let mut themes = Vec::new();
            self.for_each_theme(video, |theme| themes.push(theme));
            themes
        };
        let mut shared = list(first);
        for &video in rest {
            let other = list(video);
            shared.retain(|theme| other.binary_search(theme).is_ok());
        }
        if let Some(hierarchy) = &self.hierarchy {
            let implied = hierarchy.ancestors(shared.iter().copied());
            let names = |theme| {
                videos.iter().all(|&v| self.catalogue.carries(&self.catalogue.videos[v as usize], theme).is_some())
            };
            shared.retain(|&theme| implied.binary_search(&theme).is_err() || names(theme));
        }
        shared
    }

    /// Calls `each` with every pair of videos that carry a theme in common and the number of themes that both
    /// carry (with `broader` the number before [`Overlap::shared`] leaves any out): the first video is the
    /// smaller, first videos rise, and second ones come in an order that only the catalogue decides.
    ///
    /// Takes time as the sum over themes of carriers², and memory as the number of videos.
    pub fn for_each_pair(&self, mut each: impl FnMut(u32, u32, u32)) {
        let _ = self.try_for_each_pair(|a, b, count| {
            each(a, b, count);
            ControlFlow::Continue(())
        });
    }

    /// As [`Overlap::for_each_pair`], until `each` breaks off.
    pub fn try_for_each_pair(&self, mut each: impl FnMut(u32, u32, u32) -> ControlFlow<()>) -> ControlFlow<()> {
        let videos = self.catalogue.videos.len();
        let mut counts = vec![0u32; videos];
        let mut touched = Vec::new();
        let mut passed = vec![0usize; self.catalogue.themes.len()];
        for video in 0..videos as u32 {
            for &theme in self.themes(video) {
                passed[theme as usize] += 1;
                for &other in &self.carriers(theme)[passed[theme as usize]..] {
                    if counts[other as usize] == 0 {
                        touched.push(other);
                    }
                    counts[other as usize] += 1;
                }
            }
            for other in touched.drain(..) {
                each(video, other, counts[other as usize])?;
                counts[other as usize] = 0;
            }
        }
        ControlFlow::Continue(())
    }

    /// For each video, how many others carry one of its themes.
    ///
    /// Videos are taken in blocks small enough for the processor's cache. In each, a common theme is a row of bits,
    /// one a video; a video's partners there are its themes' rows, united, with the carriers of its rare themes.
    pub fn partner_counts(&self) -> Vec<u32> {
        const WORDS: usize = 256;
        const BLOCK: usize = WORDS * 64;
        let videos = self.catalogue.videos.len();
        let mut counts = vec![0u32; videos];
        let mut passed = vec![0usize; self.catalogue.themes.len()];
        for begin in (0..videos).step_by(BLOCK) {
            let end = (begin + BLOCK).min(videos);
            let words = (end - begin).div_ceil(64);
            let mut common = Vec::new();
            let mut in_block: Vec<(usize, &[u32])> = Vec::with_capacity(passed.len());
            for (theme, passed) in passed.iter_mut().enumerate() {
                let left = &self.carriers(theme as u32)[*passed..];
                let carriers = &left[..left.partition_point(|&video| (video as usize) < end)];
                *passed += carriers.len();
                if carriers.len() < words / 2 {
                    in_block.push((usize::MAX, carriers));
                } else {
                    let row = common.len();
                    common.resize(row + words, 0u64);
                    carriers.iter().for_each(|&video| set(&mut common[row..], video as usize - begin));
                    in_block.push((row, carriers));
                }
            }
            let mut united = vec![0u64; words];
            for (video, count) in counts.iter_mut().enumerate() {
                let themes = self.themes(video as u32);
                if themes.is_empty() {
                    continue;
                }
                united.fill(0);
                for &theme in themes {
                    match in_block[theme as usize] {
                        (usize::MAX, carriers) => carriers.iter().for_each(|&v| set(&mut united, v as usize - begin)),
                        (row, _) => united.iter_mut().zip(&common[row..]).for_each(|(all, row)| *all |= row),
                    }
                }
                *count += united.iter().map(|word| word.count_ones()).sum::<u32>();
            }
        }
        for (video, count) in counts.iter_mut().enumerate() {
            *count -= u32::from(!self.themes(video as u32).is_empty());
        }
        counts
    }

    /// As [`Overlap::partner_counts`], but right only for the `top` videos with most partners and those that have as many
    /// as the last of these; of all others it may be 0.
    ///
    /// A video has at most as many partners as its themes have carriers, each but the commonest without those who carry
    /// that one too (Hunter 1976). Videos are counted from the largest such bound down, until no bound reaches what the
    /// best have.
    pub fn largest_partner_counts(&self, top: usize) -> Vec<u32> {
        let videos = self.catalogue.videos.len();
        let common = Common::of(self);
        let mut bounds: Vec<(Reverse<u32>, u32)> =
            (0..videos as u32).map(|video| (Reverse(common.bound(self, video)), video)).collect();
        bounds.sort_unstable();
        let mut counts = vec![0; videos];
        let mut best: BinaryHeap<Reverse<u32>> = BinaryHeap::new();
        let mut united = vec![0u64; videos.div_ceil(64)];
        for (Reverse(bound), video) in bounds {
            if best.len() >= top && best.peek().is_none_or(|Reverse(least)| bound < *least) {
                break;
            }
            let count = common.count(self, video, &mut united);
            counts[video as usize] = count;
            best.push(Reverse(count));
            if best.len() > top {
                best.pop();
            }
        }
        counts
    }

    /// Every other video that carries one of `video`'s themes, in order.
    pub fn partners(&self, video: u32) -> Vec<u32> {
        let mut partners: Vec<u32> = self
            .themes(video)
            .iter()
            .flat_map(|&theme| self.carriers(theme))
            .copied()
            .filter(|&v| v != video)
            .collect();
        partners.sort_unstable();
        partners.dedup();
        partners
    }
}

/// The commonest themes, each as a row of bits, one a video.
struct Common {
    /// By theme: its row, if it has one.
    row_of: Vec<Option<usize>>,
    rows: Vec<Vec<u64>>,
    /// How many videos carry both, by rows.
    both: Vec<u32>,
}

impl Common {
    /// One theme of so many videos is common: its row then takes no more room than its list, and is faster to unite.
    const SHARE: usize = 64;

    fn of(overlap: &Overlap) -> Self {
        let videos = overlap.catalogue.videos.len();
        let mut common = Self { row_of: Vec::new(), rows: Vec::new(), both: Vec::new() };
        for theme in 0..overlap.catalogue.themes.len() as u32 {
            let carriers = overlap.carriers(theme);
            let is_common = carriers.len() > videos / Self::SHARE;
            common.row_of.push(is_common.then_some(common.rows.len()));
            if is_common {
                let mut row = vec![0u64; videos.div_ceil(64)];
                carriers.iter().for_each(|&video| set(&mut row, video as usize));
                common.rows.push(row);
            }
        }
        let in_both = |a: &[u64], b: &[u64]| a.iter().zip(b).map(|(a, b)| (a & b).count_ones()).sum::<u32>();
        for a in &common.rows {
            common.both.extend(common.rows.iter().map(|b| in_both(a, b)));
        }
        common
    }

    /// At least as many as the partners of `video`.
    fn bound(&self, overlap: &Overlap, video: u32) -> u32 {
        let themes = overlap.themes(video);
        let carriers = |theme: u32| overlap.carriers(theme).len() as u32;
        let Some(&commonest) = themes.iter().max_by_key(|&&theme| carriers(theme)) else { return 0 };
        let beyond = |&theme: &u32| {
            let rows = self.row_of[commonest as usize].zip(self.row_of[theme as usize]);
            carriers(theme) - rows.map_or(1, |(a, b)| self.both[a * self.rows.len() + b])
        };
        // The video itself is among the carriers of the commonest.
        let others = themes.iter().filter(|theme| **theme != commonest).map(beyond).map(u64::from).sum::<u64>();
        let all = u64::from(carriers(commonest)) - 1 + others;
        all.min(overlap.catalogue.videos.len() as u64 - 1) as u32
    }

    /// How many partners `video` has; `united` is room for a bit a video.
    fn count(&self, overlap: &Overlap, video: u32, united: &mut [u64]) -> u32 {
        united.fill(0);
        for &theme in overlap.themes(video) {
            match self.row_of[theme as usize] {
                Some(row) => united.iter_mut().zip(&self.rows[row]).for_each(|(all, row)| *all |= row),
                None => overlap.carriers(theme).iter().for_each(|&video| set(united, video as usize)),
            }
        }
        let all: u32 = united.iter().map(|word| word.count_ones()).sum();
        all.saturating_sub(1)
    }
}
