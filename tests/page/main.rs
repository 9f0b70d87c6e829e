//! The sample issues, built by the real program and read back from the finished PDFs.

#[path = "../common/mod.rs"]
mod common;

mod files;
mod grid;
mod lines;
mod look;
mod matter;

use std::sync::{Arc, Mutex, PoisonError, Weak};

use common::press::{Paper, Sheet, issues};
use common::story::Story;

/// Every sample issue, built once for all tests that run at the same time; the last one to need
/// them takes their folders away.
fn papers() -> Arc<Vec<Paper>> {
    static SHARED: Mutex<Weak<Vec<Paper>>> = Mutex::new(Weak::new());
    // A test that failed has left nothing behind that another could not use.
    let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(papers) = shared.upgrade() {
        return papers;
    }
    let papers: Vec<Paper> = issues().iter().map(|name| Paper::sample(name)).collect();
    let papers = Arc::new(papers);
    *shared = Arc::downgrade(&papers);
    papers
}

fn sheets(papers: &[Paper]) -> impl Iterator<Item = (&Paper, &Sheet)> {
    papers
        .iter()
        .flat_map(|paper| paper.sheets.iter().map(move |sheet| (paper, sheet)))
}

/// All text in horizontal lines; vertical lines are read in tests/vertical.rs.
fn horizontal(papers: &[Paper]) -> Vec<Story> {
    let stories = papers.iter().flat_map(Paper::stories);
    let stories: Vec<Story> = stories.filter(Story::is_horizontal).collect();
    assert!(!stories.is_empty());
    stories
}
