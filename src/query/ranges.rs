//! Ranges that a person types: `2014..2016`, `2014..`, `..2016`, `2014-03`; `4:00..`, `..5:00`.

use std::str::FromStr;

use crate::catalogue::{Date, Length, Runtime};

/// A range of time, both ends in it; an end as vague as `2014` takes in the whole year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DateRange {
    /// The first date.
    pub from: Option<Date>,
    /// The last date.
    pub to: Option<Date>,
}

/// A range of lengths, both ends in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LengthRange {
    /// The shortest length.
    pub from: Option<Length>,
    /// The longest length.
    pub to: Option<Length>,
}

/// Year, month and day of the first day that a date may mean.
fn first_day(date: Date) -> (u16, u8, u8) {
    (date.year(), date.month().unwrap_or(1), date.day().unwrap_or(1))
}

/// Year, month and day of the last day that a date may mean, or a day after which none of that month comes.
fn last_day(date: Date) -> (u16, u8, u8) {
    (date.year(), date.month().unwrap_or(12), date.day().unwrap_or(31))
}

impl DateRange {
    /// Whether a date may lie in the range: one known only by its year does where some day of that year does.
    pub fn matches(&self, date: Date) -> bool {
        self.from.is_none_or(|from| last_day(date) >= first_day(from))
            && self.to.is_none_or(|to| first_day(date) <= last_day(to))
    }
}

impl LengthRange {
    /// Whether a length may lie in the range: an approximate statement does where some length that it allows does.
    pub fn matches(&self, runtime: &Runtime) -> bool {
        let (shortest, longest) = runtime.range();
        self.from.is_none_or(|from| longest >= from.0) && self.to.is_none_or(|to| shortest <= to.0)
    }
}

impl FromStr for DateRange {
    type Err = String;

    /// Reads `2014..2016`, `2014..`, `..2016` or one date.
    fn from_str(text: &str) -> Result<Self, String> {
        let (from, to) = ends::<Date>(text, "2014..2016, 2014.., ..2016 or 2014-03")?;
        match (from, to) {
            (Some(first), Some(last)) if first_day(first) > last_day(last) => Err(backwards(text)),
            _ => Ok(Self { from, to }),
        }
    }
}

impl FromStr for LengthRange {
    type Err = String;

    /// Reads `4:00..5:00`, `4:00..`, `..5:00` or one length.
    fn from_str(text: &str) -> Result<Self, String> {
        let (from, to) = ends::<Length>(text, "4:00..5:00, 4:00.., ..5:00 or 4:46")?;
        match (from, to) {
            (Some(first), Some(last)) if first > last => Err(backwards(text)),
            _ => Ok(Self { from, to }),
        }
    }
}

fn backwards(text: &str) -> String {
    format!("“{text}” ends before it begins")
}

/// The two ends of a range; one value is both.
fn ends<T: FromStr<Err = String> + Copy>(text: &str, examples: &str) -> Result<(Option<T>, Option<T>), String> {
    let end = |text: &str| if text.is_empty() { Ok(None) } else { text.parse().map(Some) };
    match text.split_once("..") {
        Some(("", "")) => Err(format!("“{text}” is no range: write {examples}")),
        Some((from, to)) => Ok((end(from)?, end(to)?)),
        None => text.parse().map(|one| (Some(one), Some(one))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dates(text: &str) -> DateRange {
        text.parse().unwrap()
    }

    fn matches(range: &str, date: &str) -> bool {
        dates(range).matches(date.parse().unwrap())
    }

    #[test]
    fn a_year_takes_in_its_last_day() {
        assert!(matches("2014..2016", "2016-12-31"));
        assert!(matches("..2016", "2016-12-31"));
        assert!(!matches("..2016", "2017-01-01"));
        assert!(!matches("2014..", "2013-12-31"));
    }

    #[test]
    fn a_date_known_only_by_its_year_may_lie_in_a_month_of_it() {
        assert!(matches("2014-03", "2014"));
        assert!(matches("2014-03", "2014-03-02"));
        assert!(!matches("2014-03", "2014-04"));
        assert!(!matches("2014-03", "2013"));
    }

    #[test]
    fn an_approximate_runtime_matches_where_its_range_overlaps() {
        let about_four = Runtime {
            length: Length(240),
            precision: crate::catalogue::Precision::About,
            measures: Default::default(),
            source: None,
            stated: None,
        };
        let matches = |range: &str| range.parse::<LengthRange>().unwrap().matches(&about_four);
        assert!(matches("4:30.."), "about 4:00 may be 4:30");
        assert!(!matches("4:31.."), "about 4:00 is at most 4:30");
        assert!(matches("..3:30"), "about 4:00 may be 3:30");
        assert!(!matches("..3:29"), "about 4:00 is at least 3:30");
        assert!(matches("4:10"));
    }

    #[test]
    fn what_is_no_range_is_refused() {
        for text in ["", "..", "2016..2014", "2014...2016", "2014..x", "2014-13"] {
            assert!(text.parse::<DateRange>().is_err(), "{text:?} was read");
        }
        for text in ["", "..", "5:00..4:00", "4..5"] {
            assert!(text.parse::<LengthRange>().is_err(), "{text:?} was read");
        }
    }
}
