//! Taking the record along: what somebody asks for becomes a file, made by a job while he does something else.

use super::report::Wanted;
use crate::{coded::coded, ids::ExportId, jobs::State, stores::Language, time::Moment};
use std::time::Duration;

/// How long a file is kept for whoever asked for it.
pub const KEPT: Duration = Duration::from_secs(24 * 60 * 60);
/// The most files that are kept for somebody, whatever has become of them.
pub const MOST: usize = 10;

coded! {
    /// What a file of events looks like.
    Format {
        Csv,
        Xlsx,
        /// An object a line: codes, not words, and values as they are.
        Jsonl,
    }
}

impl Format {
    /// What it is called in HTTP.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Jsonl => "application/jsonl; charset=utf-8",
        }
    }
}

/// A file that was asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Export {
    pub id: ExportId,
    pub format: Format,
    /// Its reader's, and the columns that he had chosen.
    pub language: Language,
    pub columns: Vec<String>,
    /// The zone of his clock then; `None` if he asked before that was kept: the shop's.
    pub time_zone: Option<String>,
    pub wanted: Wanted,
    /// The same as the address of the report has it.
    pub asked: String,
    /// The last place when it was asked for: what happened after is not in it.
    pub upto: i64,
    pub at: Moment,
    pub state: State,
    /// How many events are in it so far, and how many there will be; nought, as long as that is not known.
    pub done: i64,
    pub total: i64,
    /// Its size, when it is done.
    pub bytes: i64,
}

impl Export {
    /// Where it lies, in the folder of the data.
    pub fn path(&self) -> String {
        format!("{FOLDER}/{}.{}", self.id, self.format.code())
    }

    /// Until when it is kept.
    pub fn until(&self) -> Moment {
        self.at.plus(KEPT)
    }

    pub const fn is_over(&self) -> bool {
        self.state.is_over()
    }
}

/// The folder of these files, in the folder of the data.
pub const FOLDER: &str = "exports";
