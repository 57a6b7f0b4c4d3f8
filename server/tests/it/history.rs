//! From what a page shows to the events of it, and from an event to what it names.

use crate::{
    attributes::colour,
    dashboard::grants,
    documents::ordered,
    mail::{sends, with_server},
    prices::rules,
    products::{finds, saves},
    recorded::each,
    stores::website_of_his_own,
};
use actors::{Answer, Browser, Shop};
use domain::audit::{Action, Recorded};
use server::demo::PASSWORD;
use std::time::Duration;

const REPORT: &str = "/admin/action-logs/report";
const OWN: (&str, &str) = ("current_password", PASSWORD);

/// The full action names of the report's first page: rows of the chart's table have fewer columns.
fn names(page: &Answer) -> Vec<String> {
    page.rows().into_iter().filter_map(|row| row.get(6).cloned()).collect()
}

/// Where "History" leads from a page.
async fn history(rosa: &mut Browser, path: &str) -> String {
    let page = rosa.get(path).await;
    let begin = format!("{REPORT}?object=");
    let leads = each(&page, "href").into_iter().find(|href| href.starts_with(&begin)).map(str::to_owned);
    leads.unwrap_or_else(|| panic!("no history on {path}: {}", page.html))
}

/// What is typed into a form: a field's name, and what.
type Fields = &'static [(&'static str, &'static str)];

#[tokio::test]
async fn history_leads_from_each_page_to_the_events_of_what_it_shows() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let (website, view) = website_of_his_own(&mut rosa).await;
    rules(&mut rosa, "Everybody", &[("apply", "to_fixed"), ("discount_amount", "12")]).await;
    let mut link = async |page: &str, name: &str| rosa.get(page).await.link_of(name).unwrap_or_else(|| panic!("no {name} on {page}"));
    let kitchen = link("/admin/catalog/categories", "Kitchen").await;
    let wholesale = link("/admin/customer-groups", "Wholesale").await;
    let rule = link("/admin/catalog-price-rules", "Everybody").await;
    let store = link("/admin/stores", "Harbour Store").await;
    let colour = colour(&mut rosa).await;
    let (ben, support, kim) = (rosa.finds_customer("ben").await, rosa.finds_role("Support").await, rosa.finds_user("kim").await);
    let mug = finds(&mut rosa, "Harbour Mug").await;
    let changes: [(&str, Fields, Action); 12] = [
        (&ben, &[("first_name", "Benno")], Action::CustomerChanged),
        (&support, &[("name", "Support Desk"), OWN], Action::RoleChanged),
        (&kim, &[("first_name", "Kimberly"), OWN], Action::StaffChanged),
        ("/admin/config/general", &[("name", "Quay"), ("name-system", "")], Action::SettingsChanged),
        (&mug, &[("price", "16")], Action::ProductChanged),
        (&kitchen, &[("name", "Galley")], Action::CategoryChanged),
        (&colour, &[("new_options", "Blue")], Action::AttributeChanged),
        (&wholesale, &[("name", "Trade")], Action::CustomerGroupChanged),
        (&rule, &[("discount_amount", "11")], Action::PriceRuleChanged),
        (&website, &[("name", "Quayside")], Action::WebsiteChanged),
        (&store, &[("name", "Quay Store")], Action::StoreChanged),
        (&view, &[("name", "Quay English")], Action::StoreViewChanged),
    ];
    for (page, change, _) in changes {
        let saved = rosa.edits(page, page, change).await;
        assert_eq!(saved.status, 303, "{page}: {}", saved.html);
    }
    shop.indexes().await;
    for (page, _, action) in changes {
        let of_it = history(&mut rosa, page).await;
        let names = names(&rosa.get(&of_it).await);
        assert!(names.iter().any(|name| name == action.code()), "{page}: {names:?}");
        let mut others = changes.iter().map(|(.., other)| other.code()).filter(|code| *code != action.code());
        assert!(others.all(|other| names.iter().all(|name| name != other)), "{page}: {names:?}");
    }
    // Whoever may not read the record is not led to it.
    let theirs = shop.staff("theo").await.get(&ben).await;
    assert!(theirs.status == 200 && !theirs.html.contains(&format!("{REPORT}?object=")), "{}", theirs.html);
}

