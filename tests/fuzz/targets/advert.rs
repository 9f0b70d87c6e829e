//! Advertisements: looked over, judged for the press, placed on a page, and the page judged again.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use dayang::ad;
use dayang::compose::{Stage, library};
use dayang::picture::{Fit, Wanted, prepare};
use dayang::print::check::check_material;
use dayang::world::{IssueWorld, ProjectFiles, file_id};
use typst::foundations::Bytes;
use typst_kit::fonts::FontStore;
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

use super::{Target, seeds};
use crate::fixtures::PRESS;
use crate::pdfs;
use crate::random::Random;

pub struct Adverts {
    stage: Stage,
}

impl Adverts {
    pub fn new() -> Self {
        let fonts = Arc::new(FontStore::new());
        let library = library();
        Self {
            stage: Stage {
                library,
                fonts,
                content: None,
            },
        }
    }

    /// The page that an advertisement is placed on, as a PDF.
    fn placed(&self, bytes: Vec<u8>) -> Result<Vec<u8>, String> {
        let picture = file_id(".dayang/ad.pdf")?;
        let main = file_id(".dayang/main.typ")?;
        let source = "#set page(width: 100pt, height: auto, margin: 0pt)\n#image(\"/.dayang/ad.pdf\", width: 100%)";
        let files = HashMap::from([
            (picture, Bytes::new(bytes)),
            (main, Bytes::from_string(source)),
        ]);
        let project = Arc::new(ProjectFiles::new(PathBuf::from("/")));
        let (library, fonts) = (self.stage.library.clone(), self.stage.fonts.clone());
        let world = IssueWorld::new(project, library, fonts, files, main, None);
        let said = |errors: typst::ecow::EcoVec<typst::diag::SourceDiagnostic>| {
            errors
                .first()
                .map_or(String::new(), |error| error.message.to_string())
        };
        let document = typst::compile::<PagedDocument>(&world)
            .output
            .map_err(said)?;
        let options = PdfOptions {
            tagged: false,
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&document, &options).map_err(said)
    }
}

impl Target for Adverts {
    fn seeds(&self) -> Vec<Vec<u8>> {
        let mut found = pdfs::seeds();
        found.extend(seeds("advert", &["issues"], &["water.pdf", "low.pdf"]));
        found
    }

    fn change(&self, random: &mut Random, input: Vec<u8>, pool: &[Vec<u8>]) -> Vec<u8> {
        pdfs::change_or_break(random, input, pool)
    }

    fn run(&self, input: &[u8]) -> String {
        let advert = match ad::accept(input) {
            Ok(advert) => advert,
            Err(refusals) => return refusals.join(";").chars().take(60).collect(),
        };
        let gray = input.len().is_multiple_of(2);
        let mut said: Vec<&str> = vec![];
        let broken = check_material(&advert.bytes, gray);
        said.extend(broken.iter().map(|broken| broken.rule));
        let wanted = Wanted {
            fit: Fit::Contain,
            focus: (0.5, 0.5),
            gray,
            ppi: 200.0,
            width: 23.0,
            height: 31.0,
        };
        // One that is placed in a picture's slot is put into inks.
        match prepare(&advert.bytes, Path::new("a.pdf"), &wanted, &PRESS, None) {
            Ok(_) => said.push("inked"),
            Err(finding) => said.push(finding.rule),
        }
        match self.placed(advert.bytes) {
            Ok(page) => {
                let broken = check_material(&page, gray);
                said.push("placed");
                said.extend(broken.into_iter().map(|broken| broken.rule));
            }
            Err(_) => said.push("unplaced"),
        }
        typst::comemo::evict(0);
        said.join(" ")
    }
}
