//! `dayang fit`: how the articles of an issue fit their slots, and the ways out of those that do not.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ColorChoice};

use super::exit_code;
use super::findings::{FindingArgs, entry, from_here};

use crate::copyfit::{Way, apply, table};
use crate::desk::{self, Session, Ways, Wish};
use crate::diag::{Finding, Place, has_errors, human, nearest, terminal};
use crate::preflight::SlotFit;
use crate::project::ISSUE_FILE;

/// Shows how articles fit their slots, with ways out that were tried and fit.
#[derive(Debug, Args)]
pub struct FitArgs {
    /// Folders of issues, or their `issue.toml`.
    #[arg(required = true, value_name = "ISSUE")]
    pub issues: Vec<PathBuf>,

    /// Writes a way out into the manifest: `best` for the first of every slot that is over, or a slot's,
    /// by number or kind: `lead:2`, `lead:crop`, `4:lead:2` on page 4. Comments and order stay; a cut is
    /// made in the article by its editor.
    #[arg(long, value_name = "WAY")]
    pub apply: Vec<String>,

    /// Set this page only.
    #[arg(long, value_name = "N")]
    pub page: Option<u32>,

    /// Use the system's fonts beside those in fonts/.
    #[arg(long)]
    pub system_fonts: bool,

    /// Show how every leg is filled.
    #[arg(short, long)]
    pub verbose: bool,

    #[command(flatten)]
    pub findings: FindingArgs,
}

/// How often `best` is applied to what is over, one slot after the other.
const MOST: usize = 20;

/// Shows every issue; one broken issue does not stop the others.
pub fn run(args: &FitArgs, color: ColorChoice) -> io::Result<u8> {
    let wrong = args.findings.asked().check();
    if !wrong.is_empty() {
        args.findings.give("fit", vec![], &wrong, color)?;
        return Ok(exit_code(&wrong));
    }
    let mut session = Session::new();
    let mut findings = vec![];
    let mut entries = vec![];
    let mut out = String::new();
    for issue in &args.issues {
        let (result, written, refused) = one(args, &mut session, issue);
        let mut told = about_fit(&result);
        told.extend(refused);
        if args.findings.for_people() {
            human::print(&told, color)?;
            for (fit, way) in &written {
                out.push_str(&format!(
                    "page {} {}: wrote “{}” into {}\n",
                    fit.page,
                    fit.slot,
                    way.text,
                    manifest(issue).display()
                ));
            }
            out.push_str(&table(&result.fits, args.verbose));
            findings.extend(told);
        } else {
            entries.push(entry(issue, &result, &[]));
            findings.extend(from_here(&told, result.root.as_deref()));
        }
    }
    match args.findings.for_people() {
        true => terminal::out().write_all(out.as_bytes())?,
        false => args.findings.give("fit", entries, &findings, color)?,
    }
    Ok(exit_code(&findings))
}

type Written = Vec<(SlotFit, Way)>;

/// One issue, what was written into its manifest, and what could not be.
fn one(
    args: &FitArgs,
    session: &mut Session,
    issue: &Path,
) -> (desk::Result, Written, Vec<Finding>) {
    let wish = Wish {
        page: args.page,
        system_fonts: args.system_fonts,
        asked: args.findings.asked(),
        keep: true,
        draw_only: true,
        ways: Ways::Everywhere,
        ..Wish::default()
    };
    let mut result = session.run(issue, &wish);
    let mut written = vec![];
    let mut refused = vec![];
    for asked in &args.apply {
        let mut turns = if asked == "best" { MOST } else { 1 };
        while turns > 0 {
            turns -= 1;
            let chosen = match asked.as_str() {
                "best" => match best(&result.fits) {
                    Some(chosen) => Ok(chosen),
                    None => break,
                },
                asked => chosen(&result.fits, asked),
            };
            let done = chosen
                .and_then(|(fit, way)| write(issue, fit, way).map(|()| (fit.clone(), way.clone())));
            match done {
                Ok(done) => written.push(done),
                // What made the issue unreadable is told already.
                Err(_) if result.fits.is_empty() && has_errors(&result.findings) => break,
                Err(finding) => {
                    refused.push(finding.at(Place::File(manifest(issue))));
                    break;
                }
            }
            result = session.run(issue, &wish);
        }
    }
    (result, written, refused)
}