#[tokio::test]
async fn the_history_of_an_order_has_its_documents_and_its_mails() {
    let (shop, _server, mut queue, mut rosa) = with_server().await;
    let order = ordered(&shop, &mut rosa).await;
    let invoice = format!("{order}/invoice");
    assert_eq!(rosa.edits(&invoice, &invoice, &[]).await.status, 303);
    sends(&mut queue).await;
    shop.indexes().await;
    let of_it = history(&mut rosa, &order).await;
    let names = names(&rosa.get(&of_it).await);
    for action in [Action::OrderPlaced, Action::InvoiceCreated, Action::MailSent] {
        assert!(names.iter().any(|name| name == action.code()), "{action:?}: {names:?}");
    }
    assert!(names.iter().all(|name| name != Action::CartChanged.code()), "{names:?}");
    // What staff did with it was done for its customer.
    let ada = rosa.finds_customer("ada").await;
    let of_ada = history(&mut rosa, &ada).await;
    let told: Vec<String> = rosa.get(&of_ada).await.rows().into_iter().filter_map(|row| row.get(6).cloned()).collect();
    assert!([Action::InvoiceCreated, Action::MailSent].iter().all(|action| told.iter().any(|name| name == action.code())), "{told:?}");
}

#[tokio::test]
async fn what_an_event_says_changed_stands_by_its_name_and_leads_to_attributes_and_products() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let attribute = colour(&mut rosa).await;
    let mug = finds(&mut rosa, "Harbour Mug").await;
    saves(&mut rosa, &mug, &[("one-0", "0")]).await;
    shop.customer("ada").await.edits("/product/harbour-mug", "/product/harbour-mug", &[("quantity", "2")]).await;
    let record = shop.record().await;
    let page = |is_it: &dyn Fn(&Recorded) -> bool| {
        let event = record.iter().rev().find(|event| is_it(event)).and_then(|event| event.place).unwrap();
        format!("{REPORT}/{event}")
    };
    let said = page(&|event| event.action == Action::ProductChanged && event.changes.iter().any(|change| change.field == "colour"));
    let told = rosa.get(&said).await;
    assert!(told.html.contains(&format!("<a href=\"{attribute}\"><bdi>Colour</bdi></a>")), "{}", told.html);
    let bought = page(&|event| event.action == Action::CartChanged);
    let told = rosa.get(&bought).await;
    assert!(told.html.contains(&format!("<a href=\"{mug}\"><bdi>AL-")), "{}", told.html);
    // By what it is called by now; and by what is left of it when it is gone.
    saves(&mut rosa, &attribute, &[("label", "Hue")]).await;
    assert!(rosa.get(&said).await.html.contains(&format!("<a href=\"{attribute}\"><bdi>Hue</bdi></a>")));
    let delete = format!("{attribute}/delete");
    assert_eq!(rosa.edits(&delete, &delete, &[]).await.status, 303);
    let told = rosa.get(&said).await;
    assert!(told.shows("colour") && !told.html.contains(&attribute), "{}", told.html);
}

#[tokio::test]
async fn a_visit_and_each_event_of_it_lead_to_all_that_was_done_in_it() {
    const LOG: &str = "/admin/login-as-customer-log";
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let mut theo = shop.staff("theo").await;
    theo.logs_in_as("ada").await;
    theo.edits("/product/harbour-mug", "/product/harbour-mug", &[("quantity", "2")]).await;
    let form = [("first_name", "Mara"), ("last_name", "Nord"), ("email", "mara@example.com"), ("password", PASSWORD)];
    let form = [&form[..], &[("password_again", PASSWORD), ("assistance_allowed", "1")]].concat();
    let create = "/customer/account/create";
    assert_eq!(shop.guest().edits(create, create, &form).await.status, 303);
    shop.indexes().await;
    let visit = rosa.get(LOG).await.link_below(LOG).unwrap();
    let page = rosa.get(&visit).await;
    let begin = format!("{REPORT}?visit=");
    let of_it = each(&page, "href").into_iter().find(|href| href.starts_with(&begin)).unwrap().to_owned();
    let report = rosa.get(&of_it).await;
    let expected: Vec<String> =
        shop.record().await.into_iter().rev().filter(|event| event.visit.is_some()).map(|event| event.action.code().to_owned()).collect();
    assert_eq!(names(&report), expected);
    assert!(expected.len() >= 3, "{expected:?}");
    let event = rosa.get(&report.link_below(REPORT).unwrap()).await;
    assert_eq!(event.link_of("Show all"), Some(of_it));
    // What was done before it and after it stands beside it, in its order.
    let record = shop.record().await;
    let places: Vec<i64> = record.iter().filter(|event| event.visit.is_some()).filter_map(|event| event.place).collect();
    let second = rosa.get(&format!("{REPORT}/{}", places[1])).await;
    let begin = format!("{REPORT}/");
    let beside: Vec<i64> = each(&second, "href").into_iter().filter_map(|href| href.strip_prefix(&*begin)?.parse().ok()).collect();
    let others = places.iter().copied().take(7).filter(|place| *place != places[1]);
    assert_eq!(beside, others.collect::<Vec<_>>(), "{}", second.html);
    // What no visit is around has a request.
    let registered = record.iter().find(|event| event.action == Action::CustomerRegistered && event.object_name().contains("mara"));
    let event = rosa.get(&format!("{REPORT}/{}", registered.and_then(|event| event.place).unwrap())).await;
    let same = rosa.get(&event.link_of("Show all").unwrap()).await;
    let names = names(&same);
    assert!(names.len() > 1 && names.iter().any(|name| name == Action::ConsentGiven.code()), "{names:?}");
}

