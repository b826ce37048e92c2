//! The pairs of videos that share most themes, found without a look at every pair.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::{ControlFlow, Range};

use crate::graph::Overlap;

/// Two videos, the smaller first, and the number of themes they share. Orders from the best: count falling, then
/// by video.
pub(super) type Ranked = (Reverse<u32>, u32, u32);

/// The best `top` pairs, in order; every pair that shares a theme where there is no `top`.
pub(super) fn top_pairs(overlap: &Overlap, top: Option<usize>) -> Vec<Ranked> {
    match top {
        Some(0) => Vec::new(),
        Some(top) => Join::of(overlap).top(top),
        None => {
            let mut pairs = Vec::new();
            let _ = every_pair(overlap, |pair| {
                pairs.push(pair);
                ControlFlow::Continue(())
            });
            pairs
        }
    }
}

/// Calls `each` with every pair that shares a theme, in order, until it breaks off.
///
/// No more is held than what one video shares with others: the pairs are looked for once for each number of themes that
/// they can share, from the largest down. Only the last of these looks at every pair.
pub(super) fn every_pair(overlap: &Overlap, mut each: impl FnMut(Ranked) -> ControlFlow<()>) -> ControlFlow<()> {
    let mut join = Join::of(overlap);
    join.take(0..u32::MAX);
    for count in (1..=join.most_in_common()).rev() {
        join.exactly(count, &mut each)?;
    }
    ControlFlow::Continue(())
}

/// What a similarity join needs of each video that it takes: its themes, the rarest first, and a signature of them. Videos
/// are told by their places in the order in which they were taken.
struct Join<'o, 'a> {
    overlap: &'o Overlap<'a>,
    /// By video of the catalogue, how many themes it carries.
    sizes: Vec<u32>,
    /// By theme, how rare it is: 0 is carried by fewest.
    rarity: Vec<u32>,
    videos: Vec<u32>,
    /// Where each video's themes begin in `ranks`; one more than there are videos.
    starts: Vec<u32>,
    /// Themes by how rare they are.
    ranks: Vec<u32>,
    /// A bit for each theme, of 64.
    signatures: Vec<u64>,
}

impl<'o, 'a> Join<'o, 'a> {
    fn of(overlap: &'o Overlap<'a>) -> Self {
        let counts = overlap.carrier_counts();
        let mut rarest: Vec<u32> = (0..counts.len() as u32).collect();
        rarest.sort_by_key(|&theme| counts[theme as usize]);
        let mut rarity = vec![0; counts.len()];
        for (rank, theme) in rarest.into_iter().enumerate() {
            rarity[theme as usize] = rank as u32;
        }
        let sizes =
            (0..overlap.catalogue().videos.len() as u32).map(|video| overlap.theme_count(video) as u32).collect();
        Self { overlap, sizes, rarity, videos: Vec::new(), starts: vec![0], ranks: Vec::new(), signatures: Vec::new() }
    }

    /// Takes the videos that carry so many themes.
    fn take(&mut self, sizes: Range<u32>) {
        for (video, _) in (0..).zip(&self.sizes).filter(|(_, size)| sizes.contains(size)) {
            let start = self.ranks.len();
            self.videos.push(video);
            self.overlap.for_each_theme(video, |theme| self.ranks.push(self.rarity[theme as usize]));
            self.ranks[start..].sort_unstable();
            self.signatures.push(self.ranks[start..].iter().fold(0, |bits, rank| bits | 1 << (rank % 64)));
            self.starts.push(self.ranks.len() as u32);
        }
    }

    /// The themes of the video at a place.
    fn themes(&self, place: u32) -> &[u32] {
        &self.ranks[self.starts[place as usize] as usize..self.starts[place as usize + 1] as usize]
    }

    /// The most themes that any two videos could share: as many as the second largest list has.
    fn most_in_common(&self) -> usize {
        let sizes = self.sizes.iter().copied();
        let largest = sizes.fold([0; 2], |[first, second], size| [first.max(size), second.max(size.min(first))]);
        largest[1] as usize
    }

    /// The best `top` pairs, in order.
    ///
    /// Asks for every pair that shares at least so many themes, and lowers that from the most that any pair could
    /// share until enough pairs answer (top-k set similarity join, Xiao, Wang, Lin & Shang 2009). Only videos with so
    /// many themes are taken.
    fn top(&mut self, top: usize) -> Vec<Ranked> {
        let (mut least, mut taken) = (self.most_in_common(), u32::MAX);
        while least > 0 {
            self.take(least as u32..taken);
            let best = self.at_least(least, top);
            if best.len() >= top || least == 1 {
                return best.into_sorted_vec();
            }
            taken = least as u32;
            least -= (least / 8).max(1);
        }
        Vec::new()
    }

