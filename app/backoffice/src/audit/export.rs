//! Export of the report: a file of all that is asked for, however much that is. It is asked for here and made by a job (see
//! `server::jobs`), so that nobody waits for it: the page tells how far it is, and it can be fetched from there until it is forgotten.

use super::{
    called::with_names,
    line::line,
    report::{PATH, REPORT},
};
use crate::{
    grids, layout,
    sheet::Head,
    under_way::{self, Made},
};
use domain::{
    audit::{
        Change, Recorded,
        export::{Export, Format},
    },
    caller::{Permit, right},
    failure::Failure,
    jobs::State,
    text::Flaw,
    time::Moment,
};
use leptos::prelude::*;
use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::Path,
};
use store::{ExportDraft, Store};
use ui::{
    form::{Field, Fields, Form, Post},
    format,
    grid::{Column, Sheets, csv_head, csv_rows},
    notice::Notice,
    shown::when_and_zone,
    t,
    table::address,
    web::{Pairs, Reply, Request},
    words::{self, Places},
};

pub(super) const EXPORTS: &str = "/admin/action-logs/exports";

static FORMAT: Field<Format> = Field::button("format", |code| Format::from_code(code).ok_or(Flaw::NotAChoice));
pub(super) static FIELDS: Fields = &[&[&FORMAT.spec]];

/// What asks for a file of what the report shows now.
pub(super) fn asking(request: &Request) -> AnyView {
    let language = request.language;
    let asked = REPORT.asked(request);
    let pairs: Vec<(&str, &str)> = asked.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let options =
        Format::ALL.into_iter().map(|format| view! { <option value=format.code()>{words::export_format(language, format)}</option> });
    let options = options.collect_view();
    Post::to(request, address(EXPORTS, &pairs))
        .class("inline")
        .around(view! {
            <label for="export-format">{t!(language, audit.export.to)}</label> " "
            <select id="export-format" name=FORMAT.name>{options}</select> " "
            <button class="button">{t!(language, audit.export.export)}</button> " "
            <a href=EXPORTS>{t!(language, audit.export.mine)}</a>
        })
        .into_any()
}

pub(super) async fn ask(store: Store, request: Request, permit: Permit<right::ActionLogsReport>) -> Result<Reply, Failure> {
    let format = Form::read(FIELDS, &request).get(&FORMAT).ok_or(Failure::Malformed)?;
    let by = store.by(&permit);
    let columns = grids::chosen(&store, &request, &permit, &REPORT).await?;
    let draft = ExportDraft {
        name: name(request.now(), format),
        format,
        language: request.language,
        columns: columns.iter().map(|c| c.key.to_owned()).collect(),
        time_zone: request.time_zone().to_owned(),
        wanted: by.wanted(&REPORT.query(&request)?, &words::called(request.language)).await?,
        asked: REPORT.link_to(&request, &[]),
        told: told(&REPORT.asked(&request)),
    };
    let notice = if by.ask_export(draft).await? { Notice::ExportAsked } else { Notice::ExportsFull };
    Ok(Reply::see_other(EXPORTS).notice(notice))
}

/// What is asked of the report, as the record tells of it.
pub(crate) fn told(asked: &[(String, String)]) -> Vec<Change> {
    asked.iter().map(|(name, value)| Change::added(&name.replace('-', "_"), value)).collect()
}

pub(super) async fn show(store: Store, request: Request, permit: Permit<right::ActionLogsReport>) -> Result<Reply, Failure> {
    let exports = store.by(&permit).exports().await?;
    let asked: Vec<(String, String)> = exports.iter().flat_map(asked).collect();
    let request = with_names(&store, &permit, &asked, request).await?;
    let language = request.language;
    let title = t!(language, audit.export.title);
    Ok(layout::page(&request, title, || {
        let files = exports.iter().map(|export| made(&request, export)).collect();
        let head = Head::of(title.into_any(), PATH);
        view! {
            {head.show(&request)}
            <p class="lead">{t!(language, audit.export.lead)}</p>
            <p class="hint">{t!(language, audit.export.times)}</p>
            {under_way::files(&request, EXPORTS, files, t!(language, audit.export.empty))}
        }
    }))
}

/// What the file is called that was asked for at a moment.
fn name(at: Moment, format: Format) -> String {
    let time = format::machine_time(at).replace(['-', ':', '.'], "");
    format!("action-logs-{time}.{}", format.code())
}

