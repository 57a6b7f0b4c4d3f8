//! What all grids of the back office do in the same way: a page of rows with the reader's own columns, the export, and the choice of
//! columns.

use crate::{Endpoint, access, assistance, customers, layout, live_table::LiveTable, staff};
use domain::{
    caller::Staff,
    failure::Failure,
    list::{Cursor, Listed, Query},
    stores::Language,
    text::{Flaw, caseless},
};
use futures::future::try_join;
use leptos::prelude::*;
use store::{KeptView, Store, StoreError};
use ui::{
    endpoint::{InAVisit, staff as signed_in},
    form::{Form, Post},
    grid::{
        BACK, COLUMN, COLUMNS, COLUMNS_PATH, COMPACT, Column, FORGET, Freshness, GRID, Grid, Shown, UNDO, VIEW, VIEWS, VIEWS_PATH,
        csv_head, csv_rows, grid, in_words,
    },
    live::Following,
    notice::{Notice, Told},
    t,
    web::{Reply, Request},
    words,
};

/// The rows of a page.
const PAGE: usize = 20;
/// The most rows of an export, and how many are read at once: none is left out without a word.
const EXPORTED: usize = 100_000;
const EXPORTED_AT_ONCE: usize = 500;

pub fn endpoints() -> Vec<Endpoint> {
    vec![
        Endpoint::form(COLUMNS_PATH, signed_in(), InAVisit::No, COLUMNS, choose_columns),
        Endpoint::form(VIEWS_PATH, signed_in(), InAVisit::No, VIEWS, keep_view),
    ]
}

/// A grid: the page that is asked for, or all that was found as a file. `read` gives so many rows and says how many there are in all. Of a
/// grid that stays fresh, new rows come by themselves from `place` on: that is read before the rows, so that nothing falls between.
pub(crate) async fn show<T, F>(
    store: &Store,
    request: &Request,
    staff: &Staff,
    of: &'static Grid<T>,
    place: Option<i64>,
    read: impl Fn(Query, usize) -> F,
) -> Result<Reply, Failure>
where
    F: Future<Output = Result<(Listed<T>, Option<i64>), StoreError>>,
{
    show_below(store, request, staff, of, place, read, async |_| Ok(Above::default())).await
}

/// What stands above the rows of a grid; and where it is not known yet how many these are, and will be soon, that there are more than so many.
#[derive(Default)]
pub(crate) struct Above {
    pub(crate) view: Option<AnyView>,
    pub(crate) more_than: Option<i64>,
}

/// The same with something above its rows, made of what is asked for.
pub(crate) async fn show_below<T, F>(
    store: &Store,
    request: &Request,
    staff: &Staff,
    of: &'static Grid<T>,
    place: Option<i64>,
    read: impl Fn(Query, usize) -> F,
    above: impl AsyncFnOnce(&Query) -> Result<Above, Failure>,
) -> Result<Reply, Failure>
where
    F: Future<Output = Result<(Listed<T>, Option<i64>), StoreError>>,
{
    // What cannot be read is said beside its field, and no rows are shown that would look like the answer.
    let is_unread = of.is_unread(request);
    let query = if of.is_export(request) { of.query(request)? } else { of.readable(request)? };
    let arranged = store.by(staff).arranged(of.name).await?;
    let arranged = &arranged;
    if of.is_export(request) {
        let narrowed = in_words(request, of, &query);
        let columns = of.shown(request, arranged.columns.as_deref());
        let mut file = csv_head(request, &columns)?;
        let add = |rows: &[T]| csv_rows(request, &columns, rows).map(|lines| file.extend(lines));
        if !each(query, read, EXPORTED, add).await? {
            return Ok(Reply::see_other(of.link_to(request, &[])).notice(Notice::ExportTooLong));
        }
        store.by(staff).tell_of_taking_along(of.name, (of.title)(request.language), narrowed).await?;
        return Ok(Reply::csv(String::from_utf8(file).map_err(|_| Failure::Internal)?, format!("{}.csv", of.name)));
    }
    let reading = async {
        if is_unread {
            Ok((Listed { items: Vec::new(), previous: None, next: None }, None))
        } else {
            read(query.clone(), PAGE).await.map_err(Failure::from)
        }
    };
    let above = async { if is_unread { Ok(Above::default()) } else { above(&query).await } };
    let ((listed, total), Above { view: above, more_than }) = try_join(reading, above).await?;
    // Where nothing is before what was shown any more, the list begins anew.
    if matches!(query.cursor, Cursor::Before(_)) && listed.items.is_empty() && listed.next.is_none() && !is_unread {
        return Ok(Reply::see_other(of.link_to(request, &[])));
    }
    let place = place.filter(|_| !is_unread);
    let fresh = place.map(|place| Freshness { place, most: PAGE, table });
    let title = (of.title)(request.language);
    let more_than = more_than.or((of.search.is_some() && !is_unread && store.is_counting()).then_some(0));
    let shown = Shown { arranged, fresh, above, more_than, most: PAGE };
    let page = layout::page(request, title, || grid(request, of, &query, (&listed, total), shown));
    Ok(if is_unread { page.status(Failure::Malformed.status()) } else { page })
}

