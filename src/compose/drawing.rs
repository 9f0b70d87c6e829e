//! An SVG drawn as a PDF of one page, by the same hand and fonts that set the newspaper. What is
//! drawn is still RGB; the picture part puts it into inks.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use typst::foundations::Bytes;
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

use super::{Stage, limited};
use crate::world::{DATA, IssueWorld, ProjectFiles, file_id};

/// Room for drawings in drawings.
const STACK: usize = 64 << 20;

const MAIN: &str = "#set page(width: auto, height: auto, margin: 0pt, fill: none)\n";

/// Draws an SVG; the error says what is wrong with it.
pub fn drawing(stage: &Stage, root: &Path, svg: Vec<u8>, seconds: u64) -> Result<Vec<u8>, String> {
    let picture = file_id(&format!("{DATA}/drawing.svg"))?;
    let main = file_id(&format!("{DATA}/drawing.typ"))?;
    let source = format!("{MAIN}#image(\"/{DATA}/drawing.svg\")\n");
    let files = HashMap::from([
        (picture, Bytes::new(svg)),
        (main, Bytes::from_string(source)),
    ]);
    let (library, fonts) = (stage.library.clone(), stage.fonts.clone());
    let project = Arc::new(ProjectFiles::new(root.to_owned()));
    let world = IssueWorld::new(project, library, fonts, files, main, None);
    let draw = move || {
        let said = |errors: typst::ecow::EcoVec<typst::diag::SourceDiagnostic>| {
            let first = errors.first().map(|error| error.message.to_string());
            format!("cannot be drawn: {}", first.unwrap_or_default())
        };
        let document = typst::compile::<PagedDocument>(&world)
            .output
            .map_err(said)?;
        let options = PdfOptions {
            // Tags and times have no place in a picture.
            tagged: false,
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&document, &options).map_err(said)
    };
    // Drawings are made side by side, each on a thread of the common pool that waits here: what
    // draws must not wait for that pool in turn.
    let alone = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .stack_size(STACK)
        .build()
        .map_err(|why| format!("cannot be drawn: {why}"))?;
    limited(seconds, move || alone.install(draw))
        .unwrap_or_else(|| Err("takes too long to draw".into()))
}
