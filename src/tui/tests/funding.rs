//! The streams of money, and what their totals leave out.

use crate::store::Memory;
use crate::tui::session::Session;

#[test]
fn the_totals_stand_below_the_streams_and_say_what_they_leave_out() {
    let store = Memory::new([
        ("store.ron", "Partnership(title: \"Test\", format: 1, as_at: \"2023-03-09\")"),
        (
            "funding/grant.ron",
            "Funding(title: \"Grant\", state: Confirmed, years: [\"2023/24\", \"2024/25\"], \
             amounts: [(year: \"2024/25\", pence: 1250000)])",
        ),
        ("funding/bid.ron", "Funding(title: \"Bid\", state: Sought)"),
    ]);
    let mut session = Session::open(store, (80, 24));

    let screen = session.press("8").screen();
    for line in ["2024/25  ", "£12,500.00", "confirmed  ", "Totals leave out 1 of 2 streams"] {
        assert!(screen.contains(line), "{line}\n{screen}");
    }
    let screen = session.press("G").screen();
    assert!(screen.contains("1 of 2 streams, which states no amount, and 2023/24 of Grant"), "{screen}");
    let screen = session.press("/grant<enter><home>").screen();
    assert!(screen.contains("1 of 2") && !screen.contains("Bid"), "{screen}");
    let screen = session.press("<enter>").screen();
    assert!(screen.contains("2024/25: £12,500.00") && screen.contains("leave out 2023/24 of Grant"), "{screen}");
    let screen = session.resize(40, 10).press("8<esc>G").screen();
    assert!(screen.contains("> Totals leave out"), "{screen}");
}