/// What the report was asked for: names and values.
fn asked(export: &Export) -> Vec<(String, String)> {
    let query = export.asked.split_once('?').map(|(_, query)| query).unwrap_or_default();
    Pairs::parse(query).iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// The zone of the times in it, which its reader's clock may have left since.
fn zone<'a>(request: &'a Request, export: &'a Export) -> &'a str {
    export.time_zone.as_deref().unwrap_or_else(|| request.config.time_zone())
}

/// What it was narrowed by, in words, and of a workbook by what clock its times are.
fn narrowed(request: &Request, export: &Export) -> Option<String> {
    let said = told(&asked(export)).into_iter().filter(|change| change.field != "sort").map(|change| {
        let (label, _, value) = words::changed(request.language, Places::seen(request), &change);
        let value = change.after.as_deref().and_then(|value| request.called(&change.field, value)).unwrap_or(value);
        format!("{label}: {value}")
    });
    let zone = (export.format == Format::Xlsx).then(|| t!(request.language, audit.export.zone, zone = zone(request, export)));
    Some(said.chain(zone).collect::<Vec<_>>().join(" · ")).filter(|said| !said.is_empty())
}

fn made(request: &Request, export: &Export) -> Made {
    let language = request.language;
    let number = |n: i64| format::number(language, n);
    let told = match export.state {
        State::Waiting | State::Canceled => words::job_state(language, export.state).to_owned(),
        State::Running if export.total == 0 => {
            let done = number(export.done);
            t!(language, audit.export.so_far, done = done.as_str())
        }
        State::Running => {
            let (done, total) = (number(export.done.min(export.total)), number(export.total));
            t!(language, audit.export.running, done = done.as_str(), total = total.as_str())
        }
        State::Done => {
            let (events, size) = (number(export.done), format::bytes(language, u64::try_from(export.bytes).unwrap_or(0)));
            t!(language, audit.export.done, events = events.as_str(), size = size.as_str())
        }
        State::Failed => t!(language, audit.export.failed).to_owned(),
    };
    Made {
        at: format!("{EXPORTS}/{}", export.id),
        name: name(export.at, export.format),
        of: narrowed(request, export),
        asked: view! { <a href=export.asked.clone()>{when_and_zone(request, export.at)}</a> }.into_any(),
        until: export.until(),
        state: export.state,
        done: export.done,
        total: export.total,
        told,
    }
}

pub(super) async fn delete(store: Store, request: Request, permit: Permit<right::ActionLogsReport>) -> Result<Reply, Failure> {
    let by = store.by(&permit);
    let export = by.export(request.id("id")?).await?;
    by.delete_export(&export, &name(export.at, export.format)).await?;
    Ok(Reply::see_other(EXPORTS).notice(Notice::ExportDeleted))
}

pub(super) async fn file(store: Store, request: Request, permit: Permit<right::ActionLogsReport>) -> Result<Reply, Failure> {
    let by = store.by(&permit);
    let export = by.export(request.id("id")?).await?;
    if export.state != State::Done {
        return Err(Failure::NotFound);
    }
    let name = name(export.at, export.format);
    by.tell_of_download(&export, &name, request.goes_on).await?;
    Ok(Reply::saved(export.path(), export.format.media_type(), name))
}

/// A file in the making, one batch of events after another.
pub struct Making {
    request: Request,
    columns: Vec<&'static Column<Recorded>>,
    way: Way,
}

enum Way {
    Csv(BufWriter<File>),
    Jsonl(BufWriter<File>),
    Xlsx(Box<Sheets<Recorded>>, File),
}

impl Making {
    /// Begins the file at `path`; what else it needs while it is made lies in `folder`.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn begin(request: Request, export: &Export, path: &Path, folder: &Path) -> io::Result<Self> {
        let columns = REPORT.shown(&request, Some(&export.columns));
        let file = File::create(path)?;
        let way = match export.format {
            Format::Csv => {
                let mut file = BufWriter::new(file);
                file.write_all(&csv_head(&request, &columns).map_err(|_| io::ErrorKind::InvalidData)?)?;
                Way::Csv(file)
            }
            Format::Jsonl => Way::Jsonl(BufWriter::new(file)),
            Format::Xlsx => Way::Xlsx(Box::new(Sheets::new(folder, columns.clone(), zone(&request, export))?), file),
        };
        Ok(Self { request, columns, way })
    }

    /// Adds events.
    ///
    /// # Errors
    /// They cannot be written.
    pub fn add(&mut self, events: &[Recorded]) -> io::Result<()> {
        match &mut self.way {
            Way::Csv(file) => file.write_all(&csv_rows(&self.request, &self.columns, events).map_err(|_| io::ErrorKind::InvalidData)?),
            Way::Jsonl(file) => events.iter().try_for_each(|event| writeln!(file, "{}", line(event)?)),
            Way::Xlsx(sheets, _) => sheets.add(&self.request, events),
        }
    }

    /// Ends the file, which is on the disk then; returns its size.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn end(self) -> io::Result<i64> {
        let file = match self.way {
            Way::Csv(file) | Way::Jsonl(file) => file.into_inner()?,
            Way::Xlsx(sheets, file) => {
                sheets.save(&self.request, BufWriter::new(&file))?;
                file
            }
        };
        file.sync_all()?;
        Ok(i64::try_from(file.metadata()?.len()).unwrap_or(i64::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assistance::log::LOG;
    use domain::stores::Language;
    use ui::grid::{Filter, FilterKind, Grid};

    fn names<T>(grid: &'static Grid<T>) -> Vec<String> {
        let of = |filter: &Filter| {
            let is_of_days = matches!(filter.kind, FilterKind::Dates);
            let ends = if is_of_days { &["-from", "-to"][..] } else { &[""] };
            ends.iter().map(|end| format!("{}{end}", filter.key)).collect::<Vec<_>>()
        };
        grid.filters.iter().flat_map(of).collect()
    }

    /// Who had looked for an order's number had asked for a "thing", and in the log of visits for an "admin_name".
    #[test]
    fn whatever_the_record_is_asked_by_has_a_word() {
        let asked = [names(&REPORT), names(&LOG)].concat();
        assert!(asked.len() > 15, "{asked:?}");
        let asked: Vec<(String, String)> = asked.into_iter().map(|name| (name, "x".to_owned())).collect();
        for (change, language) in told(&asked).iter().flat_map(|change| Language::ALL.map(|language| (change, language))) {
            let (label, ..) = words::changed(language, Places::default(), change);
            assert_ne!(label, change.field, "in {}", language.tag());
        }
    }
}
