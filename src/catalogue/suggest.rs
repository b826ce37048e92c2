//! The nearest word to one that is unknown.

/// Finds the nearest words, with a bound on the work that is spent over all searches.
pub(super) struct Suggester {
    /// How many more words may be looked at; counted and not timed, so that every run says the same.
    budget: usize,
}

impl Default for Suggester {
    fn default() -> Self {
        Self { budget: 4_000_000 }
    }
}

impl Suggester {
    /// The nearest of `candidates` to `word`, whatever its case and its separators; ties go to the first in
    /// byte order. Nothing where none is near, or where too much was searched already.
    pub fn nearest<'c>(&mut self, word: &str, candidates: impl ExactSizeIterator<Item = &'c str>) -> Option<&'c str> {
        self.budget = self.budget.checked_sub(candidates.len())?;
        let wanted = Bare::new(word);
        let mut bare = String::new();
        let mut best: Option<(usize, &str)> = None;
        for candidate in candidates {
            bare.clear();
            bare.extend(letters_of(candidate));
            if let Some(distance) = wanted.distance_to(&bare) {
                let this = (distance, candidate);
                best = Some(best.map_or(this, |best| best.min(this)));
            }
        }
        best.map(|(_, candidate)| candidate)
    }
}

/// The letters and digits of a word, small. Nothing that is longer comes near anything.
fn letters_of(word: &str) -> impl Iterator<Item = char> {
    word.chars().take(200).flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric())
}

/// A word in small letters without its separators.
pub(super) struct Bare {
    text: String,
    length: usize,
    letters: u64,
}

impl Bare {
    /// `word` in small letters, letters and digits only.
    pub fn new(word: &str) -> Self {
        let text: String = letters_of(word).collect();
        let (length, letters) = signature(&text);
        Self { text, length, letters }
    }

    /// How many letters to change to come to `other`, which is bare too (Damerau and Levenshtein's distance, with
    /// neighbours that change places counted as one), if that is few enough to be a slip.
    pub fn distance_to(&self, other: &str) -> Option<usize> {
        let most = (self.length / 3).max(1);
        // A character has at most four bytes.
        if other.is_empty() || other.len() > 4 * (self.length + most) || other.len() + most < self.length {
            return None;
        }
        let (length, letters) = signature(other);
        let too_many = |a: u64, b: u64| (a & !b).count_ones() as usize > most;
        if self.length.abs_diff(length) > most || too_many(self.letters, letters) || too_many(letters, self.letters) {
            return None;
        }
        Some(strsim::osa_distance(&self.text, other)).filter(|&distance| distance <= most && distance < self.length)
    }
}

/// How many characters there are, and which, folded into 64 bits.
fn signature(text: &str) -> (usize, u64) {
    text.chars().fold((0, 0), |(length, letters), c| (length + 1, letters | 1 << (u32::from(c) % 64)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nearest<'c>(word: &str, candidates: &[&'c str]) -> Option<&'c str> {
        Suggester::default().nearest(word, candidates.iter().copied())
    }

    #[test]
    fn a_slip_leads_to_the_word_that_was_meant() {
        assert_eq!(nearest("titel", &["id", "title", "themes"]), Some("title"));
        assert_eq!(nearest("revnge", &["love", "revenge"]), Some("revenge"));
    }

    #[test]
    fn case_and_separators_do_not_count() {
        assert_eq!(nearest("memberOf", &["name", "member_of"]), Some("member_of"));
        assert_eq!(nearest("G Dragon", &["g-dragon"]), Some("g-dragon"));
    }

    #[test]
    fn what_is_not_near_is_not_suggested() {
        assert_eq!(nearest("zebra", &["id", "title"]), None);
        assert_eq!(nearest("ab", &["cd"]), None);
        assert_eq!(nearest("!!!", &["???"]), None);
        assert_eq!(nearest("x", &["y"]), None);
    }

    #[test]
    fn of_two_that_are_as_near_the_first_in_byte_order_is_suggested() {
        assert_eq!(nearest("lova", &["love", "lava"]), Some("lava"));
    }

    #[test]
    fn the_search_ends_when_its_budget_is_spent() {
        let mut suggester = Suggester { budget: 3 };
        assert_eq!(suggester.nearest("lov", ["love", "life"].into_iter()), Some("love"));
        assert_eq!(suggester.nearest("lov", ["love", "life"].into_iter()), None);
    }
}