/// The first way with something to write of the first slot that is over.
fn best(fits: &[SlotFit]) -> Option<(&SlotFit, &Way)> {
    let over = fits.iter().filter(|fit| fit.over_lines > 0);
    over.filter_map(|fit| Some((fit, fit.ways.iter().find(|way| way.cut.is_none())?)))
        .next()
}

/// The way that `[page:]slot[:way]` names.
fn chosen<'a>(fits: &'a [SlotFit], asked: &str) -> Result<(&'a SlotFit, &'a Way), Box<Finding>> {
    let parts: Vec<&str> = asked.split(':').collect();
    let number = |text: &str| text.parse::<u32>().ok();
    let (page, slot, way) = match parts.as_slice() {
        [slot] => (None, *slot, None),
        [page, slot] if number(page).is_some() => (number(page), *slot, None),
        [slot, way] => (None, *slot, Some(*way)),
        [page, slot, way] if number(page).is_some() => (number(page), *slot, Some(*way)),
        _ => {
            return Err(Box::new(
                refusal(format!("`{asked}` names no way"))
                    .hint("write `best`, `lead:2` or `4:lead:crop`"),
            ));
        }
    };
    let mut found = fits
        .iter()
        .filter(|fit| fit.slot == slot && page.is_none_or(|page| page == fit.page));
    let first = found.next().ok_or_else(|| {
        let slots: Vec<&str> = fits
            .iter()
            .filter(|fit| !fit.ways.is_empty())
            .map(|fit| fit.slot.as_str())
            .collect();
        let on = page.map_or(String::new(), |page| format!(" on page {page}"));
        let finding = refusal(format!("there is no slot `{slot}` with a way out{on}"));
        let near = nearest(slot, slots.iter().copied()).filter(|near| *near != slot);
        Box::new(match (near, slots.as_slice()) {
            (_, []) => finding.hint("no slot has one"),
            (Some(near), _) => finding.hint(format!("did you mean `{near}`?")),
            (None, slots) => finding.hint(format!("there are ways out for {}", slots.join(", "))),
        })
    })?;
    // Of slots of one name on several pages, the one that needs a way is meant.
    let fit = std::iter::once(first)
        .chain(found)
        .find(|fit| !fit.ways.is_empty())
        .unwrap_or(first);
    let named = |one: &&Way| match way {
        None => one.cut.is_none(),
        Some(way) => one.kind.word() == way || way.parse() == Ok(one.number),
    };
    let way = fit
        .ways
        .iter()
        .find(named)
        .ok_or_else(|| match fit.ways.as_slice() {
            [] => Box::new(refusal(format!(
                "slot `{slot}` of page {} needs no way out, or has none",
                fit.page
            ))),
            ways => {
                let list: Vec<String> = ways
                    .iter()
                    .map(|way| format!("{} {}", way.number, way.kind.word()))
                    .collect();
                let why = format!("slot `{slot}` of page {} has no such way", fit.page);
                Box::new(refusal(why).hint(format!("it has {}", list.join(", "))))
            }
        })?;
    Ok((fit, way))
}

fn write(issue: &Path, fit: &SlotFit, way: &Way) -> Result<(), Box<Finding>> {
    if let Some(cut) = &way.cut {
        let why = format!(
            "a cut is made in the article, `{}`, by its editor",
            cut.article
        );
        return Err(Box::new(refusal(why).hint(way.text.clone())));
    }
    let path = manifest(issue);
    let unwritten = |why: String| {
        let why = format!(
            "cannot write way {} of slot `{}`: {why}",
            way.number, fit.slot
        );
        Box::new(refusal(why))
    };
    let text =
        std::fs::read_to_string(&path).map_err(|err| unwritten(crate::project::reason(&err)))?;
    let before = text.trim_start_matches('\u{feff}');
    apply::write(&path, before, &way.edits).map_err(unwritten)
}

fn refusal(why: String) -> Finding {
    Finding::unreadable("copyfit", why)
}

fn manifest(issue: &Path) -> PathBuf {
    match issue.is_dir() {
        true => issue.join(ISSUE_FILE),
        false => issue.to_owned(),
    }
}

/// Findings about the fit; all of them if the issue came to none.
fn about_fit(result: &desk::Result) -> Vec<Finding> {
    const RULES: [&str; 4] = ["overset", "too-high", "copyfit", "headline-shrunk"];
    let about = |finding: &&Finding| {
        result.fits.is_empty() || finding.unreadable || RULES.contains(&finding.rule)
    };
    result.findings.iter().filter(about).cloned().collect()
}
