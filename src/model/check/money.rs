//! Rules about the amounts of a stream of money.

use super::{Finding, Subject};
use crate::model::record::Record;
use crate::model::when::When;

/// An amount for a year that the stream does not name, where it names any.
pub(super) fn year_not_among_years(subject: &Subject<'_>) -> Vec<Finding> {
    let Record::Funding(it) = subject.record else { return Vec::new() };
    let is_strange = |year: &&When| !it.years.is_empty() && !it.years.contains(year);
    let strange = it.amounts.iter().filter_map(|amount| amount.year.as_ref()).filter(is_strange);
    let finding = |year: &When| Finding {
        field: Some("amounts"),
        what: format!("Amounts has {year}, which is not among Years"),
        next: format!("csp set {} years+={}, or the amount's year anew", subject.id, year.text()),
    };
    strange.map(finding).collect()
}

/// Two amounts for one year, which the totals both count.
pub(super) fn two_amounts_for_a_year(subject: &Subject<'_>) -> Vec<Finding> {
    let Record::Funding(it) = subject.record else { return Vec::new() };
    let mut seen: Vec<&When> = Vec::new();
    let mut twice: Vec<&When> = Vec::new();
    for year in it.amounts.iter().filter(|amount| amount.pence.is_some()).filter_map(|amount| amount.year.as_ref()) {
        if !seen.contains(&year) {
            seen.push(year);
        } else if !twice.contains(&year) {
            twice.push(year);
        }
    }
    let finding = |year: &When| Finding {
        field: Some("amounts"),
        what: format!("Amounts has {year} twice; the totals add both up"),
        next: format!("csp set {} amounts, one for each year", subject.id),
    };
    twice.into_iter().map(finding).collect()
}

#[cfg(test)]
mod tests {
    use crate::model::Kind;
    use crate::model::check::found::found;

    #[test]
    fn an_amount_is_for_one_of_the_years_and_each_year_has_one() {
        let of = |years: &str, amounts: &str| found(Kind::Funding, &[("years", years), ("amounts", amounts)]);

        assert_eq!(of("2023/24, 2024/25", "2024/25 | 100"), [""; 0]);
        assert_eq!(of("", "2024/25 | 100"), [""; 0], "where no years are named, none is missing among them");
        assert_eq!(of("2023/24", "2024/25 | 1"), ["warning: Amounts has 2024/25, which is not among Years"]);
        assert_eq!(
            of("2023/24", "2023/24 | 1\n2023/24 | 2"),
            ["warning: Amounts has 2023/24 twice; the totals add both up"]
        );
        assert_eq!(of("2023/24", " | 5\n | 6"), [""; 0], "an amount for no year in particular");
    }
}
