//! Grids as people meet them.

use super::*;
use crate::{
    form::Form,
    format,
    testing::{form, markup, request},
};
use domain::{
    list::{Arranged, Cursor, Listed, View},
    time::Moment,
};
use insta::assert_snapshot;
use leptos::prelude::*;

struct Customer {
    name: &'static str,
    orders: i64,
}

static CUSTOMERS: Grid<Customer> = Grid {
    name: "customers",
    path: "/admin/customers",
    title: |_| "All Customers",
    search: Some(|_| "Search customers"),
    columns: &[
        Column::new("name", |_| "Name", |_, c: &Customer| c.name.to_owned()).sorted("name"),
        Column::new("orders", |_| "Orders", |_, c: &Customer| c.orders.to_string()).sorted("orders").number(),
        Column::new("note", |_| "Note", |_, _| "=1+1".to_owned()).view(|_, _| view! { <b>"note"</b> }.into_any()).on_demand(),
    ],
    filters: &[
        Filter { key: "status", label: |_| "Status", kind: FilterKind::Choice(|_| vec![("active".to_owned(), "Active".to_owned())]) },
        Filter { key: "since", label: |_| "Customer since", kind: FilterKind::Dates },
        Filter { key: "city", label: |_| "City", kind: FilterKind::Text },
    ],
    sort: Sort { by: "name", down: false },
    link: Some(|c| format!("/admin/customers/{}", c.name)),
    buttons: None,
    actions: None,
    mass: Some(Mass {
        path: "/admin/customers/mass",
        key: |c| c.name.to_owned(),
        may: |_| true,
        buttons: |_| view! { <button class="button">"Delete"</button> }.into_any(),
    }),
    live: None,
    exports: None,
    further: None,
    empty: |_| "No customers yet.",
};

fn page(items: Vec<Customer>) -> Listed<Customer> {
    Listed { items, previous: None, next: Some("k=2".to_owned()) }
}

fn asked_for(query: &str) -> Request {
    request("/admin/customers", query, form(&[]))
}

fn shown(query: &str, items: Vec<Customer>, chosen: Option<&[String]>) -> String {
    counted(query, items, chosen, (Some(21), None))
}

fn counted(query: &str, items: Vec<Customer>, chosen: Option<&[String]>, (total, more_than): (Option<i64>, Option<i64>)) -> String {
    let request = asked_for(query);
    let arranged = Arranged { columns: chosen.map(<[String]>::to_vec), ..Arranged::default() };
    markup(|| {
        grid(
            &request,
            &CUSTOMERS,
            &CUSTOMERS.query(&request).unwrap(),
            (&page(items), total),
            Shown { arranged: &arranged, fresh: None, above: None, more_than, most: 1 },
        )
    })
}