/// What shows a grid that stays fresh.
pub(crate) fn table(following: Following) -> AnyView {
    view! { <LiveTable following /> }.into_any()
}

/// The columns that a staff member has chosen, or those of the grid itself.
pub(crate) async fn chosen<T>(store: &Store, request: &Request, staff: &Staff, of: &Grid<T>) -> Result<Vec<&'static Column<T>>, Failure> {
    Ok(of.shown(request, store.by(staff).arranged(of.name).await?.columns.as_deref()))
}

/// The columns that whoever follows a grid sees, by the stream's address.
pub(crate) fn followed<T>(request: &Request, of: &Grid<T>) -> Vec<&'static Column<T>> {
    let keys: Vec<String> = request.query.get("columns").unwrap_or_default().split(',').map(str::to_owned).collect();
    of.shown(request, Some(&keys))
}

/// From the first row on, one page after another; says whether these are all, for of more than so many nothing is told any more.
async fn each<T, F>(
    mut query: Query,
    read: impl Fn(Query, usize) -> F,
    most: usize,
    mut tell: impl FnMut(&[T]) -> Result<(), Failure>,
) -> Result<bool, Failure>
where
    F: Future<Output = Result<(Listed<T>, Option<i64>), StoreError>>,
{
    query.cursor = Cursor::First;
    let mut count = 0_usize;
    loop {
        let (Listed { items, previous, next }, _) = read(query.clone(), EXPORTED_AT_ONCE).await?;
        // What began anew on the way, for the order in which it is kept is another by now, would be told twice.
        if query.cursor != Cursor::First && previous.is_none() && !items.is_empty() {
            return Err(StoreError::Unavailable("the list began anew".to_owned()).into());
        }
        count = count.saturating_add(items.len());
        if count > most {
            return Ok(false);
        }
        tell(&items)?;
        let Some(next) = next else { return Ok(true) };
        query.cursor = Cursor::After(next);
    }
}

/// A page of a list that is read whole, for there are few of its rows; and how many these are. `key` tells one from the others.
pub(crate) fn paged<T>(items: Vec<T>, key: impl Fn(&T) -> String, cursor: &Cursor, size: usize) -> (Listed<T>, Option<i64>) {
    let (total, count) = (i64::try_from(items.len()).ok(), items.len());
    let place = |row: &String| items.iter().position(|item| key(item) == *row);
    // Where the row that a page stands beside is gone, the list begins anew.
    let begin = match cursor {
        Cursor::First => 0,
        Cursor::After(row) => place(row).map_or(0, |place| place.saturating_add(1)),
        Cursor::Before(row) => place(row).map_or(0, |place| place.saturating_sub(size)),
    };
    let items: Vec<T> = items.into_iter().skip(begin).take(size).collect();
    let previous = items.first().filter(|_| begin > 0).map(&key);
    let next = items.last().filter(|_| begin.saturating_add(size) < count).map(&key);
    (Listed { items, previous, next }, total)
}

