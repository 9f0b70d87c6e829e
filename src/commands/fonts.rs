//! `dayang fonts`: the font roles of the house, and what each comes from.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ColorChoice};
use typst::text::FontInfo;

use super::exit_code;
use crate::diag::{human, terminal};
use crate::fonts;
use crate::project::Project;
use crate::shelf::Shelf;

/// Shows the house's font roles, their families in the order they are tried, and the
/// weights and characters each family has.
#[derive(Debug, Args)]
pub struct FontsArgs {
    /// A folder of the project.
    #[arg(default_value = ".")]
    pub project: PathBuf,

    /// Look among the system's fonts too.
    #[arg(long)]
    pub system_fonts: bool,
}

/// Lists roles and families.
pub fn run(args: &FontsArgs, color: ColorChoice) -> io::Result<u8> {
    let found = Project::find(&args.project);
    let mut findings = found.findings;
    if let Some(project) = found.value {
        let shelf = Shelf::user();
        let fonts = fonts::load(&project.root, args.system_fonts, shelf.as_ref());
        findings.extend(fonts::check(&project, &fonts));
        let store = &fonts.store;
        let mut out = terminal::out();
        for (role, families) in &project.house.fonts {
            writeln!(out, "{role}")?;
            for family in families {
                writeln!(out, "  {family}")?;
                for info in store.book().select_family(&family.to_lowercase()) {
                    let source = store.source(info).and_then(fonts::path);
                    if let Some(info) = store.book().info(info) {
                        face(&mut out, info, source)?;
                    }
                }
            }
        }
    }
    human::print(&findings, color)?;
    Ok(exit_code(&findings))
}

fn face(out: &mut impl Write, info: &FontInfo, path: Option<&Path>) -> io::Result<()> {
    let weight = info.variant.weight.to_number();
    let han = info
        .coverage
        .iter()
        .filter(|c| matches!(c, 0x3400..=0x9FFF | 0x20000..=0x3FFFF));
    let file = path.and_then(Path::file_name).unwrap_or_default();
    writeln!(
        out,
        "    weight {weight}, {} han characters, {}",
        han.count(),
        file.to_string_lossy()
    )
}
