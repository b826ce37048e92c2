//! Numbers and lists as a sentence wants them; what pictures say of an answer.

/// `number` in words up to twelve, in figures with a comma every three digits above.
pub fn number(number: usize) -> String {
    const WORDS: [&str; 13] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    WORDS.get(number).map_or_else(|| figures(number), |&word| word.to_owned())
}

/// `number` in figures, with a comma every three digits from 10,000 on.
pub fn figures(number: usize) -> String {
    let digits = number.to_string();
    if digits.len() < 5 {
        return digits;
    }
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// `count` things in words: “one video”, “eleven videos”, “no themes”; `one` is the singular, the plural adds an s.
pub fn things(count: usize, one: &str) -> String {
    format!("{} {one}{}", number(count), if count == 1 { "" } else { "s" })
}

/// `count` things in figures: “1 video”, “11 videos”.
pub fn count(count: usize, one: &str) -> String {
    format!("{} {one}{}", figures(count), if count == 1 { "" } else { "s" })
}

/// The names as a sentence lists them: “A”, “A and B”, “A, B and C”.
pub fn list<S: AsRef<str>>(names: &[S]) -> String {
    match names {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [most @ .., last] => {
            let most: Vec<&str> = most.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", most.join(", "), last.as_ref())
        }
    }
}

/// The names as a sentence lists them, of more than `most` the first and how many are left out: “A, B and 3 more”.
pub fn list_some<S: AsRef<str>>(names: &[S], most: usize) -> String {
    if names.len() <= most {
        return list(names);
    }
    let kept = most.saturating_sub(1).max(1);
    let mut some: Vec<String> = names[..kept].iter().map(|name| name.as_ref().to_owned()).collect();
    some.push(format!("{} more", figures(names.len() - kept)));
    list(&some)
}

/// The sentence with its first letter a capital.
pub fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The name as it stands inside a sentence: a first letter that is the only capital, followed by a small one, becomes
/// small (“Self-sacrifice” → “self-sacrifice”, but “K-pop”, “NASA” and “Wild West” stay).
pub fn inside(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().filter(|first| first.is_uppercase());
    let rest = letters.as_str();
    match first {
        Some(first) if rest.starts_with(char::is_lowercase) && !rest.contains(char::is_uppercase) => {
            first.to_lowercase().chain(rest.chars()).collect()
        }
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_numbers_are_words_and_large_ones_figures() {
        assert_eq!([number(0), number(1), number(12), number(13), number(1234)], ["no", "one", "twelve", "13", "1234"]);
        assert_eq!([figures(10_000), figures(1_234_567)], ["10,000", "1,234,567"]);
    }

    #[test]
    fn one_thing_is_singular_and_none_is_plural() {
        assert_eq!(
            [things(0, "theme"), things(1, "theme"), things(2, "theme")],
            ["no themes", "one theme", "two themes"]
        );
    }

    #[test]
    fn a_list_ends_in_and() {
        assert_eq!(list::<&str>(&[]), "");
        assert_eq!(list(&["a"]), "a");
        assert_eq!(list(&["a", "b"]), "a and b");
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
    }

    #[test]
    fn a_long_list_says_how_many_it_leaves_out() {
        assert_eq!(list_some(&["a", "b", "c"], 3), "a, b and c");
        assert_eq!(list_some(&["a", "b", "c", "d"], 3), "a, b and 2 more");
    }

    #[test]
    fn a_sentence_begins_with_a_capital_and_a_name_inside_it_does_not() {
        assert_eq!([capital("eleven"), capital(""), capital("하루")], ["Eleven", "", "하루"]);
        assert_eq!(
            ["Self-sacrifice", "Éternité", "NASA", "K-pop", "Wild West", "X", "", "하루"].map(inside),
            ["self-sacrifice", "éternité", "NASA", "K-pop", "Wild West", "X", "", "하루"]
        );
    }
}