    /// Calls `each` with every pair that shares `count` themes and no more, in order, until it breaks off. Every video is
    /// to be taken, at its own place.
    ///
    /// Looks up what [`Join::at_least`] does, but has all lists from the beginning, so that a video's partners among those
    /// after it come together.
    fn exactly(&self, count: usize, each: &mut impl FnMut(Ranked) -> ControlFlow<()>) -> ControlFlow<()> {
        let videos = self.videos.len() as u32;
        let prefix = |video: u32| {
            let themes = self.themes(video);
            &themes[..(themes.len() + 1).saturating_sub(count)]
        };
        let mut lists: Vec<Vec<u32>> = vec![Vec::new(); self.rarity.len()];
        for video in 0..videos {
            prefix(video).iter().for_each(|&rank| lists[rank as usize].push(video));
        }
        let mut passed = vec![0usize; lists.len()];
        let mut met = vec![u32::MAX; self.videos.len()];
        let mut partners = Vec::new();
        for video in 0..videos {
            let signature = self.signatures[video as usize];
            let may_lack = self.themes(video).len().saturating_sub(count);
            for &rank in prefix(video) {
                passed[rank as usize] += 1;
                for &other in &lists[rank as usize][passed[rank as usize]..] {
                    if std::mem::replace(&mut met[other as usize], video) == video {
                        continue;
                    }
                    let lacks = (signature & !self.signatures[other as usize]).count_ones() as usize;
                    if lacks <= may_lack && self.count(video, other) == count {
                        partners.push(other);
                    }
                }
            }
            partners.sort_unstable();
            for other in partners.drain(..) {
                each((Reverse(count as u32), video, other))?;
            }
        }
        ControlFlow::Continue(())
    }

    /// How many themes the videos at two places share.
    fn count(&self, a: u32, b: u32) -> usize {
        if self.overlap.has_broader() {
            self.overlap.shared(&[self.videos[a as usize], self.videos[b as usize]]).len()
        } else {
            in_common(self.themes(a), self.themes(b))
        }
    }

    /// The best `top` of the pairs that share `least` themes or more.
    ///
    /// Two videos that share so many have one of them among the rarest of each: all but the last `least` − 1
    /// (prefix filtering, Chaudhuri, Ganti & Kaushik 2006). Only those themes are looked up. A bit of the video's
    /// signature that the other's lacks is a theme that it lacks: too many of them spare the comparison.
    fn at_least(&self, least: usize, top: usize) -> BinaryHeap<Ranked> {
        let mut best: BinaryHeap<Ranked> = BinaryHeap::new();
        let mut found: Vec<Vec<(u64, u32)>> = vec![Vec::new(); self.rarity.len()];
        let mut met = vec![u32::MAX; self.videos.len()];
        for place in 0..self.videos.len() as u32 {
            let themes = self.themes(place);
            let Some(may_lack) = themes.len().checked_sub(least) else { continue };
            let prefix = &themes[..=may_lack];
            let signature = self.signatures[place as usize];
            for &rank in prefix {
                for &(others, other) in &found[rank as usize] {
                    if (signature & !others).count_ones() as usize > may_lack {
                        continue;
                    }
                    if std::mem::replace(&mut met[other as usize], place) != place {
                        self.compare(other, place, least, top, &mut best);
                    }
                }
            }
            prefix.iter().for_each(|&rank| found[rank as usize].push((signature, place)));
        }
        best
    }

    /// Puts a pair among the best, if it shares enough and belongs there.
    fn compare(&self, a: u32, b: u32, least: usize, top: usize, best: &mut BinaryHeap<Ranked>) {
        let count = self.count(a, b);
        let (a, b) = (self.videos[a as usize], self.videos[b as usize]);
        let pair = (Reverse(count as u32), a.min(b), a.max(b));
        if count < least || (best.len() >= top && best.peek().is_some_and(|worst| pair > *worst)) {
            return;
        }
        if best.len() >= top {
            best.pop();
        }
        best.push(pair);
    }
}

/// How many numbers two sorted lists have in common.
fn in_common(a: &[u32], b: &[u32]) -> usize {
    let (mut at, mut of, mut common) = (0, 0, 0);
    while at < a.len() && of < b.len() {
        let (mine, theirs) = (a[at], b[of]);
        common += usize::from(mine == theirs);
        at += usize::from(mine <= theirs);
        of += usize::from(theirs <= mine);
    }
    common
}