/// What a grid is called, where it is, and which columns it has.
type Known = (&'static str, &'static str, Vec<&'static str>);

/// The grid that this holds for. Nothing is remembered of others.
fn known(is_meant: impl Fn(&Known) -> bool) -> Option<Known> {
    fn of<T>(grid: &'static Grid<T>) -> Known {
        (grid.name, grid.path, grid.all_columns().map(|c| c.key).collect())
    }
    let grids = [
        of(&customers::grid::CUSTOMERS),
        of(&customers::groups::grid::GROUPS),
        of(&crate::catalog::attributes::grid::ATTRIBUTES),
        of(&crate::catalog::rules::grid::RULES),
        of(&assistance::log::LOG),
        of(&staff::grid::USERS),
        of(&staff::locked::LOCKED),
        of(&access::grid::ROLES),
        of(&crate::stores::ALL_STORES),
        of(&crate::catalog::products::PRODUCTS),
        of(&crate::sales::grid::ORDERS),
        of(&crate::sales::INVOICES),
        of(&crate::sales::SHIPMENTS),
        of(&crate::sales::MEMOS),
        of(&crate::mail::grid::MAILS),
        of(&crate::audit::report::REPORT),
        of(&crate::audit::archive::ARCHIVE),
        of(&crate::transfer::history::IMPORTS),
    ];
    grids.into_iter().find(is_meant)
}

/// Keeps the view again that was forgotten last.
pub(crate) fn undo(request: &Request) -> Option<AnyView> {
    let (name, path, _) = known(|(_, path, _)| *path == request.path)?;
    let form = Post::to(request, VIEWS_PATH).around(view! {
        <input type="hidden" name=GRID.name value=name />
        <input type="hidden" name=BACK.name value=path />
        {Form::button(&UNDO, "1", "button", t!(request.language, common.form.undo))}
    });
    Some(form)
}

async fn choose_columns(store: Store, request: Request, staff: Staff) -> Result<Reply, Failure> {
    let mut form = Form::read(COLUMNS, &request);
    let (grid, columns, compact, forget) = (form.get(&GRID), form.all(&COLUMN), form.get(&COMPACT), form.get(&FORGET));
    let (Some(name), Some(columns), Some(is_compact), Some(forget)) = (grid, columns, compact, forget) else {
        return Err(Failure::Malformed);
    };
    let (_, path, has) = known(|(known, ..)| *known == name).ok_or(Failure::Malformed)?;
    let back = Reply::see_other(layout::way_back(form.value(&BACK)).unwrap_or_else(|| path.to_owned()));
    if !form.is_clean() {
        return Ok(back);
    }
    let columns = (!forget).then(|| columns.into_iter().filter(|key| has.contains(&key.as_str())).collect());
    store.by(&staff).choose_columns(&name, columns, is_compact && !forget).await?;
    Ok(back.notice(Notice::ColumnsChosen))
}

async fn keep_view(store: Store, request: Request, staff: Staff) -> Result<Reply, Failure> {
    let mut form = Form::read(VIEWS, &request);
    let (Some(grid), Some(forget)) = (form.get(&GRID), form.get(&FORGET)) else { return Err(Failure::Malformed) };
    let (_, path, _) = known(|(known, ..)| *known == grid).ok_or(Failure::Malformed)?;
    let back = layout::way_back(form.value(&BACK)).filter(|back| back.split('?').next() == Some(path)).unwrap_or_else(|| path.to_owned());
    if form.get(&UNDO) == Some(true) {
        let kept = store.by(&staff).recall_view(&grid).await?;
        return Ok(Reply::see_other(back).notice(told(kept)));
    }
    let name = form.get(&VIEW);
    // What all begin with is none of theirs.
    let is_of_all = |name: &String| Language::ALL.into_iter().any(|l| caseless(t!(l, common.table.default_view)) == caseless(name));
    if name.as_ref().is_some_and(is_of_all) {
        form.flaw(&VIEW, Flaw::Taken);
    }
    let has_some = !store.by(&staff).arranged(&grid).await?.views.is_empty();
    let Some(name) = name.filter(|_| form.is_clean()) else { return Ok(not_kept(&request, &form, None, (back, has_some))) };
    let (asked, to) = if forget { (None, path.to_owned()) } else { (Some(back.clone()), back.clone()) };
    let kept = store.by(&staff).keep_view(&grid, &name, asked).await?;
    Ok(match kept {
        KeptView::Full | KeptView::Unknown => not_kept(&request, &form, Some(told(kept)), (back, has_some)),
        KeptView::New | KeptView::Replaced | KeptView::Forgotten => Reply::see_other(to).notice(told(kept)),
    })
}

/// The name again, as it was typed, with what is wrong: the grid that it belongs to is read by a page of its own. Where its reader has
/// views of it, he may have meant to take one away.
fn not_kept(request: &Request, form: &Form, why: Option<Notice>, (back, has_some): (String, bool)) -> Reply {
    let language = request.language;
    let delete = has_some.then(|| Form::button(&FORGET, "1", "button", t!(language, common.table.delete_view)));
    let title = t!(language, common.table.save_view);
    let status = if why.is_some() { 422 } else { form.status() };
    let why = why.map(|notice| words::notice(language, &Told { notice, name: String::new() }));
    let page = layout::page(request, title, || {
        let asked = form.post(request).around(view! {
            {form.field(&GRID)}
            {form.field(&BACK)}
            {form.field(&VIEW)}
            <p class="actions">
                <button class="button">{t!(language, common.form.save)}</button>
                {delete}
                <a class="button" href=back>{t!(language, common.form.cancel)}</a>
            </p>
        });
        view! {
            <section class="card narrow">
                <h1>{title}</h1>
                {why.map(|why| view! { <p class="notice error" role="alert" tabindex="-1" autofocus>{why}</p> })}
                {asked}
            </section>
        }
    });
    page.status(status)
}

const fn told(kept: KeptView) -> Notice {
    match kept {
        KeptView::New => Notice::ViewKept,
        KeptView::Replaced => Notice::ViewReplaced,
        KeptView::Full => Notice::ViewsFull,
        KeptView::Forgotten => Notice::ViewForgotten,
        KeptView::Unknown => Notice::ViewUnknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{list::Sort, text::Collation};
    use futures::{executor::block_on, future::ready};
    use std::collections::BTreeMap;

    /// What was behind the ten thousandth row was left out without a word.
    #[test]
    fn an_export_is_all_that_is_found_or_none_of_it() {
        for (count, is_whole) in [(0_usize, true), (499, true), (500, true), (1_200, true), (1_201, false), (5_000, false)] {
            let rows: Vec<usize> = (0..count).collect();
            let (filters, sort) = (BTreeMap::new(), Sort { by: "n", down: false });
            let query = Query { search: String::new(), filters, sort, collation: Collation::ROOT, cursor: Cursor::First };
            let read = |query: Query, size| ready(Ok(paged(rows.clone(), usize::to_string, &query.cursor, size)));
            let mut told: Vec<usize> = Vec::new();
            let tell = |rows: &[usize]| {
                told.extend(rows);
                Ok(())
            };
            assert_eq!(block_on(each(query, read, 1_200, tell)).unwrap(), is_whole, "{count}");
            assert_eq!(told == rows, is_whole, "{count}");
        }
    }

    #[test]
    fn an_export_of_a_list_that_begins_anew_on_the_way_is_none() {
        let rows: Vec<usize> = (0..1_200).collect();
        let (filters, sort) = (BTreeMap::new(), Sort { by: "n", down: false });
        let query = Query { search: String::new(), filters, sort, collation: Collation::ROOT, cursor: Cursor::First };
        let anew = |_: Query, size| ready(Ok(paged(rows.clone(), usize::to_string, &Cursor::First, size)));
        assert_eq!(block_on(each(query, anew, 5_000, |_: &[usize]| Ok(()))), Err(Failure::Unavailable));
    }

    #[test]
    fn pages_of_a_list_in_memory_hold_each_row_once_there_and_back() {
        for (count, size) in (0..45).flat_map(|count| [1, 7, 20].map(|size| (count, size))) {
            let rows: Vec<usize> = (0..count).collect();
            let page = |cursor: &Cursor| paged(rows.clone(), usize::to_string, cursor, size).0;
            let mut pages = vec![page(&Cursor::First)];
            while let Some(next) = pages.last().and_then(|page| page.next.clone()) {
                pages.push(page(&Cursor::After(next)));
            }
            assert_eq!(pages.iter().flat_map(|page| page.items.clone()).collect::<Vec<_>>(), rows, "{size}");
            assert_eq!(pages.len(), count.div_ceil(size).max(1));
            for pair in pages.windows(2) {
                assert_eq!(page(&Cursor::Before(pair[1].previous.clone().unwrap())), pair[0]);
            }
            assert_eq!(page(&Cursor::After("gone".to_owned())), pages[0]);
        }
    }
}