/// It said "product:01a22630db18…", and All Users the same of a role.
#[tokio::test]
async fn history_says_what_a_thing_is_called_and_so_do_the_look_at_it_and_the_file_of_it() {
    const EXPORTS: &str = "/admin/action-logs/exports";
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let (ben, support, kim) = (rosa.finds_customer("ben").await, rosa.finds_role("Support").await, rosa.finds_user("kim").await);
    let mug = finds(&mut rosa, "Harbour Mug").await;
    saves(&mut rosa, &mug, &[("price", "16")]).await;
    saves(&mut rosa, &ben, &[("first_name", "Benno")]).await;
    saves(&mut rosa, &kim, &[("first_name", "Kimberly"), OWN]).await;
    shop.indexes().await;
    for (page, name) in [(&ben, "Benno"), (&kim, "kim"), (&mug, "Harbour Mug")] {
        let of_it = history(&mut rosa, page).await;
        let shown = rosa.get(&of_it).await;
        assert!(shown.link_of(&format!("History: {name}")).is_some(), "{of_it}: {}", shown.html);
    }
    let of_it = history(&mut rosa, &mug).await;
    let record = shop.record().await;
    let is_look = |event: &&Recorded| event.changes.iter().any(|c| c.after.as_deref().is_some_and(|key| key.starts_with("product:")));
    let look = record.iter().rev().filter(is_look).find_map(|event| event.place).unwrap();
    let told = rosa.get(&format!("{REPORT}/{look}")).await.rows();
    assert!(told.iter().any(|row| row.len() == 3 && row[0] == "History" && row[2].contains("Harbour Mug")), "{told:?}");
    let form = rosa.get(&of_it).await.form_of("Export").unwrap();
    assert_eq!(rosa.edits(&of_it, &form, &[("format", "csv")]).await.status, 303);
    let files = rosa.get(EXPORTS).await;
    assert!(files.shows("History: Harbour Mug"), "{}", files.html);
    let role = support.rsplit('/').next().unwrap();
    let users = rosa.get(&format!("/admin/users?role={role}")).await;
    assert!(users.link_of("Role: Support").is_some(), "{}", users.html);
    // Of what is not there it is said what it would be; of what could not be, there is no more than what was typed.
    for (typed, told) in [("product:none", "History: Product"), ("nothing:none", "History: nothing:none")] {
        let nothing = rosa.get(&format!("{REPORT}?object={typed}")).await;
        assert!(nothing.link_of(told).is_some() && !nothing.shows("History: product"), "{}", nothing.html);
    }
}

/// Of what had no events yet it said "customer_group:01a22630db18…".
#[tokio::test]
async fn history_of_what_has_no_events_says_what_it_is_to_whoever_may_look_at_it_and_to_others_what_kind_it_is() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    shop.indexes().await;
    let wholesale = rosa.get("/admin/customer-groups").await.link_of("Wholesale").unwrap();
    let store = rosa.get("/admin/stores").await.link_of("Main Website Store").unwrap();
    let seen = [
        (history(&mut rosa, &wholesale).await, "History: Wholesale (Customer Group)", "History: Customer Group"),
        (history(&mut rosa, &store).await, "History: Main Website Store (Store)", "History: Store"),
        (history(&mut rosa, "/admin/config/general").await, "History: General (Default Config)", "History: Configuration"),
    ];
    grants(&mut rosa, "International Desk", &["Logging::magento_logging_events", "Sales::actions_view"]).await;
    let mut iris = shop.staff("iris").await;
    for (of_it, told, kind) in &seen {
        let page = rosa.get(of_it).await;
        assert!(page.link_of(told).is_some() && names(&page).is_empty(), "{of_it}: {}", page.html);
        let page = iris.get(of_it).await;
        assert!(page.link_of(kind).is_some(), "{of_it}: {}", page.html);
    }
    // An order of another website is to her as one that is not there.
    let order = ordered(&shop, &mut rosa).await;
    shop.indexes().await;
    let record = shop.record().await;
    let number = record.iter().find(|event| event.action == Action::OrderPlaced).unwrap().object_name();
    let of_it = history(&mut rosa, &order).await;
    assert!(rosa.get(&of_it).await.link_of(&format!("History: {number} (Order)")).is_some());
    for key in [of_it.as_str(), &format!("{REPORT}?object=order:ffffffffffff7fff8fffffffffffffff")] {
        let page = iris.get(key).await;
        assert!(page.link_of("History: Order").is_some() && !page.shows(number), "{key}: {}", page.html);
    }
}

