use super::*;
use crate::{
    engine::index::KeyFields,
    search::{Derived, Figured, figures::FIGURES, ordered::Ordered},
};
use domain::list::Filter;
use proptest::{collection, option, prelude::*};
use std::collections::BTreeMap;
use tantivy::{
    Index, IndexWriter, TantivyDocument, Term,
    indexer::NoMergePolicy,
    query::TermQuery,
    schema::{FAST, Field, IndexRecordOption, OwnedValue, STRING, Schema, TextOptions},
};
use uuid::Uuid;

/// What a row comes to, and whether it stands in the list's order.
type Row = (Option<i64>, bool);

struct Fields {
    row: Field,
    table: Field,
    sorted: Field,
    figures: Field,
    key: KeyFields,
}

/// Two of three rows are of the table that is asked for.
fn table_of(n: usize) -> &'static str {
    if n.is_multiple_of(3) { "other" } else { "one" }
}

fn sort_key(n: usize) -> String {
    format!("{:04}", n * 7 % 1_009)
}

fn key_of(n: usize) -> Uuid {
    Uuid::from_u128(u128::try_from(n).unwrap())
}

impl Fields {
    fn document(&self, n: usize, (figure, is_sorted): Row) -> TantivyDocument {
        let mut document = TantivyDocument::default();
        document.add_text(self.row, n.to_string());
        document.add_text(self.table, table_of(n));
        self.key.add(&mut document, key_of(n));
        if is_sorted {
            document.add_text(self.sorted, sort_key(n));
        }
        if let Some(figure) = figure {
            document.add_object(self.figures, BTreeMap::from([("sum".to_owned(), OwnedValue::I64(figure))]));
        }
        document
    }
}

fn row() -> impl Strategy<Value = Row> {
    (option::of(prop_oneof![100 => -20_i64..20, 1 => Just(i64::MIN), 1 => Just(i64::MAX)]), prop::bool::weighted(0.8))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_is_found_is_counted_and_sorted_as_a_look_at_each_row_does_with_a_copy_and_without(
        rows in collection::vec(row(), 1..90),
        part in 1_usize..40,
        gone in collection::vec(0_usize..90, 0..20),
        changed in collection::btree_map(0_usize..90, row(), 0..20),
        (from, to) in (option::of(-22_i64..22), option::of(-22_i64..22)),
        (down, most, behind) in (any::<bool>(), 1_usize..20, option::of(0_usize..90)),
    ) {
        let mut schema = Schema::builder();
        let fields = Fields {
            row: schema.add_text_field("row", STRING),
            table: schema.add_text_field("table", STRING),
            sorted: schema.add_text_field("sorted", TextOptions::default().set_fast("raw")),
            figures: schema.add_json_field(FIGURES, FAST),
            key: KeyFields::of(&mut schema),
        };
        let index = Index::create_in_ram(schema.build());
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 15_000_000).unwrap();
        writer.set_merge_policy(Box::new(NoMergePolicy));
        let mut there: BTreeMap<usize, Row> = rows.into_iter().enumerate().collect();
        for (n, row) in &there {
            writer.add_document(fields.document(*n, *row)).unwrap();
            if n.is_multiple_of(part) {
                writer.commit().unwrap();
            }
        }
        writer.commit().unwrap();
        for n in gone {
            there.remove(&n);
            writer.delete_term(Term::from_field_text(fields.row, &n.to_string()));
        }
        for (n, row) in changed {
            writer.delete_term(Term::from_field_text(fields.row, &n.to_string()));
            there.insert(n, row);
            writer.add_document(fields.document(n, row)).unwrap();
        }
        writer.commit().unwrap();
        let searcher = index.reader().unwrap().searcher();

        let is_narrowed = from.is_some() || to.is_some();
        let is_within = move |sum: Option<i64>| sum.is_some_and(|sum| from.is_none_or(|from| sum >= from) && to.is_none_or(|to| sum <= to));
        let those: Vec<(usize, bool)> = there
            .iter()
            .filter(|(n, (sum, _))| table_of(**n) == "one" && (!is_narrowed || is_within(*sum)))
            .map(|(n, (_, is_sorted))| (*n, *is_sorted))
            .collect();
        let behind = behind.map(sort_key);
        let is_behind = |key: &String| behind.as_ref().is_none_or(|behind| if down { key < behind } else { key > behind });
        let mut hits: Vec<(String, Uuid)> =
            those.iter().filter(|(_, is_sorted)| *is_sorted).map(|(n, _)| (sort_key(*n), key_of(*n))).collect();
        hits.retain(|(key, _)| is_behind(key));
        hits.sort_unstable();
        if down {
            hits.reverse();
        }
        hits.truncate(most);

        let filter = Filter::Numbers(from, to);
        let narrowed = is_narrowed.then(|| Figured::within([("sum", &filter)])).flatten();
        // The same, made of it once a part.
        let says = move |figures: &[Option<i64>]| figures.first().copied().flatten().map(|sum| i64::from(is_within(Some(sum))));
        let derived = Derived { name: "within".to_owned(), of: Figured::new(vec!["sum".to_owned()], says) };
        let is_one = |figures: &[Option<i64>]| figures == [Some(1)];
        let by_derived = is_narrowed.then(|| Figured::new(Vec::new(), is_one).and(vec![derived]));
        let query = TermQuery::new(Term::from_field_text(fields.table, "one"), IndexRecordOption::Basic);
        let (roomy, full) = (PlainColumns::default(), PlainColumns::for_most(0));
        let sorting = PlainColumns { few: 0, ..PlainColumns::default() };
        let some = PlainColumns { few: 12, ..PlainColumns::default() };
        // The second time by what the first has made.
        let twice = [&roomy, &roomy, &full, &sorting, &sorting, &some, &some].into_iter();
        for (plain, narrowed) in twice.flat_map(|plain| [(plain, &narrowed), (plain, &by_derived)]) {
            let (narrowed, plain) = (narrowed.clone(), plain.clone());
            let question = Some("one".to_owned());
            let ordered = Ordered { column: "sorted".to_owned(), down, behind: behind.clone(), most, narrowed, plain, question };
            let found = searcher.search(&query, &ordered).unwrap();
            prop_assert_eq!(found.count, i64::try_from(those.len()).unwrap());
            prop_assert_eq!(&found.hits, &hits);
        }
        let made = |plain: &PlainColumns| plain.made().taken();
        prop_assert_eq!(made(&full), 0, "there was no room");
        let is_little = |made: &Made| matches!(made, Made::Sorted(sorted) if sorted.len() < 12);
        prop_assert!(!some.made().all().any(is_little), "of little nothing is kept");
        for plain in [&roomy, &sorting] {
            let all = made(plain);
            plain.keep_those_of(&searcher);
            prop_assert_eq!(made(plain), all, "all of it is of parts that are there");
            let other = Index::create_in_ram(index.schema());
            plain.keep_those_of(&other.reader().unwrap().searcher());
            prop_assert_eq!(made(plain), 0, "and goes when they do");
        }
    }
}
