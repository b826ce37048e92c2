//! Facts in lists: memberships, carried themes, cast and runtimes. Each may have a source of its own.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::mem::take;

use super::{Merger, Spot, Stated, Within};
use crate::catalogue::entities::Text;
use crate::catalogue::file::*;

/// One item of a list of facts.
pub(super) struct Item<T> {
    pub file: usize,
    /// Position in its file's list.
    pub index: usize,
    pub fact: T,
    /// The source that the item itself names.
    pub own: Option<SourceId>,
    /// The source that it has by its place: its video's, or its file's.
    pub fallback: Option<SourceId>,
}

impl<T> Item<T> {
    fn spot(&self, list: &'static str, field: &'static str) -> Spot {
        Spot { file: self.file, within: Within::Item(list, self.index), field }
    }
}

/// The items that say the same, of all files; never empty.
type Same<T> = Vec<Item<T>>;

/// Puts together what says the same. `whole` is what makes two items one fact. Where that differs, an item may
/// still `complete` the only one with the same `subject`, if its own file has no other.
fn gather<T, Subject: Hash + Eq, Whole: Hash + Eq>(
    items: Vec<Item<T>>,
    subject: impl Fn(&T) -> Subject,
    whole: impl Fn(&T) -> Whole,
    completes: impl Fn(&T, &T) -> bool,
) -> Vec<Same<T>> {
    let mut in_file: HashMap<(usize, Subject), usize> = HashMap::new();
    for item in &items {
        *in_file.entry((item.file, subject(&item.fact))).or_default() += 1;
    }
    let mut facts: Vec<Same<T>> = Vec::new();
    let mut of_whole: HashMap<Whole, usize> = HashMap::new();
    let mut of_source: HashMap<(Whole, [Option<SourceId>; 2]), usize> = HashMap::new();
    let mut of_subject: HashMap<Subject, Vec<usize>> = HashMap::new();
    for item in items {
        let from_others = |at: &usize| facts[*at][0].file < item.file;
        let source = [item.own.clone(), item.fallback.clone()];
        // One file may state a fact twice, from two sources: each goes with its like.
        let sourced = of_source.get(&(whole(&item.fact), source.clone())).copied().filter(from_others);
        let same = sourced.or(of_whole.get(&whole(&item.fact)).copied().filter(from_others));
        let known = of_subject.entry(subject(&item.fact)).or_default();
        let is_alone = in_file.get(&(item.file, subject(&item.fact))) == Some(&1);
        let completed = match known[..] {
            [only] if is_alone && facts[only].iter().all(|other| completes(&other.fact, &item.fact)) => Some(only),
            _ => None,
        };
        let at = same.or(completed).unwrap_or(facts.len());
        of_source.entry((whole(&item.fact), source)).or_insert(at);
        of_whole.entry(whole(&item.fact)).or_insert(at);
        match facts.get_mut(at) {
            Some(fact) => fact.push(item),
            None => {
                known.push(at);
                facts.push(vec![item]);
            }
        }
    }
    facts
}

/// Takes the items out of one list of every file.
pub(super) fn items<E, F, T>(
    stated: &mut Stated<E>,
    list: impl Fn(&mut E) -> &mut Vec<F>,
    full: impl Fn(F) -> (T, Option<SourceId>),
    fallback: impl Fn(usize, &E) -> Option<SourceId>,
) -> Vec<Item<T>> {
    let mut items = Vec::new();
    for (file, entry) in stated {
        let fallback = fallback(*file, entry);
        for (index, item) in take(list(entry)).into_iter().enumerate() {
            let (fact, own) = full(item);
            items.push(Item { file: *file, index, fact, own, fallback: fallback.clone() });
        }
    }
    items
}

/// The fallback that all items share, if they do.
pub(super) fn shared_fallback<T>(items: &[Item<T>]) -> Option<&Option<SourceId>> {
    let first = &items.first()?.fallback;
    items.iter().all(|item| item.fallback == *first).then_some(first)
}

impl Merger {
    /// The source that a fact names: the one that its items name, or else, where fallbacks are no longer at hand,
    /// the first item's fallback.
    fn fact_source<'i, T: 'i>(
        &mut self,
        (list, id): (List, &Id),
        field: &'static str,
        items: impl Iterator<Item = &'i Item<T>> + Clone,
        keeps_fallback: bool,
    ) -> Option<SourceId> {
        let named = items.clone().filter_map(|item| Some((item.spot(field, "source"), item.own.as_ref()?)));
        if let Some(named) = self.agree(list, id, named) {
            return Some(named.clone());
        }
        items.into_iter().next().filter(|_| !keeps_fallback)?.fallback.clone()
    }

    fn fact_field<'i, T: 'i, V: PartialEq + Clone + 'i>(
        &mut self,
        (list, id): (List, &Id),
        (name, field): (&'static str, &'static str),
        items: &'i [Item<T>],
        get: impl Fn(&'i T) -> Option<&'i V>,
    ) -> Option<V> {
        let values = items.iter().filter_map(|item| Some((item.spot(name, field), get(&item.fact)?)));
        self.agree(list, id, values).cloned()
    }

