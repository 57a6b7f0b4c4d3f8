//! What a mail says, part by part, and the two ways in which it is written down. The HTML is what mail programs of all ages show: one
//! column, tables, styles at each element, nothing that is loaded.

use ui::render::escape;

/// What stands in a mail.
pub(super) enum Part {
    Title(String),
    Text(String),
    /// What somebody wrote, line by line.
    Quote(String),
    /// A word and what it is, a line each.
    Facts(Vec<(String, String)>),
    Table(Table),
    /// A heading and lines below it, side by side where there is room.
    Cards(Vec<(String, Vec<String>)>),
    Button(String, String),
}

pub(super) struct Table {
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
    /// Sums below it, and whether one stands out.
    pub(super) sums: Vec<(String, String, bool)>,
}

/// All that a mail says.
pub(super) struct Content {
    pub(super) language: &'static str,
    pub(super) subject: String,
    /// Who writes, at the top.
    pub(super) store: String,
    pub(super) parts: Vec<Part>,
    /// In small letters at the end.
    pub(super) end: String,
}

impl Content {
    pub(super) fn text(&self) -> String {
        let parts = self.parts.iter().map(Part::text).chain([self.end.clone()]);
        format!("{}\n\n{}\n", self.store, parts.collect::<Vec<_>>().join("\n\n"))
    }

    pub(super) fn html(&self) -> String {
        let parts: String = self.parts.iter().map(Part::html).collect();
        let (language, subject, store, end) = (self.language, escape(&self.subject), escape(&self.store), lines(&self.end));
        // What a list of mails shows beside the subject: not the greeting.
        let mut texts = self.parts.iter().filter_map(|part| if let Part::Text(text) = part { Some(lines(text)) } else { None });
        let preview = texts.nth(1);
        let preview = preview.unwrap_or_default();
        format!(
            "<!DOCTYPE html><html lang=\"{language}\"><head><meta charset=\"utf-8\"><title>{subject}</title>\
             <meta name=\"viewport\" content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light dark\">\
             <meta name=\"supported-color-schemes\" content=\"light dark\"></head>\
             <body style=\"margin:0;padding:24px 12px;overflow-wrap:anywhere;font:16px/1.5 system-ui,-apple-system,Segoe UI,Roboto,Arial,sans-serif\">\
             <div style=\"display:none;max-height:0;overflow:hidden\">{preview}</div>\
             <table role=\"presentation\" width=\"100%\" style=\"max-width:600px;margin:0 auto;border-collapse:collapse\"><tr><td>\
             <p style=\"margin:0 0 20px;padding:0 0 12px;border-bottom:2px solid #2f7d6d;font-size:20px;font-weight:700\">{store}</p>\
             {parts}<p style=\"margin:28px 0 0;padding:14px 0 0;border-top:1px solid #8a949c;font-size:14px\">{end}</p>\
             </td></tr></table></body></html>"
        )
    }
}

/// Escaped, each line on its own.
fn lines(text: &str) -> String {
    text.lines().map(escape).collect::<Vec<_>>().join("<br>")
}

const CELL: &str = "padding:8px 6px;border-bottom:1px solid #8a949c;vertical-align:top";
/// What stays in one line.
const WHOLE: &str = ";white-space:nowrap";

impl Part {
    fn text(&self) -> String {
        match self {
            Self::Title(text) => format!("{text}\n{}", "=".repeat(text.chars().count())),
            Self::Text(text) => text.clone(),
            Self::Quote(text) => text.lines().map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n"),
            Self::Facts(facts) => facts.iter().map(|(word, is)| format!("{word}: {is}")).collect::<Vec<_>>().join("\n"),
            Self::Table(table) => table.text(),
            Self::Cards(cards) => {
                let card = |(heading, lines): &(String, Vec<String>)| format!("{heading}\n{}", lines.join("\n"));
                cards.iter().map(card).collect::<Vec<_>>().join("\n\n")
            }
            Self::Button(label, url) => format!("{label}:\n{url}"),
        }
    }

    fn html(&self) -> String {
        match self {
            Self::Title(text) => format!("<h1 style=\"margin:0 0 16px;font-size:24px;line-height:1.25\">{}</h1>", escape(text)),
            Self::Text(text) => format!("<p style=\"margin:0 0 16px\">{}</p>", lines(text)),
            Self::Quote(text) => {
                format!("<blockquote style=\"margin:0 0 16px;padding:8px 14px;border-left:4px solid #2f7d6d\">{}</blockquote>", lines(text))
            }
            Self::Facts(facts) => {
                let fact = |(word, is): &(String, String)| format!("{}: <strong>{}</strong>", escape(word), escape(is));
                format!("<p style=\"margin:0 0 16px\">{}</p>", facts.iter().map(fact).collect::<Vec<_>>().join("<br>"))
            }
            Self::Table(table) => table.html(),
            Self::Cards(cards) => {
                // Beside each other where there is room, below each other on a phone.
                let card = |(heading, said): &(String, Vec<String>)| {
                    format!(
                        "<div style=\"display:inline-block;width:100%;max-width:280px;margin:0 12px 16px 0;vertical-align:top\">\
                         <strong>{}</strong><br>{}</div>",
                        escape(heading),
                        said.iter().map(|line| escape(line)).collect::<Vec<_>>().join("<br>")
                    )
                };
                cards.iter().map(card).collect()
            }
            Self::Button(label, url) => {
                let (label, url) = (escape(label), escape(url));
                format!(
                    "<p style=\"margin:0 0 20px\"><a href=\"{url}\" style=\"display:inline-block;padding:12px 22px;line-height:20px;\
                     border-radius:6px;background:#2f7d6d;color:#ffffff;font-weight:700;text-decoration:none\">{label}</a><br>\
                     <span style=\"font-size:14px;word-break:break-all\">{url}</span></p>"
                )
            }
        }
    }
}

