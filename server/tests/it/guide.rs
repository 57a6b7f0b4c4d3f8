//! The guides: in every language, each with its pictures, and reached by Help from the pages that they speak of.

use actors::{Answer, Shop};
use domain::{
    assistance::{VISIT_ABSOLUTE, VISIT_IDLE},
    stores::Language,
};
use std::{collections::BTreeSet, fs, path::Path};

const STAFF: &str = "/admin/help/login-as-customer";
const SHOPPERS: &str = "/assistance/help";
const ORDERS: &str = "/admin/sales/orders";

/// The pictures that a page shows, by their addresses.
fn pictures(page: &Answer) -> Vec<String> {
    let sources = page.html.split(" src=\"").skip(1).filter_map(|rest| rest.split('"').next());
    sources.filter(|source| source.ends_with(".webp")).map(str::to_owned).collect()
}

#[tokio::test]
async fn each_guide_has_its_pictures_in_every_language_and_there_are_no_others() {
    let shop = Shop::open().await;
    let (mut rosa, mut guest) = (shop.staff("rosa").await, shop.guest());
    let mut shown = BTreeSet::new();
    for language in Language::ALL {
        let tag = language.tag();
        assert_eq!(rosa.post("/admin/language", &[("language", tag), ("back", STAFF)]).await.status, 303);
        let view = match tag {
            "en" => String::new(),
            "es" => "/es_us".to_owned(),
            tag => format!("/{tag}"),
        };
        for page in [rosa.get(STAFF).await, guest.get(&format!("{view}{SHOPPERS}")).await] {
            assert_eq!(page.status, 200, "{tag}: {}", page.html);
            assert!(page.shows(&format!("<html lang=\"{tag}")), "{}", page.html);
            for minutes in [VISIT_IDLE, VISIT_ABSOLUTE].map(|time| time.as_secs() / 60) {
                assert!(page.shows(&format!(" {minutes} ")), "{tag} says another time than {minutes} minutes: {}", page.html);
            }
            for picture in pictures(&page) {
                let file = guest.get(&picture).await;
                assert_eq!(file.status, 200, "{picture}: take the pictures by `make guide`");
                assert!(file.headers["content-type"] == "image/webp" && file.bytes.starts_with(b"RIFF"), "{picture}");
                let name = picture.split_once(&format!("/guide-{tag}-")).map(|(_, name)| name.to_owned());
                shown.insert(name.unwrap_or_else(|| panic!("{picture} is not of {tag}")));
            }
        }
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("public").join("guide");
    let taken = fs::read_dir(folder.join("en")).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    let taken: BTreeSet<String> = taken.collect();
    assert_eq!(shown, taken, "what is shown is what was taken");
}

#[tokio::test]
async fn help_leads_from_each_page_to_what_is_told_of_it_and_from_no_page_whose_button_is_not_there() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let (customer, role) = (rosa.finds_customer("ada").await, rosa.finds_role("Auditors").await);
    let order = rosa.get(ORDERS).await.link_below(ORDERS).unwrap();
    let (guide, consent) = (rosa.get(STAFF).await, format!("{customer}/consent"));
    let told = [
        ("/admin/config/login_as_customer", "enable"),
        ("/admin/roles", "roles"),
        (role.as_str(), "roles"),
        (customer.as_str(), "help"),
        (order.as_str(), "help"),
        (consent.as_str(), "consent"),
        ("/admin/login-as-customer-log", "log"),
    ];
    for (path, part) in told {
        let help = rosa.get(path).await.link_of("Help");
        assert_eq!(help, Some(format!("{STAFF}#{part}")), "{path}");
        assert!(guide.shows(&format!("<section id=\"{part}\"")), "{}", guide.html);
    }
    for path in ["/admin", "/admin/customers", "/admin/customers/new", "/admin/config/general"] {
        assert_eq!(rosa.get(path).await.link_of("Help"), None, "{path}");
    }
    // Kim may look at customers and not log in as one; Nadia may read the log.
    let mut kim = shop.staff("kim").await;
    assert_eq!((kim.get(&customer).await.link_of("Help"), kim.get(STAFF).await.status), (None, 200));
    assert!(shop.staff("nadia").await.get("/admin/login-as-customer-log").await.link_of("Help").is_some());
    rosa.switches_the_feature(false).await;
    assert_eq!(rosa.get(&customer).await.link_of("Help"), None);
    assert!(rosa.get("/admin/config/login_as_customer").await.link_of("Help").is_some(), "whoever wants to switch it on");
}

#[tokio::test]
async fn whoever_asks_who_may_come_in_finds_the_answer_where_the_question_arises_and_in_the_words_of_the_shop() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let section = "/admin/config/login_as_customer";
    let title = [("shopping_assistance_checkbox_title", "Let us help you"), ("shopping_assistance_checkbox_title-system", "")];
    assert_eq!(rosa.edits(section, section, &title).await.status, 303);
    let mut ada = shop.customer("ada").await;
    for path in ["/customer/account", "/customer/account/assistance", "/customer/account/sessions"] {
        assert_eq!(ada.get(path).await.link_of("Who may look into").as_deref(), Some(SHOPPERS), "{path}");
    }
    assert!(ada.get(SHOPPERS).await.shows(">Let us help you</b>"));
    rosa.logs_in_as("ada").await;
    let visited = rosa.get("/checkout/cart").await;
    assert_eq!(visited.link_of("Who may look into").as_deref(), Some(SHOPPERS), "the banner leads there");
    assert_eq!(rosa.get(SHOPPERS).await.status, 200);
    rosa.switches_the_feature(false).await;
    assert_eq!(ada.get(SHOPPERS).await.status, 404, "there is nothing to ask about");
    assert_eq!(ada.get("/customer/account/sessions").await.link_of("Who may look into"), None);
}
