//! The small values of a catalogue: dates, lengths and the closed vocabularies.

use std::fmt;
use std::num::NonZeroU16;
use std::str::FromStr;

use super::visible::quoted;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, de};

/// A day, a month or a year in the Gregorian calendar, as exact as its source is.
///
/// Ordered by time; a year sorts before its months, a month before its days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// 1 to 9999; never 0, so that an absent date takes no more room.
    year: NonZeroU16,
    /// 1 to 12, 0 where only the year is known.
    month: u8,
    /// 1 to 31, 0 where only the month is known.
    day: u8,
}

impl Date {
    /// The year, 1 to 9999.
    pub fn year(self) -> u16 {
        self.year.get()
    }

    /// The month, 1 to 12, where it is known.
    pub fn month(self) -> Option<u8> {
        (self.month > 0).then_some(self.month)
    }

    /// The day of the month, where it is known.
    pub fn day(self) -> Option<u8> {
        (self.day > 0).then_some(self.day)
    }
}

impl FromStr for Date {
    type Err = String;

    /// Reads `2014`, `2014-03` or `2014-03-02`.
    fn from_str(text: &str) -> Result<Self, String> {
        let form = || format!("{} is not a date: write 2014, 2014-03 or 2014-03-02", quoted(text));
        let mut parts = text.as_bytes().split(|&byte| byte == b'-');
        let mut number = |digits: usize| match parts.next() {
            None => Ok(None),
            Some(part) if part.len() == digits => decimal(part).map(Some).ok_or_else(form),
            Some(_) => Err(form()),
        };
        let year = number(4)?.ok_or_else(form)?;
        let month = number(2)?;
        let day = number(2)?;
        let (Some(known), None) = (NonZeroU16::new(year), parts.next()) else { return Err(form()) };
        if month.is_some_and(|m| !(1..=12).contains(&m)) {
            return Err(format!("“{text}” is not a date: a year has months 01 to 12"));
        }
        if let (Some(month), Some(day)) = (month, day) {
            let last = days_in_month(year, month);
            if !(1..=last).contains(&day) {
                return Err(format!("“{text}” is not a date: {year}-{month:02} has days 01 to {last}"));
            }
        }
        Ok(Self { year: known, month: month.unwrap_or(0) as u8, day: day.unwrap_or(0) as u8 })
    }
}

/// The number that at most four digits write.
fn decimal(digits: &[u8]) -> Option<u16> {
    let digit = |&byte: &u8| byte.is_ascii_digit().then(|| u16::from(byte - b'0'));
    digits.iter().try_fold(0, |number: u16, byte| number.checked_mul(10)?.checked_add(digit(byte)?))
}

fn days_in_month(year: u16, month: u16) -> u16 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

impl Date {
    /// As it is written, in `room`. An export writes a million of them, and formatting takes several times as long.
    pub fn written(self, room: &mut [u8; 10]) -> &str {
        *room = *b"0000-00-00";
        put(&mut room[..4], self.year().into());
        put(&mut room[5..7], self.month.into());
        put(&mut room[8..], self.day.into());
        let length = match (self.month, self.day) {
            (0, _) => 4,
            (_, 0) => 7,
            _ => 10,
        };
        std::str::from_utf8(&room[..length]).unwrap_or_default()
    }
}

/// Puts a number's last digits into `room`, which they fill.
fn put(room: &mut [u8], mut number: u32) {
    for digit in room.iter_mut().rev() {
        *digit = b'0' + (number % 10) as u8;
        number /= 10;
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.written(&mut [0; 10]))
    }
}

/// A length of time in whole seconds, never 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Length(pub u32);

impl FromStr for Length {
    type Err = String;

    /// Reads `m:ss` or `h:mm:ss`.
    fn from_str(text: &str) -> Result<Self, String> {
        let form = || format!("{} is not a length: write m:ss or h:mm:ss, such as 4:46", quoted(text));
        let mut seconds = 0u32;
        let mut places = 0;
        for part in text.as_bytes().split(|&byte| byte == b':') {
            let width_fits = if places == 0 { (1..=3).contains(&part.len()) } else { part.len() == 2 };
            if places == 3 || !width_fits {
                return Err(form());
            }
            let value = u32::from(decimal(part).ok_or_else(form)?);
            if places > 0 && value > 59 {
                return Err(format!("“{text}” is not a length: minutes and seconds after a colon go up to 59"));
            }
            seconds = seconds * 60 + value;
            places += 1;
        }
        if places < 2 {
            return Err(form());
        }
        if seconds == 0 {
            return Err(format!("“{text}” is not a length: leave an unknown runtime out, it is never 0"));
        }
        Ok(Self(seconds))
    }
}