impl Table {
    fn text(&self) -> String {
        let row = |cells: &Vec<String>| cells.iter().filter(|cell| !cell.is_empty()).cloned().collect::<Vec<_>>().join(" | ");
        let sums = self.sums.iter().map(|(word, sum, _)| format!("{word}: {sum}"));
        [row(&self.head)].into_iter().chain(self.rows.iter().map(row)).chain([String::new()]).chain(sums).collect::<Vec<_>>().join("\n")
    }

    /// The first column is words, the others are numbers.
    fn html(&self) -> String {
        // On a phone words give way: a sum in two lines is another sum.
        let how = |n: usize| if n == 0 { ("left", "") } else { ("right", WHOLE) };
        let cell = |tag: &str, n: usize, text: &String| {
            let (side, whole) = how(n);
            format!("<{tag} align=\"{side}\" style=\"{CELL}{whole}\">{}</{tag}>", lines(text))
        };
        let row = |tag: &str, cells: &Vec<String>| {
            format!("<tr>{}</tr>", cells.iter().enumerate().map(|(n, text)| cell(tag, n, text)).collect::<String>())
        };
        let rows: String = self.rows.iter().map(|cells| row("td", cells)).collect();
        let across = self.head.len().saturating_sub(1);
        let sum = |(word, sum, stands_out): &(String, String, bool)| {
            let weight = if *stands_out { "700" } else { "400" };
            format!(
                "<tr><th colspan=\"{across}\" align=\"right\" style=\"padding:4px 6px;font-weight:{weight}\">{}</th>\
                 <td align=\"right\" style=\"padding:4px 6px;font-weight:{weight}{WHOLE}\">{}</td></tr>",
                escape(word),
                escape(sum)
            )
        };
        let sums: String = self.sums.iter().map(sum).collect();
        format!(
            "<table width=\"100%\" style=\"margin:0 0 20px;border-collapse:collapse\"><thead>{}</thead><tbody>{rows}{sums}</tbody></table>",
            row("th", &self.head)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In the dark a program that is told so turns letters and ground around. Whatever had one of them fixed could not be read there.
    #[test]
    fn in_the_dark_a_mail_is_light_on_dark_and_whatever_has_a_colour_of_its_own_has_its_ground() {
        let text = || "Text".to_owned();
        let parts = vec![
            Part::Title(text()),
            Part::Text(text()),
            Part::Quote(text()),
            Part::Facts(vec![(text(), text())]),
            Part::Table(Table { head: vec![text()], rows: vec![vec![text()]], sums: vec![(text(), text(), true)] }),
            Part::Cards(vec![(text(), vec![text()])]),
            Part::Button(text(), text()),
        ];
        let html = Content { language: "en", subject: text(), store: text(), parts, end: text() }.html();
        for name in ["color-scheme", "supported-color-schemes"] {
            assert!(html.contains(&format!("<meta name=\"{name}\" content=\"light dark\">")), "no {name}: {html}");
        }
        let styles: Vec<&str> = html.split("style=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let fixes =
            |style: &str, what: &[&str]| style.split(';').any(|rule| rule.split(':').next().is_some_and(|name| what.contains(&name)));
        let alone: Vec<&&str> =
            styles.iter().filter(|style| fixes(style, &["color"]) != fixes(style, &["background", "background-color"])).collect();
        assert!(styles.len() > 10 && alone.is_empty(), "{alone:#?}");
    }

    #[test]
    fn whatever_somebody_wrote_is_text_in_both_ways_of_writing() {
        let nasty = "<script>alert(1)</script> & \"x\"".to_owned();
        let content = Content {
            language: "en",
            subject: nasty.clone(),
            store: nasty.clone(),
            parts: vec![
                Part::Title(nasty.clone()),
                Part::Text(nasty.clone()),
                Part::Quote(nasty.clone()),
                Part::Facts(vec![(nasty.clone(), nasty.clone())]),
                Part::Table(Table {
                    head: vec![nasty.clone()],
                    rows: vec![vec![nasty.clone()]],
                    sums: vec![(nasty.clone(), nasty.clone(), true)],
                }),
                Part::Cards(vec![(nasty.clone(), vec![nasty.clone()])]),
                Part::Button(nasty.clone(), nasty.clone()),
            ],
            end: nasty.clone(),
        };
        assert!(!content.html().contains("<script"));
        assert_eq!(content.text().matches("<script>alert(1)</script>").count(), 15);
        assert!(content.html().len() < 100_000);
        let table =
            Table { head: vec!["Item".into(), "Qty".into()], rows: Vec::new(), sums: vec![("Total".into(), "$2,198.60".into(), true)] };
        let html = table.html();
        assert!(
            html.contains("nowrap\">Qty</th>") && html.contains("nowrap\">$2,198.60</td>") && !html.contains("nowrap\">Item"),
            "{html}"
        );
    }
}
