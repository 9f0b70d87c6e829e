//! The composing thread's work: one run of the desk after another, each put on the screen and told
//! in the terminal. A run that gives no pages leaves those of the one before on the screen.

use std::collections::HashMap;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::ColorChoice;
use rayon::prelude::*;

use super::Options;
use super::desk::{Run, Sheet};
use super::files::Watched;
use super::news::{self, News};
use super::proof::Proof;
use super::server::House;
use super::sources::Sources;
use super::trial::{QUIET, Trial, Ways};
use super::{overlay, page, place};
use crate::commands::findings::from_here;
use crate::copyfit::wants_ways;
use crate::desk::{self, Seen, Session, Wish};
use crate::diag::{human, in_order, summary};
use crate::print::intent::Intent;
use crate::project::Project;
use crate::states::States;

/// Composes an issue again and again.
pub struct Composer {
    options: Options,
    house: Arc<House>,
    session: Session,
    /// What was last told.
    news: News,
    proof: Option<Arc<Proof>>,
    watched: Watched,
    /// The names of the looks on the screen.
    looks: Vec<(u32, String)>,
    trial: Trial,
    /// Whether the pages have text that ways out are to be looked for.
    wants_ways: bool,
}

impl Composer {
    pub fn new(options: Options, house: Arc<House>) -> Self {
        let mut composer = Self {
            options,
            house,
            session: Session::new(),
            news: News::default(),
            proof: None,
            watched: Watched::default(),
            looks: vec![],
            trial: Trial::default(),
            wants_ways: false,
        };
        composer.watch(None);
        composer
    }

    /// Stands for the files that the pages are made of.
    pub fn state(&self) -> u64 {
        self.watched.state()
    }

    /// What stands for them.
    pub fn watched(&self) -> Watched {
        self.watched.clone()
    }

    /// Composes once, and tells of it.
    pub fn run(&mut self, color: ColorChoice) -> io::Result<()> {
        self.news.busy = true;
        self.tell(None);
        let begun = Instant::now();
        let wish = Wish {
            system_fonts: self.options.system_fonts,
            asked: self.options.asked.clone(),
            keep: true,
            draw_only: true,
            placeholders: true,
            ..Wish::default()
        };
        let mut result = self.session.run(&self.options.issue, &wish);
        let run = self.read(&mut result);
        self.news.busy = false;
        self.news.seconds = begun.elapsed().as_secs_f64();
        let looks = run.is_some().then(|| self.looks());
        self.tell(run);
        self.watch(result.seen.as_ref());
        let findings = from_here(&result.findings, result.root.as_deref());
        human::print(&findings, color)?;
        self.say(&result, looks)
    }

    /// A file has changed: what is looked for is of no use.
    pub fn disturbed(&mut self) {
        self.trial.give_up();
        self.news.seeking = false;
    }

    /// Nothing has changed for so long: ways out are looked for, and told when they are found.
    pub fn rests(&mut self, quiet: Duration) -> io::Result<()> {
        if let Some((ways, took)) = self.trial.found() {
            self.news.seeking = false;
            let slots = self.show_ways(ways);
            self.tell(None);
            if slots > 0 {
                let s = if slots == 1 { "" } else { "s" };
                let seconds = took.as_secs_f64();
                let mut out = io::stdout().lock();
                writeln!(out, "{seconds:.2} s: ways out for {slots} slot{s}")?;
                out.flush()?;
            }
        } else if self.wants_ways && quiet >= QUIET {
            self.wants_ways = false;
            self.news.seeking = self.trial.begin(&self.options);
            self.tell(None);
        }
        Ok(())
    }

    /// Puts ways out at their pages, and counts the slots that have some.
    fn show_ways(&mut self, mut ways: Ways) -> usize {
        let mut slots = 0;
        for page in &mut self.news.pages {
            page.ways = ways.remove(&page.number).unwrap_or_default();
            slots += page.ways.len();
        }
        slots
    }

