//! New passwords that somebody guesses first (NIST SP 800-63B-4, 3.1.1.2): the commonest, and what an account or the shop is called. Of a password
//! counts what is left when such a word, and all that anybody adds to one, is taken out of it: years, rows of keys, one letter again and
//! again. `password12` and `Alongside2026` leave nothing; three words leave two.
//!
//! The list is made of that of zxcvbn (Dropbox and contributors, MIT licence): its four thousand commonest, and all that are long enough to be
//! a password here; with some of German and Spanish.

use std::{collections::HashSet, sync::LazyLock};

static COMMON: LazyLock<HashSet<&str>> = LazyLock::new(|| include_str!("common_passwords.txt").lines().collect());

/// So many letters and digits must be left.
const LEFT: usize = 4;
/// The shortest word of the list.
const SHORTEST: usize = 5;
/// The shortest part of a name that is looked for.
const PART: usize = 3;

/// Neighbours on a keyboard.
const ROWS: [&str; 7] = ["qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "zxcvbnm", "yxcvbnm", "1234567890"];

/// Whether a password, in one spelling of Unicode, is guessed early by whoever knows these words of its account.
pub fn is_guessable(password: &str, words: &[&str]) -> bool {
    let lower: Vec<char> = password.to_lowercase().chars().collect();
    let plain: Vec<char> = lower.iter().map(|letter| plain(*letter)).collect();
    let mut taken = vec![false; lower.len()];
    for word in words.iter().flat_map(|word| parts(word)) {
        for text in [&lower, &plain] {
            take_word(text, &word, &mut taken);
        }
    }
    take_common(&[&lower, &plain], &mut taken);
    take_runs(&lower, &mut taken);
    take_repeated(&lower, &mut taken);
    let left = lower.iter().zip(&taken).filter(|(letter, taken)| letter.is_alphanumeric() && !**taken);
    left.count() < LEFT
}

/// A letter for what stands in its place.
const fn plain(letter: char) -> char {
    match letter {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    }
}

/// Of a name or an address the whole and its parts.
fn parts(word: &str) -> Vec<Vec<char>> {
    let lower = word.to_lowercase();
    let parts = lower.split(|letter: char| !letter.is_alphanumeric()).chain([lower.as_str()]);
    let mut parts: Vec<Vec<char>> = parts.map(|part| part.chars().collect()).filter(|part: &Vec<char>| part.len() >= PART).collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
    parts
}

fn take(taken: &mut [bool], from: usize, length: usize) {
    taken.iter_mut().skip(from).take(length).for_each(|one| *one = true);
}

fn take_word(text: &[char], word: &[char], taken: &mut [bool]) {
    for (at, window) in text.windows(word.len()).enumerate() {
        if window == word {
            take(taken, at, word.len());
        }
    }
}

/// The longest word of the list: one, for several make a password.
fn take_common(texts: &[&Vec<char>], taken: &mut [bool]) {
    for length in (SHORTEST..=taken.len()).rev() {
        for text in texts {
            let found = text.windows(length).position(|window| COMMON.contains(window.iter().collect::<String>().as_str()));
            if let Some(at) = found {
                return take(taken, at, length);
            }
        }
    }
}

/// One letter again and again, letters and digits in their order, rows of keys, years.
fn take_runs(text: &[char], taken: &mut [bool]) {
    let step = |a: char, b: char| i64::from(u32::from(b)) - i64::from(u32::from(a));
    let is_row = |window: &[char]| {
        let window: String = window.iter().collect();
        let back: String = window.chars().rev().collect();
        ROWS.iter().any(|row| row.contains(&window) || row.contains(&back))
    };
    for (at, window) in text.windows(3).enumerate() {
        if let [a, b, c] = window
            && step(*a, *b) == step(*b, *c)
            && step(*a, *b).abs() <= 1
        {
            take(taken, at, 3);
        }
    }
    for (at, window) in text.windows(4).enumerate() {
        let is_year = matches!(window, ['1', '9', ..] | ['2', '0', ..]) && window.iter().all(char::is_ascii_digit);
        if is_year || is_row(window) {
            take(taken, at, 4);
        }
    }
}

/// A few letters over and over.
fn take_repeated(text: &[char], taken: &mut [bool]) {
    let is_all = (1..=4).any(|length| text.len() >= length * 3 && text.iter().zip(text.iter().skip(length)).all(|(a, b)| a == b));
    if is_all {
        take(taken, 0, text.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ADA: [&str; 4] = ["ada@example.com", "Ada", "Brandt", "Harbour & Sons"];

    #[test]
    fn what_is_guessed_first_is_no_password() {
        for bad in [
            "password12",
            "P@ssw0rd2026",
            "1234567890",
            "0987654321",
            "          ",
            "aaaaaaaaaaaa",
            "abababababab",
            "qwertzuiop",
            "qwertyuiop1",
            "ada@example.com",
            "AdaBrandt1",
            "brandt2026!",
            "Harbour & Sons",
            "harboursons1",
            "iloveyou123",
            "passwort123",
            "administrator",
            "abcdefghij",
            "19871987",
        ] {
            assert!(is_guessable(bad, &ADA), "{bad}");
        }
    }

    #[test]
    fn a_few_words_are_one_whatever_they_are() {
        for good in [
            "correct horse",
            "correct horse battery",
            "a long new password",
            "alongside-demo",
            "another password",
            "Grüße-Café-2026",
            "nrx7-kqpw-z2",
            "ada likes to read",
            "密码很长而且没有人知道",
        ] {
            assert!(!is_guessable(good, &["ada@example.com", "Ada", "Brandt", "Alongside"]), "{good}");
        }
    }

    #[test]
    fn the_list_is_what_the_rule_reads() {
        assert!(COMMON.len() > 3_000 && COMMON.iter().all(|word| word.len() >= SHORTEST && word.to_lowercase() == **word));
    }

    proptest! {
        #[test]
        fn any_text_is_judged(password in "\\PC{0,40}", word in "\\PC{0,20}") {
            let _ = is_guessable(&password, &[&word]);
        }

    }
}