    pub(super) fn memberships(
        &mut self,
        id: &Id,
        stated: &mut Stated<ArtistFile>,
    ) -> Vec<Form<GroupId, MembershipFile>> {
        let full = |form: Form<GroupId, MembershipFile>| match form {
            Form::Short(group) => (MembershipFile { group, from: None, to: None, source: None }, None),
            Form::Full(mut full) => {
                let own = full.source.take();
                (full, own)
            }
        };
        let defaults = self.defaults.clone();
        let items = items(stated, |a: &mut ArtistFile| &mut a.member_of, full, |file, _| defaults[file].clone());
        let keeps_fallback = self.is_common;
        let facts =
            gather(items, |m| m.group.clone(), |m| (m.group.clone(), m.from.clone(), m.to.clone()), |_, _| true);
        let entry = (List::Artists, id);
        let unite = |same: Same<MembershipFile>| {
            let full = MembershipFile {
                group: same[0].fact.group.clone(),
                from: self.fact_field(entry, ("member_of", "from"), &same, |m| m.from.as_ref()),
                to: self.fact_field(entry, ("member_of", "to"), &same, |m| m.to.as_ref()),
                source: self.fact_source(entry, "member_of", same.iter(), keeps_fallback),
            };
            match full {
                MembershipFile { group, from: None, to: None, source: None } => Form::Short(group),
                full => Form::Full(full),
            }
        };
        facts.into_iter().map(unite).collect()
    }

    pub(super) fn carried(
        &mut self,
        id: &Id,
        items: Vec<Item<CarriedFile>>,
        keeps_fallback: bool,
    ) -> Vec<Form<ThemeId, CarriedFile>> {
        let theme = |c: &CarriedFile| c.theme.clone();
        let count = items.len();
        let in_files: HashSet<(usize, ThemeId)> = items.iter().map(|i| (i.file, theme(&i.fact))).collect();
        self.is_faulty |= in_files.len() < count;
        let entry = (List::Videos, id);
        let unite = |same: Same<CarriedFile>| {
            // A source is the source of the sentence, where there is one.
            let has_evidence = same.iter().any(|item| item.fact.evidence.is_some());
            let sourced = same.iter().filter(|item| item.fact.evidence.is_some() == has_evidence);
            let source = self.fact_source(entry, "themes", sourced, keeps_fallback);
            let full = CarriedFile {
                theme: same[0].fact.theme.clone(),
                weight: self.fact_field(entry, ("themes", "weight"), &same, |c| c.weight.as_ref()),
                basis: self.fact_field(entry, ("themes", "basis"), &same, |c| c.basis.as_ref()),
                evidence: self.fact_field(entry, ("themes", "evidence"), &same, |c| c.evidence.as_ref()),
                spoiler: self.fact_field(entry, ("themes", "spoiler"), &same, |c| c.spoiler.as_ref()),
                source,
            };
            match full {
                CarriedFile { theme, weight: None, basis: None, evidence: None, source: None, spoiler: None } => {
                    Form::Short(theme)
                }
                full => Form::Full(full),
            }
        };
        gather(items, theme, theme, |_, _| false).into_iter().map(unite).collect()
    }

    pub(super) fn cast(&mut self, id: &Id, items: Vec<Item<RoleFile>>, keeps_fallback: bool) -> Vec<RoleFile> {
        let completes = |a: &RoleFile, b: &RoleFile| a.role.is_none() || b.role.is_none();
        let entry = (List::Videos, id);
        let unite = |same: Same<RoleFile>| RoleFile {
            artist: same[0].fact.artist.clone(),
            role: same.iter().find_map(|item| item.fact.role.clone()),
            source: self.fact_source(entry, "cast", same.iter(), keeps_fallback),
        };
        let facts = gather(items, |r| r.artist.clone(), |r| (r.artist.clone(), r.role.clone()), completes);
        facts.into_iter().map(unite).collect()
    }
}

/// Unites statements of a length: two sources that state one length are two statements.
pub(super) fn runtimes(items: Vec<Item<RuntimeFile>>, keeps_fallback: bool) -> Vec<Form<LengthText, RuntimeFile>> {
    type Key = (LengthText, &'static str, &'static str, Option<SourceId>, Option<Text>);
    let mut is_there: HashMap<Key, usize> = HashMap::new();
    let mut all = Vec::new();
    for item in items {
        let source = item.own.clone().or(item.fallback.clone());
        let RuntimeFile { length, precision, measures, stated, .. } = item.fact;
        let words = (precision.unwrap_or_default().as_str(), measures.unwrap_or_default().as_str());
        let key = (length.clone(), words.0, words.1, source.clone(), stated.clone());
        // What one file states twice is there twice.
        if *is_there.entry(key).or_insert(item.file) != item.file {
            continue;
        }
        let source = if keeps_fallback { item.own } else { source };
        all.push(match (precision, measures, &source, &stated) {
            (None, None, None, None) => Form::Short(length),
            _ => Form::Full(RuntimeFile { length, precision, measures, source, stated }),
        });
    }
    all
}
