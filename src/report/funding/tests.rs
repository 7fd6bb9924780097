use proptest::prelude::*;

use super::*;
use crate::model::rows::Amount;
use crate::model::{Kind, Record};
use crate::report::tests::{book, record};

/// The totals of streams with these fields.
fn totals_of(streams: &[(&str, &[(&str, &str)])]) -> Totals {
    let records: Vec<_> = streams.iter().map(|(name, fields)| (*name, record(Kind::Funding, fields))).collect();
    funding(&book(&records))
}

#[test]
fn amounts_are_added_up_by_financial_year_and_by_state() {
    let totals = totals_of(&[
        ("a", &[("state", "Confirmed"), ("amounts", "2023/24 | £12,500\n2024/25 | 100.50")]),
        ("b", &[("amounts", "2023/24 | 500")]),
    ]);

    let lines: Vec<_> = totals.lines().into_iter().map(|(of, pounds)| format!("{of} {pounds}")).collect();
    assert_eq!(
        lines,
        [
            "2023/24 £13,000.00",
            "2024/25 £100.50",
            "confirmed £12,600.50",
            "state not stated £500.00",
            "all amounts stated £13,100.50",
        ]
    );
    assert_eq!(totals.left_out(), None);
}

#[test]
fn the_totals_say_which_streams_and_which_years_they_leave_out() {
    let totals = totals_of(&[
        ("a", &[("title", "New burdens"), ("years", "2023/24, 2024/25"), ("amounts", "2024/25 | 100")]),
        ("b", &[("years", "2023/24")]),
        ("c", &[]),
        ("d", &[("amounts", "2022/23")]),
    ]);

    let words = "Totals leave out 3 of 4 streams, which state no amount, and 2023/24 of New burdens";
    assert_eq!(totals.left_out().as_deref(), Some(words));
}

#[test]
fn where_nobody_typed_an_amount_there_is_no_total_and_no_nought() {
    let totals = totals_of(&[("a", &[("years", "2023/24")]), ("b", &[("amounts", "2022/23")])]);

    assert_eq!((totals.total, totals.lines(), totals.left_out()), (None, Vec::new(), None));
    let json = serde_json::to_string(&totals).unwrap();
    assert!(!json.contains('£') && json.contains("\"total\":null"), "{json}");
}

#[test]
fn a_nought_that_somebody_typed_is_an_amount() {
    let totals = totals_of(&[("a", &[("amounts", "2022/23 | 0")])]);

    assert_eq!(totals.total.map(|pence| pence.text()).as_deref(), Some("£0.00"));
}

#[test]
fn an_amount_for_no_year_in_particular_leaves_no_year_out() {
    let totals = totals_of(&[("a", &[("years", "2022/23, 2023/24"), ("amounts", " | 900")])]);

    assert_eq!(totals.by_year, [YearTotal { year: None, pence: Pence(90_000) }]);
    assert_eq!(totals.left_out(), None);
}

proptest! {
    #[test]
    fn both_ways_of_adding_up_come_to_the_same(
        amounts in prop::collection::vec((prop::option::of(2000..2040_i32), -1_000_000_000..1_000_000_000_i64, 0..5_usize), 0..20),
    ) {
        let stream = |(year, pence, state): &(Option<i32>, i64, usize)| Funding {
            state: FundingState::ALL.get(*state).copied(),
            amounts: vec![Amount { year: year.map(When::FinancialYear), pence: Some(Pence(*pence)) }],
            ..Funding::default()
        };
        let names: Vec<_> = (0..amounts.len()).map(|number| format!("stream-{number}")).collect();
        let records: Vec<(&str, Record)> =
            names.iter().map(String::as_str).zip(amounts.iter().map(|it| stream(it).into())).collect();

        let totals = funding(&book(&records));

        let sum = |all: Vec<Pence>| (!all.is_empty()).then(|| Pence(all.into_iter().map(|Pence(pence)| pence).sum()));
        prop_assert_eq!(sum(totals.by_year.iter().map(|it| it.pence).collect()), totals.total);
        prop_assert_eq!(sum(totals.by_state.iter().map(|it| it.pence).collect()), totals.total);
        prop_assert_eq!(totals.total.is_none(), amounts.is_empty());
    }
}
