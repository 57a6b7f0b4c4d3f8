//! What is looked up once is what a look at each document finds, and what the library's own queries find.

use super::*;
use crate::engine::index::any;
use proptest::prelude::*;
use std::collections::BTreeSet;
use tantivy::{
    Index, IndexWriter, Searcher, TantivyDocument,
    collector::DocSetCollector,
    indexer::NoMergePolicy,
    query::Weight,
    schema::{FAST, Schema},
};

const AT: &str = "at";

/// A document: its terms, of which some are in half of all and some in few, and its number.
type Document = (BTreeSet<String>, i64);

fn document() -> impl Strategy<Value = Document> {
    let often = proptest::collection::btree_set(proptest::sample::select(vec!["g1", "g2", "abc", "abd"]), 0..4);
    let seldom = proptest::option::weighted(0.02, proptest::sample::select(vec!["c1", "c2", "c3"]));
    (often, seldom, 0_i64..20).prop_map(|(often, seldom, at)| (often.into_iter().chain(seldom).map(str::to_owned).collect(), at))
}

fn asked() -> impl Strategy<Value = Vec<Asked>> {
    let is = |text: &str| Asked::Is(text.to_owned());
    let one = proptest::sample::select(vec![
        is("g1"),
        is("g2"),
        is("c1"),
        is("c2"),
        is("c3"),
        is("nobody"),
        Asked::Begins("ab".to_owned()),
        Asked::Begins("c".to_owned()),
    ]);
    proptest::collection::vec(one, 0..4)
}

fn has(terms: &BTreeSet<String>, asked: &Asked) -> bool {
    match asked {
        Asked::Is(text) => terms.contains(text),
        Asked::Begins(text) => terms.iter().any(|term| term.starts_with(text.as_str())),
    }
}

/// What a query finds, by the number of its part and its own in that.
fn found(searcher: &Searcher, query: &dyn Query) -> BTreeSet<(u32, DocId)> {
    searcher.search(query, &DocSetCollector).unwrap().into_iter().map(|at| (at.segment_ord, at.doc_id)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_is_looked_up_once_is_what_the_librarys_own_queries_find(
        documents in proptest::collection::vec(document(), 1..400),
        cut in 50_usize..400,
        asked in proptest::collection::vec(asked(), 0..4),
        bounds in proptest::option::of((0_i64..20, 0_i64..20)),
        other in (0_i64..20, 0_i64..20),
        gone in proptest::option::of(proptest::sample::select(vec!["g1", "c1", "abc"])),
    ) {
        let mut schema = Schema::builder();
        let (terms, at) = (schema.add_text_field("terms", super::super::index::terms()), schema.add_i64_field(AT, FAST));
        let index = Index::create_in_ram(schema.build());
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 20_000_000).unwrap();
        // Each part is one of its own.
        writer.set_merge_policy(Box::new(NoMergePolicy));
        for some in documents.chunks(cut) {
            for (own, number) in some {
                let mut document = TantivyDocument::default();
                own.iter().for_each(|term| document.add_text(terms, term));
                document.add_i64(at, *number);
                writer.add_document(document).unwrap();
            }
            writer.commit().unwrap();
        }
        if let Some(gone) = gone {
            writer.delete_term(Term::from_field_text(terms, gone));
            writer.commit().unwrap();
        }
        let searcher = index.reader().unwrap().searcher();
        let within = |(first, last): (i64, i64)| Within { column: AT, field: at, bounds: first..=last };
        let looked_up = AllOf::new(terms, &asked, bounds.map(within));
        let plain = |others: Vec<Box<dyn Query>>| all(asked.iter().map(|asked| any(terms, asked)).chain(others).collect());
        let query = looked_up.query().unwrap_or_else(|| all(Vec::new()));
        let of_the_library = found(&searcher, &*plain(bounds.map(within).iter().map(Within::query).collect()));
        prop_assert_eq!(&found(&searcher, &*query), &of_the_library);
        prop_assert_eq!(&found(&searcher, &*query), &of_the_library, "and once more, when it is known");
        prop_assert_eq!(query.count(&searcher).unwrap(), of_the_library.len());
        let narrower: Vec<Box<dyn Query>> = bounds.into_iter().chain([other]).map(|bounds| within(bounds).query()).collect();
        prop_assert_eq!(found(&searcher, &*looked_up.within(within(other))), found(&searcher, &*plain(narrower)));
        let is_between = |number: i64| bounds.is_none_or(|(first, last)| (first..=last).contains(&number));
        let is_wanted = |own: &BTreeSet<String>| asked.iter().all(|any| any.iter().any(|asked| has(own, asked)));
        let there = documents.iter().filter(|(own, _)| gone.is_none_or(|gone| !own.contains(gone)));
        prop_assert_eq!(of_the_library.len(), there.filter(|(own, number)| is_wanted(own) && is_between(*number)).count());
    }
}

/// Few have what leads: what half of all have is not gone through, whichever stands first.
#[test]
fn where_few_have_one_of_them_the_others_are_asked_for_those_alone() {
    let mut schema = Schema::builder();
    let terms = schema.add_text_field("terms", super::super::index::terms());
    let index = Index::create_in_ram(schema.build());
    let mut writer: IndexWriter = index.writer_with_num_threads(1, 20_000_000).unwrap();
    for n in 0..1_000 {
        let mut document = TantivyDocument::default();
        document.add_text(terms, if n % 2 == 0 { "even" } else { "odd" });
        if n % 100 == 3 || n == 500 {
            document.add_text(terms, "seldom");
        }
        writer.add_document(document).unwrap();
    }
    writer.commit().unwrap();
    let searcher = index.reader().unwrap().searcher();
    let is = |text: &str| vec![Asked::Is(text.to_owned())];
    let few = |asked: &[Vec<Asked>]| {
        let all = AllOf::new(terms, asked, None);
        let each = searcher.segment_readers().iter().map(|segment| all.0.of.few(segment).unwrap().map(|docs| docs.len()));
        (each.collect::<Vec<_>>(), Weight::count(&all.0, searcher.segment_reader(0)).unwrap())
    };
    for asked in [[is("even"), is("seldom")], [is("seldom"), is("even")]] {
        assert_eq!(few(&asked), (vec![Some(1)], 1));
    }
    assert_eq!(few(&[is("odd"), is("seldom")]), (vec![Some(10)], 10));
    assert_eq!(few(&[is("odd"), is("even")]), (vec![None], 0));
    assert_eq!(few(&[is("odd"), is("nobody")]), (vec![Some(0)], 0));
}