#[test]
fn a_grid_comes_out_of_its_columns() {
    assert_snapshot!(shown("", vec![Customer { name: "Ada", orders: 1200 }], None), @r#"
    <div data-grid="customers">
    <div class="heading">
    <div class="titled">
    <h1>All Customers</h1>
    <span class="count">21 records</span>
    </div>
    </div>
    <div class="tools">
    <form role="search" method="get" action="/admin/customers" class="toolbar">
    <input type="search" id="q" name="q" value="" maxlength="100" aria-label="Search customers" placeholder="Search customers">
    <details class="filters">
    <summary>Filters</summary>
    <div class="columns">
    <div class="field">
    <label for="status">Status</label>
    <select id="status" name="status">
    <option value="" selected>Any</option>
    <option value="active">Active</option>
    </select>
    </div>
    <div class="field">
    <label for="since-from">Customer since, from</label>
    <input id="since-from" name="since-from" type="date" value="">
    </div>
    <div class="field">
    <label for="since-to">Customer since, to</label>
    <input id="since-to" name="since-to" type="date" value="">
    </div>
    <div class="field">
    <label for="city">City</label>
    <input id="city" name="city" type="text" value="">
    </div>
    </div>
    </details>
    <button class="button">Search</button>
    </form>
    <div class="toolbar">
    <a href="/admin/customers?export=csv">Export CSV</a>
    <details data-floats="" class="choice">
    <summary>Columns</summary>
    <form method="post" action="/admin/columns" novalidate class="">
    <input type="hidden" name="identity" value="00000000000000000000000000000000">
    <input type="hidden" name="grid" value="customers">
    <input type="hidden" name="back" value="/admin/customers">
    <div class="field check">
    <input id="column-orders" name="column" type="checkbox" value="orders" checked>
    <label for="column-orders">Orders</label>
    </div>
    <div class="field check">
    <input id="column-note" name="column" type="checkbox" value="note">
    <label for="column-note">Note</label>
    </div>
    <div class="field check">
    <input id="compact" name="compact" type="checkbox" value="1">
    <label for="compact">Compact rows</label>
    </div>
    <p class="actions">
    <button class="button">Apply</button>
    <button name="forget" value="1" class="button">Reset</button>
    </p>
    </form>
    </details>
    <details data-floats="" class="choice">
    <summary>Save View As...</summary>
    <form method="post" action="/admin/views" novalidate class="">
    <input type="hidden" name="identity" value="00000000000000000000000000000000">
    <input type="hidden" name="grid" value="customers">
    <input type="hidden" name="back" value="/admin/customers">
    <div class="field">
    <label for="view">Name of the view</label>
    <input id="view" name="view" type="text" maxlength="60" required autocomplete="off">
    </div>
    <p class="actions">
    <button class="button">Save</button>
    </p>
    </form>
    </details>
    </div>
    </div>
    <form id="mass" method="get" action="/admin/customers/mass" class="toolbar">
    <span>With the selected rows</span>
    <button class="button">Delete</button>
    </form>
    <form method="get" action="/admin/customers" data-chosen="sort" class="sorter">
    <label for="sort">Sort by</label>
    <select id="sort" name="sort" autocomplete="off">
    <option value="" selected>Name, ascending</option>
    <option value="name-desc">Name, descending</option>
    <option value="orders">Orders, ascending</option>
    <option value="orders-desc">Orders, descending</option>
    </select>
    <button class="button">Apply</button>
    </form>
    <div role="region" aria-label="All Customers" tabindex="0" class="wide few">
    <table class="stack">
    <thead>
    <tr>
    <th scope="col">Select</th>
    <th scope="col" aria-sort="ascending" class="">
    <a href="/admin/customers?sort=name-desc">Name<span aria-hidden="true"> ▲</span>
    </a>
    </th>
    <th scope="col" class="number">
    <a href="/admin/customers?sort=orders">Orders<span aria-hidden="true"> </span>
    </a>
    </th>
    </tr>
    </thead>
    <tbody>
    <tr>
    <td>
    <input type="checkbox" form="mass" name="row" value="Ada" aria-label="Select Ada">
    </td>
    <th scope="row" class="">
    <a href="/admin/customers/Ada">Ada</a>
    </th>
    <td data-label="Orders" class="number">1200</td>
    </tr>
    </tbody>
    </table>
    </div>
    <nav aria-label="Pages" class="pager">
    <a rel="next" href="/admin/customers?after=k%3D2" class="button">Next</a>
    </nav>
    </div>
    "#);
}

#[test]
fn all_that_is_asked_of_a_grid_combines_and_stays_in_its_links() {
    let query = "q=ada&status=active&since-from=2026-11-01&sort=orders-desc&after=k&made-up=1";
    let request = asked_for(query);
    let read = CUSTOMERS.query(&request).unwrap();
    assert_eq!((read.search.as_str(), read.sort), ("ada", Sort { by: "orders", down: true }));
    assert_eq!(read.cursor, Cursor::After("k".to_owned()));
    assert_eq!(read.filters["status"], Passes::Is("active".to_owned()));
    let begin = format::day(request.time_zone(), "2026-11-01").unwrap().0;
    assert_eq!(read.filters["since"], Passes::Between(Some(begin), None));
    let html = shown(query, vec![Customer { name: "Ada", orders: 1 }], None);
    let sorter = html.split("class=\"sorter\">").nth(1).and_then(|t| t.split("</form>").next()).unwrap();
    for kept in ["name=\"q\" value=\"ada\"", "name=\"status\" value=\"active\"", "<option value=\"orders-desc\" selected>"] {
        assert!(sorter.contains(kept) && !sorter.contains("made-up") && !sorter.contains("after"), "{kept}: {sorter}");
    }
    let chips = html.split("<ul class=\"chips\">").nth(1).and_then(|t| t.split("</ul>").next()).unwrap().trim();
    assert_snapshot!(chips, @r#"
    <li>
    <a href="/admin/customers?status=active&amp;since-from=2026-11-01&amp;sort=orders-desc" class="chip">Search customers: <bdi>ada</bdi> <span aria-hidden="true">✕</span>
    <span class="hidden">Remove filter</span>
    </a>
    </li>
    <li>
    <a href="/admin/customers?q=ada&amp;since-from=2026-11-01&amp;sort=orders-desc" class="chip">Status: <bdi>Active</bdi> <span aria-hidden="true">✕</span>
    <span class="hidden">Remove filter</span>
    </a>
    </li>
    <li>
    <a href="/admin/customers?q=ada&amp;status=active&amp;sort=orders-desc" class="chip">Customer since: <bdi>from 2026-11-01</bdi> <span aria-hidden="true">✕</span>
    <span class="hidden">Remove filter</span>
    </a>
    </li>
    <li>
    <a href="/admin/customers">Reset Filter</a>
    </li>
    "#);
    for link in [
        "/admin/customers?q=ada&amp;status=active&amp;since-from=2026-11-01&amp;sort=orders-desc&amp;after=k%3D2",
        "/admin/customers?q=ada&amp;status=active&amp;since-from=2026-11-01&amp;sort=orders-desc&amp;export=csv",
        "/admin/customers?q=ada&amp;status=active&amp;since-from=2026-11-01&amp;sort=orders\"",
    ] {
        assert!(html.contains(link), "{link}: {html}");
    }
}

#[test]
fn where_it_is_not_known_how_many_there_are_it_is_said_if_it_soon_will_be() {
    let said = |total, more_than| counted("", vec![Customer { name: "Ada", orders: 1 }], None, (total, more_than));
    assert!(said(None, Some(0)).contains("Being counted …") && !said(None, None).contains("class=\"count\""));
    assert!(said(None, Some(1)).contains("More than 1 record<") && said(None, Some(15_000)).contains("More than 15,000 records<"));
    let known = said(Some(1), Some(0));
    assert!(known.contains("1 record<") && !known.contains("Being counted"), "{known}");
}

#[test]
fn nothing_yet_and_nothing_found_are_told_apart() {
    assert!(shown("", Vec::new(), None).contains("No customers yet."));
    let nothing = shown("q=zz", Vec::new(), None);
    assert!(nothing.contains("find any records") && !nothing.contains("id=\"mass\""), "there is nothing to do anything to: {nothing}");
}

#[test]
fn what_cannot_be_read_is_refused_not_taken_for_something_else() {
    // A cursor that was too long once showed the first page for ever: whoever stood behind it could not be reached.
    let long = "a".repeat(5_000);
    for query in [format!("after={long}"), "after=".into(), "after=a&before=b".into(), "status=gone".into(), "since-to=1.11.2026".into()] {
        assert_eq!(CUSTOMERS.query(&asked_for(&query)).err(), Some(Failure::Malformed), "{query}");
    }
    // Days that end before they begin found nothing, as if nothing had happened.
    let days = |from, to| format!("since-from={from}&since-to={to}");
    let reversed = days("2026-11-30", "2026-11-01");
    assert_eq!(CUSTOMERS.query(&asked_for(&reversed)).err(), Some(Failure::Malformed));
    let said = "Make sure the To Date is later than or the same as the From Date.";
    let flaw = |name: &str| CUSTOMERS.filters[1].flaw(&asked_for(&reversed), name);
    assert_eq!((flaw("since-from"), flaw("since-to").as_deref()), (None, Some(said)));
    assert!(CUSTOMERS.query(&asked_for(&days("2026-11-30", "2026-11-30"))).is_ok());
    // The longest key that there is: two names of a hundred letters of four bytes.
    let longest = "f".repeat(2_000);
    assert_eq!(CUSTOMERS.query(&asked_for(&format!("before={longest}"))).map(|q| q.cursor), Ok(Cursor::Before(longest)));
    assert_eq!(CUSTOMERS.query(&asked_for("sort=made-up-desc")).map(|q| q.sort), Ok(CUSTOMERS.sort));
}

#[test]
fn a_range_of_days_holds_both_of_them_where_the_shop_is() {
    let (begin, end) = format::day("Europe/Berlin", "2026-03-29").unwrap();
    // The night on which clocks are put forward: a day of 23 hours.
    assert_eq!((begin, end), (Moment::from_millis(1_774_738_800_000), Moment::from_millis(1_774_821_600_000)));
    assert_eq!(format::day("Europe/Berlin", "2026-02-30"), None);
}

/// Whoever has no view was offered to delete one.
#[test]
fn a_view_can_be_deleted_where_there_is_one() {
    for views in [Vec::new(), vec![View { name: "Mine".to_owned(), asked: "/admin/customers?q=ada".to_owned() }]] {
        let html = markup(|| arranging::keeping(&asked_for(""), &CUSTOMERS, &views).unwrap());
        assert_eq!(html.contains("Delete View"), !views.is_empty(), "{html}");
    }
}

#[test]
fn everybody_sees_the_columns_that_he_chose_and_the_first_always() {
    let here = asked_for("");
    let keys = |chosen: Option<&[String]>| CUSTOMERS.shown(&here, chosen).iter().map(|c| c.key).collect::<Vec<_>>();
    assert_eq!(keys(None), ["name", "orders"]);
    assert_eq!(keys(Some(&["note".to_owned(), "gone".to_owned()])), ["name", "note"]);
    assert_eq!(keys(Some(&[])), ["name"]);
    let posted = form(&[("grid", "customers"), ("column", "note"), ("back", "/admin/customers?q=a")]);
    let mut read = Form::read(COLUMNS, &request(COLUMNS_PATH, "", posted));
    assert_eq!((read.get(&GRID), read.all(&COLUMN)), (Some("customers".to_owned()), Some(["note".to_owned()].into())));
    assert_eq!((read.get(&FORGET), read.get(&BACK)), (Some(false), Some("/admin/customers?q=a".to_owned())));
}

fn csv(request: &Request, columns: &[&'static Column<Customer>], rows: &[Customer]) -> String {
    let parts = [csv_head(request, columns).unwrap(), csv_rows(request, columns, rows).unwrap()];
    String::from_utf8(parts.concat()).unwrap()
}

#[test]
fn no_customer_becomes_a_formula_in_the_export() {
    let rows: Vec<Customer> = ["=HYPERLINK(\"http://evil.example\",\"x\")", "@SUM(A1)", "\t=1", " +1", "Ada, \"the\" first", "O'Neill"]
        .map(|name| Customer { name, orders: -5 })
        .into();
    let request = asked_for("export=csv");
    assert!(CUSTOMERS.is_export(&request));
    let text = csv(&request, &CUSTOMERS.shown(&request, None), &rows);
    assert_eq!(
        text,
        "\u{feff}Name,Orders\n\"'=HYPERLINK(\"\"http://evil.example\"\",\"\"x\"\")\",-5\n'@SUM(A1),-5\n'\t=1,-5\n' +1,-5\n\"Ada, \"\"the\"\" first\",-5\nO'Neill,-5\n"
    );
}

static OWN_COLUMNS: LazyLock<Vec<Column<Customer>>> = LazyLock::new(|| {
    let label = |_: &Request, key: &str| (key == "own-0").then(|| "Colour".to_owned());
    ["own-0", "own-1"]
        .map(|key| Column::made(key, label, |_, c: &Customer, key| vec![format!("{key} of {}", c.name), "more".to_owned()]))
        .into()
});
static OWN_FILTERS: LazyLock<Vec<Filter>> = LazyLock::new(|| {
    let offer = |_: &Request, key: &str| (key == "own-0").then(|| ("Colour".to_owned(), vec![("red".to_owned(), "Red".to_owned())]));
    ["own-0", "own-1"].map(|key| Filter { key, label: |_| "", kind: FilterKind::Made(offer) }).into()
});
static OWN: Grid<Customer> = Grid {
    name: "own",
    path: "/admin/own",
    title: |_| "Things",
    search: Some(|_| "Search"),
    columns: &[
        Column::new("name", |_| "Name", |_, c: &Customer| c.name.to_owned()),
        Column::new("orders", |_| "Orders", |_, c: &Customer| c.orders.to_string()),
    ],
    filters: &[Filter { key: "city", label: |_| "City", kind: FilterKind::Text }],
    sort: Sort { by: "name", down: false },
    link: None,
    buttons: None,
    actions: None,
    mass: None,
    live: None,
    exports: None,
    further: Some(Further { columns: &OWN_COLUMNS, filters: &OWN_FILTERS }),
    empty: |_| "Nothing.",
};

/// What the shop calls nothing is not there: nobody is offered it, and a choice of before shows it no more.
#[test]
fn what_the_shop_makes_itself_is_a_column_and_a_filter_as_long_as_it_is_called_something() {
    let asked = request("/admin/own", "own-0=red", form(&[]));
    let both = ["own-0", "own-1"].map(str::to_owned);
    let shown = OWN.shown(&asked, Some(&both));
    assert_eq!(shown.iter().map(|c| c.key).collect::<Vec<_>>(), ["name", "own-0"]);
    let text = csv(&asked, &shown, &[Customer { name: "Ada", orders: 1 }]);
    assert_eq!(text, "\u{feff}Name,Colour\nAda,\"own-0 of Ada, more\"\n");
    let query = OWN.query(&asked).unwrap();
    assert_eq!(query.filters["own-0"], Passes::Is("red".to_owned()));
    let arranged = Arranged { columns: Some(both.to_vec()), ..Arranged::default() };
    let page = Listed { items: vec![Customer { name: "Ada", orders: 1 }], previous: None, next: None };
    let html = markup(|| {
        let shown = Shown { arranged: &arranged, fresh: None, above: None, more_than: None, most: 1 };
        grid(&asked, &OWN, &query, (&page, None), shown)
    });
    for text in [
        "<option value=\"red\" selected>Red</option>",
        "<label for=\"column-own-0\">\n<bdi>Colour</bdi>\n</label>",
        "<label for=\"own-0\">\n<bdi>Colour</bdi>\n</label>",
        "class=\"chip\">\n<bdi>Colour</bdi>: <bdi>Red</bdi>",
        "<bdi>own-0 of Ada and more</bdi>",
    ] {
        assert!(html.contains(text), "{text}: {html}");
    }
    assert!(!html.contains("own-1"), "{html}");
    assert!(["own-0=blue", "own-1=red"].iter().all(|wrong| OWN.query(&request("/admin/own", wrong, form(&[]))).is_err()));
}