    /// Reads what a run gave into the news; its pages, if there are any.
    fn read(&mut self, result: &mut desk::Result) -> Option<Run> {
        let project = Project::find(&self.options.issue).value;
        let states = (project.as_ref()).and_then(|project| {
            let read = States::read(project, &self.folder());
            result.findings.extend(read.findings);
            read.value
        });
        self.wants_ways = false;
        let seen = result.seen.as_ref();
        self.news.findings = news::findings(&result.findings, seen.map(|seen| &seen.plan));
        self.news.date = match result.date {
            Some(date) => date.to_string(),
            None => std::mem::take(&mut self.news.date),
        };
        self.news.stale = seen.is_none();
        let (seen, project) = (seen?, project?);
        let spare = project.house.check.spare_lines as usize;
        self.wants_ways = result.fits.iter().any(|fit| wants_ways(fit, spare));
        self.news.title = project.house.paper.name.to_string();
        let proof = self.proof(&project);
        let limit = *project.house.print.ink_limit;
        let mut sources = Sources::new(&project.root, self.folder());
        let lines = place::lines(&seen.plan, &seen.finished, &mut sources);
        let mut run = Run::default();
        let mut names = vec![];
        let cleaned: Vec<_> = (seen.finished.document.pages())
            .par_iter()
            .map(|page| {
                let page = page::clean(page);
                (page::name(&page), page)
            })
            .collect();
        for ((at, (look, page)), lines) in cleaned.into_iter().enumerate().zip(lines) {
            let fits = &result.fits;
            let over = overlay::overlay(
                &seen.plan,
                at,
                &seen.finished,
                fits,
                &result.findings,
                limit,
                lines,
            )?;
            let number = over.number;
            let text = serde_json::to_string(&over).unwrap_or_default();
            let name = format!("{:032x}", typst::utils::hash128(&text));
            // A page that looks as before is the same sheet: what was drawn of it is kept.
            let known = (self.house.desk.sheet(&look)).filter(|sheet| {
                Arc::ptr_eq(&sheet.proof, &proof)
                    && sheet.ink_limit == limit
                    && sheet.number == number
            });
            let sheet =
                known.unwrap_or_else(|| Arc::new(Sheet::new(number, page, proof.clone(), limit)));
            run.sheets.insert(look.clone(), sheet);
            run.overlays.insert(name.clone(), text.into());
            names.push((look, name));
        }
        self.news.pages = news::pages(seen, &names, &self.news.findings, states.as_ref());
        Some(run)
    }

    /// What shows the inks of the house's press.
    fn proof(&mut self, project: &Project) -> Arc<Proof> {
        let own = project.house.print.profile.as_ref();
        let profile = own
            .and_then(|profile| std::fs::read(project.root.join(&**profile)).ok())
            .unwrap_or_else(|| Intent::newsprint().profile.icc());
        match &self.proof {
            Some(proof) if proof.is_of(&profile) => proof.clone(),
            _ => {
                let proof = Arc::new(Proof::new(profile));
                self.proof = Some(proof.clone());
                proof
            }
        }
    }

    fn tell(&self, run: Option<Run>) {
        let text = serde_json::to_string(&self.news).unwrap_or_default();
        self.house.desk.tell(text, run);
    }

    /// The numbers of the pages that look other than they did.
    fn looks(&mut self) -> Vec<u32> {
        let now: Vec<_> = (self.news.pages.iter())
            .map(|page| (page.number, page.look.clone()))
            .collect();
        let before: HashMap<u32, String> = std::mem::replace(&mut self.looks, now.clone())
            .into_iter()
            .collect();
        (now.into_iter())
            .filter(|(number, look)| before.get(number) != Some(look))
            .map(|(number, _)| number)
            .collect()
    }

    /// One line of what a run did.
    fn say(&self, result: &desk::Result, looks: Option<Vec<u32>>) -> io::Result<()> {
        let what = match looks {
            None if self.news.pages.is_empty() => "no pages yet".to_string(),
            None => "no pages; the screen shows the last ones".into(),
            Some(looks) if looks.is_empty() => "no page looks other than before".into(),
            Some(looks) => {
                let numbers: Vec<String> = looks.iter().map(u32::to_string).collect();
                let s = if looks.len() == 1 { "" } else { "s" };
                format!("page{s} {}", numbers.join(", "))
            }
        };
        let wrong = summary(&in_order(&result.findings)).unwrap_or("no errors".into());
        let mut out = io::stdout().lock();
        writeln!(out, "{:.2} s: {what}; {wrong}", self.news.seconds)?;
        out.flush()
    }

    fn folder(&self) -> PathBuf {
        self.options.folder()
    }

    /// Looks at all that the pages are made of from now on.
    fn watch(&mut self, seen: Option<&Seen>) {
        let Some(project) = Project::find(&self.options.issue).value else {
            return;
        };
        let mut watched = Watched::of(&project, self.folder(), seen.map(|seen| &seen.plan));
        // A run without pages knows less of what they were made of.
        if seen.is_none() {
            let before = std::mem::take(&mut self.watched.files);
            watched.files.extend(before);
        }
        self.watched = watched;
    }
}
