//! Pages that must be set together, each group by one Typst compile: those that an article runs
//! on between. No other page has a say in how they come out, so that groups are set side by side
//! and a change on one leaves the others as they are.

use std::collections::HashMap;
use std::sync::Arc;

use typst::diag::Warned;
use typst::foundations::{Bytes, Datetime};
use typst::model::Document;
use typst::syntax::FileId;
use typst_layout::PagedDocument;

use super::boxes::Boxes;
use super::finish::finish;
use super::set::{self, Pictures, Set};
use super::{Stage, Supplied, data, placeholder};
use crate::diag::Finding;
use crate::layout::module_path;
use crate::makeup::{Matter, Plan, PlannedPage};
use crate::manifest::House;
use crate::shelf::{Key, Parts};
use crate::typst_diag;
use crate::world::{DATA, IssueWorld, ProjectFiles, file_id};

/// A group ready to be set.
pub struct Group {
    /// The pages' places in the plan, in order.
    pub pages: Vec<usize>,
    /// All that the pages come from, but for the files that their layouts will read.
    pub key: Key,
    /// Whether the key holds for other runs of the program.
    pub lasting: bool,
    world: IssueWorld,
    mono: Vec<bool>,
    most: f64,
    /// Hashes of what was supplied.
    pictures: Vec<([u8; blake3::OUT_LEN], Bytes)>,
}

/// What the groups of an issue have in common.
pub struct Common<'a> {
    pub stage: &'a Stage,
    pub project: &'a Arc<ProjectFiles>,
    pub house: &'a House,
    pub plan: &'a Plan,
    pub supplied: &'a Supplied,
    pub proof: bool,
}

/// Which pages are set together, as places in the plan; in the order of their first pages.
pub fn split(plan: &Plan) -> Vec<Vec<usize>> {
    let at: HashMap<u32, usize> = (plan.pages.iter().enumerate())
        .map(|(at, page)| (page.number, at))
        .collect();
    // Of each page the first page of its group, as far as it is known.
    let mut first: Vec<usize> = (0..plan.pages.len()).collect();
    let leader = |first: &[usize], mut page: usize| {
        while let Some(&before) = first.get(page).filter(|before| **before != page) {
            page = before;
        }
        page
    };
    for (page, planned) in plan.pages.iter().enumerate() {
        for fill in planned.fills.values() {
            let Matter::Story(story) = &fill.matter else {
                continue;
            };
            for stop in story.run.from.iter().chain(&story.run.to) {
                let Some(&other) = at.get(&stop.page) else {
                    continue;
                };
                let (a, b) = (leader(&first, page), leader(&first, other));
                if let Some(later) = first.get_mut(a.max(b)) {
                    *later = a.min(b);
                }
            }
        }
    }
    let mut groups: Vec<Vec<usize>> = vec![vec![]; plan.pages.len()];
    for page in 0..plan.pages.len() {
        if let Some(group) = groups.get_mut(leader(&first, page)) {
            group.push(page);
        }
    }
    groups.retain(|group| !group.is_empty());
    groups
}

