//! What the file system says of a file or a folder without its contents being read.

use rustix::fs::Stat;

/// One state of a file or a folder. Two states with the same stamp are the same, unless both came about within one tick of
/// the file system's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stamp {
    inode: u64,
    size: i128,
    modified: (i128, i128),
    changed: (i128, i128),
}

impl From<Stat> for Stamp {
    #[allow(clippy::useless_conversion, reason = "the widths differ between systems")]
    fn from(stat: Stat) -> Self {
        Self {
            inode: u64::from(stat.st_ino),
            size: stat.st_size.into(),
            modified: (stat.st_mtime.into(), stat.st_mtime_nsec.into()),
            changed: (stat.st_ctime.into(), stat.st_ctime_nsec.into()),
        }
    }
}
