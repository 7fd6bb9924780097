//! What a sync promises: first of the merge alone, then with git.

mod anomalies;
mod broken_off;
mod converging;
mod deciding;
mod desk;
mod history;
mod hostile;
mod machine;
mod with_git;
