//! Files that say different things of one id.

use std::borrow::Cow;
use std::collections::HashMap;

use serde::Deserialize;

use super::known::{Known, at};
use super::report::{At, Draft, Report};
use super::scan::{Scanner, Span};
use crate::catalogue::file::{CatalogueFile, List, Object};
use crate::catalogue::merge::{Conflict, Spot, Within, merge};
use crate::catalogue::visible::quoted;

/// Reports every field to which two files give different values. Only entries without a fault of their own are compared.
pub fn report_conflicts(known: &Known, names: &[&str], texts: &[&str], report: &mut Report) {
    if texts.len() < 2 {
        return;
    }
    let mut files = vec![CatalogueFile::default(); texts.len()];
    for list in List::ALL {
        for &entry in &known.sound[list as usize] {
            let file = &mut files[entry.file];
            let text = texts[entry.file];
            match list {
                List::Sources => file.sources.extend(read(text, entry)),
                List::Themes => file.themes.extend(read(text, entry)),
                List::Groups => file.groups.extend(read(text, entry)),
                List::Artists => file.artists.extend(read(text, entry)),
                List::Videos => file.videos.extend(read(text, entry)),
            }
        }
    }
    let conflicts = merge(files).conflicts;
    if conflicts.is_empty() {
        return;
    }
    let entries = entries(known, texts);
    for conflict in conflicts {
        let place = |spot: Spot| {
            let entry = *entries.get(&(spot.file, conflict.list, conflict.id.as_str().into()))?;
            Some(find(texts[spot.file], entry, spot).unwrap_or(Span { start: entry.span.start, len: 1 }))
        };
        let (Some(first), Some(second)) = (place(conflict.first), place(conflict.second)) else { continue };
        let at_first = at(conflict.first.file, first);
        report.add(at(conflict.second.file, second), || {
            let said = [(conflict.first, first), (conflict.second, second)]
                .map(|(spot, span)| format!("{} says {}", names[spot.file], value(texts[spot.file], span)));
            draft(&conflict, &said).also(at_first, "")
        });
    }
}

fn draft(conflict: &Conflict, [first, second]: &[String; 2]) -> Draft {
    let within = match conflict.second.within {
        Within::Entry => String::new(),
        Within::Item(list, _) => format!(" in “{list}”"),
        Within::Sources => " in “sources”".into(),
    };
    let message = format!(
        "the {} {} has two values for “{}”{within}: {first}, {second}",
        conflict.list.entry(),
        quoted(&conflict.id),
        conflict.second.field,
    );
    Draft::new("conflict", message)
        .hint("what one file leaves out is taken from the other: keep one of the two".to_string())
}

fn read<'t, T: Deserialize<'t>>(text: &'t str, entry: At) -> Option<T> {
    let text = text.get(entry.span.start..entry.span.end())?;
    serde_json::from_str::<Object<T>>(text).ok().map(|object| object.0)
}

/// Where each sound entry of each file is, by its id as the files write it.
fn entries<'t>(known: &Known, texts: &[&'t str]) -> HashMap<(usize, List, Cow<'t, str>), At> {
    let mut entries = HashMap::new();
    for list in List::ALL {
        for &entry in &known.sound[list as usize] {
            let text = texts[entry.file];
            let spot = Spot { file: entry.file, within: Within::Entry, field: "id" };
            let id = find(text, entry, spot).and_then(|span| Scanner::new(text, span.start).string().ok());
            if let Some(id) = id {
                entries.insert((entry.file, list, id.text), entry);
            }
        }
    }
    entries
}

/// Where the value at `spot` stands in its entry.
fn find(text: &str, entry: At, spot: Spot) -> Option<Span> {
    let mut scanner = Scanner::new(text, entry.span.start);
    match spot.within {
        Within::Entry => {}
        Within::Sources => to_field(&mut scanner, "sources")?,
        Within::Item(list, index) => {
            to_field(&mut scanner, list)?;
            let mut open = scanner.open().ok()?;
            for _ in 0..index {
                scanner.next_item(&mut open).ok().filter(|&is_one| is_one)?;
                scanner.skip().ok()?;
            }
            scanner.next_item(&mut open).ok().filter(|&is_one| is_one)?;
            scanner.json_type().ok()?;
        }
    }
    to_field(&mut scanner, spot.field)?;
    scanner.skip().ok()
}

/// Goes to the value of a field of the object that the next value is.
fn to_field(scanner: &mut Scanner, name: &str) -> Option<()> {
    let mut open = scanner.open().ok()?;
    while let Some(key) = scanner.next_key(&mut open).ok()? {
        scanner.json_type().ok()?;
        if key.text == name {
            return Some(());
        }
        scanner.skip().ok()?;
    }
    None
}

/// A value as a message quotes it.
fn value(text: &str, span: Span) -> String {
    match Scanner::new(text, span.start).string() {
        Ok(string) if text[span.start..].starts_with('"') => quoted(&string.text),
        _ => text.get(span.start..span.end()).unwrap_or_default().to_owned(),
    }
}