impl Length {
    /// As it is written, in `room`; see [`Date::written`].
    pub fn written(self, room: &mut [u8; 16]) -> &str {
        let (hours, minutes, seconds) = (self.0 / 3600, self.0 / 60 % 60, self.0 % 60);
        *room = *b"0000000000:00:00";
        put(&mut room[..10], hours);
        put(&mut room[11..13], minutes);
        put(&mut room[14..], seconds);
        // The first digit that counts, or the minute's last.
        let begin = room[..12].iter().position(|byte| matches!(byte, b'1'..=b'9')).unwrap_or(12);
        std::str::from_utf8(&room[begin..]).unwrap_or_default()
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.written(&mut [0; 16]))
    }
}

/// How exact a stated length is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Precision {
    /// To the second.
    #[default]
    Exact,
    /// Within 30 seconds on either side.
    About,
    /// Up to 30 seconds less.
    Almost,
    /// Up to 30 seconds more.
    Over,
}

/// What a stated length is the length of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Measures {
    /// The video itself.
    #[default]
    Video,
    /// The song, which never stands in for the video.
    Song,
    /// Another cut of the video.
    OtherCut,
}

/// How much a theme means to a video's story. Ordered from the strongest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Weight {
    /// What the story is about.
    Choice,
    /// A main strand of the story.
    #[default]
    Major,
    /// Present, but at the edge.
    Minor,
}

/// What the claim that a video carries a theme rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// Its makers say so.
    Official,
    /// It is seen on screen.
    #[default]
    OnScreen,
    /// It is how a viewer reads the story.
    Interpretation,
}

/// Gives each word of a closed vocabulary as it is written in the file, and reads it from there.
macro_rules! words {
    ($type:ident: $($variant:ident = $word:literal),+) => {
        impl $type {
            /// The word as the catalogue file writes it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }
        impl FromStr for $type {
            type Err = ();
            /// Reads the word as the catalogue file writes it.
            fn from_str(text: &str) -> Result<Self, ()> {
                match text {
                    $($word => Ok($type::$variant),)+
                    _ => Err(()),
                }
            }
        }
        // Not derived: that would also read {"word": null}.
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Word;
                impl de::Visitor<'_> for Word {
                    type Value = $type;
                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str("a word")
                    }
                    fn visit_str<E: de::Error>(self, text: &str) -> Result<$type, E> {
                        text.parse().map_err(|()| de::Error::unknown_variant(text, &[$($word),+]))
                    }
                }
                deserializer.deserialize_str(Word)
            }
        }
    };
}
words!(Precision: Exact = "exact", About = "about", Almost = "almost", Over = "over");
words!(Measures: Video = "video", Song = "song", OtherCut = "other-cut");
words!(Weight: Choice = "choice", Major = "major", Minor = "minor");
words!(Basis: Official = "official", OnScreen = "on-screen", Interpretation = "interpretation");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_counts_minutes_and_hours_in_seconds() {
        assert_eq!("4:46".parse(), Ok(Length(286)));
        assert_eq!("1:02:03".parse(), Ok(Length(3723)));
        assert_eq!("75:00".parse(), Ok(Length(4500)));
    }

    #[test]
    fn what_is_no_length_is_refused() {
        for text in ["4:60", "-1:00", "0:00", "4", "4:4", "", ":30", "1:60:00", "1:2:03", "4:46 ", "４:46", "1:2:3:4"]
        {
            assert!(text.parse::<Length>().is_err(), "{text:?} was read");
        }
    }

    #[test]
    fn a_length_is_written_as_it_is_read() {
        for text in ["0:01", "4:46", "59:59", "1:00:00", "1:02:03"] {
            assert_eq!(text.parse::<Length>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in
            ["2014-02-30", "2014-13", "2014-00", "14", "2014-3", "2014-03-02-01", "2014/03", "", "0000", "1900-02-29"]
        {
            assert!(text.parse::<Date>().is_err(), "{text:?} was read");
        }
    }

    #[test]
    fn a_date_is_written_as_exactly_as_it_is_known() {
        for text in ["2014", "2014-03", "2014-03-02", "2000-02-29"] {
            assert_eq!(text.parse::<Date>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn dates_sort_by_time_and_the_vaguer_first() {
        let mut dates: Vec<Date> =
            ["2014-03-02", "2014", "2013-12-31", "2014-03"].iter().map(|d| d.parse().unwrap()).collect();
        dates.sort();
        let written: Vec<String> = dates.iter().map(Date::to_string).collect();
        assert_eq!(written, ["2013-12-31", "2014", "2014-03", "2014-03-02"]);
    }
}
