//! What staff ask for and a job of the program does, while they do something else.

use crate::coded::coded;

coded! {
    /// How far it has come.
    State {
        Waiting,
        Running,
        Done,
        Failed,
        Canceled,
    }
}

coded! {
    /// What is found by an index, which can be made anew.
    Indexed {
        /// Whatever people search for by words.
        Rows,
        ActionLogs,
    }
}

impl State {
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Failed | Self::Canceled)
    }
}