impl Group {
    /// Makes a group ready: its data, its main file, and its key.
    pub fn new(common: &Common, at: Vec<usize>) -> Result<Self, Vec<Finding>> {
        let (plan, supplied) = (common.plan, common.supplied);
        let pages: Vec<&PlannedPage> = at.iter().filter_map(|at| plan.pages.get(*at)).collect();
        let most = *common.house.print.ink_limit;
        let mono: Vec<bool> = pages.iter().map(|page| page.mono).collect();
        let mut key = Parts::new("group");
        let content = common.stage.content.as_ref();
        let content = content.and_then(|content| content.key());
        key.add(content.as_ref().map_or(b"", |key| key.as_bytes()));
        key.add(&most.to_bits().to_le_bytes());
        let mut texts = vec![(
            "house.json".to_string(),
            data::house(common.house, supplied).to_string(),
        )];
        for page in &pages {
            let text = data::page(plan, page, supplied, common.proof).to_string();
            texts.push((format!("page-{}.json", page.number), text));
            // Of a place alone, not of what stands there: the layout's outline is in the data.
            key.add(&[u8::from(page.mono)]);
        }
        texts.push(("main.typ".into(), main_source(&pages)));
        let mut files = HashMap::new();
        let mut main = None;
        for (name, text) in texts {
            let path = format!("{DATA}/{name}");
            key.add(path.as_bytes());
            key.add(text.as_bytes());
            let id = id_of(&path)?;
            files.insert(id, Bytes::from_string(text));
            main = Some(id);
        }
        let numbers: Vec<u32> = pages.iter().map(|page| page.number).collect();
        let mut pictures = vec![];
        for (path, bytes) in supplied.of(&numbers) {
            let hash = *blake3::hash(&bytes).as_bytes();
            key.add(path.as_bytes());
            key.add(&hash);
            files.insert(id_of(path)?, bytes.clone());
            pictures.push((hash, bytes));
        }
        let Some(main) = main else {
            return Err(vec![]);
        };
        let date = plan.date;
        let today = Datetime::from_ymd(i32::from(date.year), date.month, date.day);
        key.add(date.to_string().as_bytes());
        let (library, fonts) = (common.stage.library.clone(), common.stage.fonts.clone());
        let project = common.project.clone();
        Ok(Self {
            pages: at,
            key: key.key(),
            lasting: content.is_some(),
            world: IssueWorld::new(project, library, fonts, files, main, today),
            mono,
            most,
            pictures,
        })
    }

    /// The pictures that may stand on its pages.
    pub fn pictures(&self) -> Pictures {
        let mut pictures = Pictures::default();
        for (hash, bytes) in &self.pictures {
            pictures.add(*hash, bytes.clone());
        }
        pictures
    }

    /// Sets the pages.
    pub fn compile(&self) -> Result<Set, Vec<Finding>> {
        let world = &self.world;
        let Warned { output, warnings } = typst::compile::<PagedDocument>(world);
        let mut warnings = typst_diag::findings(world, &warnings);
        // A glyph that is missing is reported by the article it is missing in.
        warnings.retain(|finding| !finding.message.starts_with("unknown font family"));
        let document = output.map_err(|errors| typst_diag::findings(world, &errors))?;
        let (mut frames, mut sheets) = (vec![], vec![]);
        for (page, mono) in document.pages().iter().zip(&self.mono) {
            let (page, sheet) = finish(page, *mono, self.most);
            frames.push(page);
            sheets.push(sheet);
        }
        let asked = world.asked().into_iter();
        let read: Vec<(String, [u8; 32])> = asked
            .filter_map(|path| Some((path.clone(), *world.project().hash(&path)?.as_bytes())))
            .collect();
        Ok(Set {
            id: set::id(&self.key, &read),
            read,
            sheets,
            boxes: Boxes::of(&document),
            warnings,
            frames: Some((frames, document.info().clone())),
        })
    }
}

fn id_of(path: &str) -> Result<FileId, Vec<Finding>> {
    file_id(path).map_err(|err| vec![Finding::error("layout", err)])
}

/// The main file: each page at the size its layout gives, rendered by its layout.
fn main_source(pages: &[&PlannedPage]) -> String {
    let mut source = String::new();
    for page in pages {
        let (number, sheet) = (page.number, page.layout.sheet);
        let module = module_path(&page.layout.name);
        let placeholders = placeholder::source(page);
        source.push_str(&format!(
            "#page(width: {}pt, height: {}pt, margin: 0pt, {{\n  \
             import \"/{module}\": render\n  \
             render(json(\"/{DATA}/page-{number}.json\"))\n{placeholders}}})\n",
            sheet.width, sheet.height,
        ));
    }
    source
}