/// Staff could do unseen in an account whatever belongs to a group that is off.
#[tokio::test]
async fn what_is_done_in_a_visit_is_recorded_though_its_group_is_off() {
    let shop = Shop::open().await;
    let (mut rosa, mut theo) = (shop.staff("rosa").await, shop.staff("theo").await);
    let page = "/admin/config/admin";
    let off = [("shopping_cart_management", "0"), ("shopping_cart_management-system", "")];
    assert_eq!(rosa.edits(page, page, &off).await.status, 303);
    let buys = [("quantity", "2")];
    shop.customer("ben").await.edits("/product/harbour-mug", "/product/harbour-mug", &buys).await;
    theo.logs_in_as("ada").await;
    theo.edits("/product/harbour-mug", "/product/harbour-mug", &buys).await;
    let record = shop.record().await;
    let told: Vec<&Recorded> = record.iter().filter(|event| event.action == Action::CartChanged).collect();
    assert!(!told.is_empty() && told.iter().all(|event| event.visit.is_some() && event.actor.name() == "theo"), "{told:?}");
}

#[tokio::test]
async fn a_sessions_number_stands_on_its_page_and_typed_into_the_report_finds_what_was_done_in_it() {
    const LOG: &str = "/admin/login-as-customer-log";
    let shop = Shop::open().await;
    let (mut rosa, mut theo) = (shop.staff("rosa").await, shop.staff("theo").await);
    theo.logs_in_as("ada").await;
    theo.edits("/product/harbour-mug", "/product/harbour-mug", &[("quantity", "2")]).await;
    shop.indexes().await;
    let visit = rosa.get(LOG).await.link_below(LOG).unwrap();
    let number = visit.rsplit('/').next().unwrap();
    assert!(rosa.get(&visit).await.html.contains(&format!("<code>{number}</code>")), "it is where somebody looks for it");
    let form = rosa.get(REPORT).await;
    assert_eq!(form.value_at("visit").as_deref(), Some(""), "there is a field for it: {}", form.html);
    // A link sets it, and it stands in its field.
    let led = rosa.get(&format!("{REPORT}?visit={number}")).await;
    let expected = names(&led);
    assert!(expected.iter().any(|name| name == Action::CartChanged.code()), "{expected:?}");
    assert_eq!(led.value_at("visit").as_deref(), Some(number));
    let hyphenated = [&number[..8], &number[8..12], &number[12..16], &number[16..20], &number[20..]].join("-");
    for typed in [number.to_uppercase(), hyphenated, format!("+{number}+"), format!("https://shop.example{visit}")] {
        let page = rosa.get(&format!("{REPORT}?visit={typed}")).await;
        assert_eq!(names(&page), expected, "{typed}");
        assert_eq!(page.value_at("visit").as_deref(), Some(typed.trim_matches('+')));
    }
    for none in ["nonsense", &number[1..]] {
        let page = rosa.get(&format!("{REPORT}?visit={none}")).await;
        assert_eq!((page.status, names(&page)), (200, Vec::new()), "{none}");
    }
}

/// A setting that had followed what is around it was told with a dash.
#[tokio::test]
async fn what_a_setting_followed_stands_beside_what_it_is_set_to() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let (guests, name) = ("/admin/config/checkout", format!("/admin/config/general?scope=view-{}", store::SECOND_VIEW));
    for (page, form, expected) in [
        (guests, [("guest_checkout", "0"), ("guest_checkout-system", "")], ["Yes (Use system value)", "No"]),
        (guests, [("guest_checkout", "0"), ("guest_checkout-system", "1")], ["No", "Yes (Use system value)"]),
        (name.as_str(), [("name", "Laden"), ("name-system", "")], ["Alongside (Use Website)", "Laden"]),
    ] {
        // Events of one moment stand in no order.
        shop.advance(Duration::from_secs(1));
        let saved = rosa.edits(page, page, &form).await;
        assert_eq!(saved.status, 303, "{}", saved.html);
        let record = shop.record().await;
        let event = record.iter().rev().find(|event| event.action == Action::SettingsChanged).and_then(|event| event.place).unwrap();
        let told = rosa.get(&format!("{REPORT}/{event}")).await;
        assert!(told.rows().iter().any(|row| row.get(1..) == Some(&expected.map(str::to_owned)[..])), "{:?}", told.rows());
    }
}
