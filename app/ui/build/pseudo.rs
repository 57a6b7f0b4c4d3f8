//! English as somebody sees it who looks for what is wrong: each text stands in brackets, is longer by a third, and has an accent on each
//! letter that can have one. What is not in brackets was never given to be translated, and what is cut off here is cut off in Finnish.

use serde_json::Value;

/// As browsers and other programs call it, too.
pub const TAG: &str = "en-XA";

/// Letters, and what each becomes.
const PLAIN: &str = "aAcCdDeEgGiIlLnNoOrRsStTuUyYzZ";
const ACCENTED: &str = "áÁçÇđĐéÉğĞíÍļĻñÑöÖŕŔšŠţŢüÜýÝžŽ";

/// The same file, with other texts.
pub fn of(tree: &Value) -> Value {
    match tree {
        Value::String(text) => Value::String(pseudo(text)),
        Value::Object(texts) => texts.iter().map(|(name, text)| (name.clone(), of(text))).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => tree.clone(),
    }
}

fn pseudo(text: &str) -> String {
    let mut is_argument = false;
    let accented = text.chars().map(|letter| {
        // `{{ name }}` and `{}` are no words.
        is_argument = (is_argument || letter == '{') && letter != '}';
        let place = PLAIN.chars().position(|plain| plain == letter).filter(|_| !is_argument);
        place.and_then(|place| ACCENTED.chars().nth(place)).unwrap_or(letter)
    });
    let accented: String = accented.collect();
    // In words, for lines end between them.
    let longer: String = (0..=text.chars().count() / 3).map(|at| if at % 7 == 0 { ' ' } else { '~' }).collect();
    format!("[{accented}{}]", longer.trim_end())
}
