//! The text of a new layout, from sketches or from another layout, read once before it is
//! written, so that what is wrong is told of the argument and not of a file that is not there.

use std::ops::Range;
use std::path::Path;

use super::calls::calls;
use super::paper::{Paper, paper};
use super::sketch::{Arguments, Sketch};
use crate::diag::{Finding, Place};
use crate::layout::{Bench, Layout, module_path};
use crate::project::read_limited;
use crate::show::round;

/// A module larger than this is no layout.
const LARGEST: u64 = 4 << 20;

/// A layout that can be written.
pub struct Drafted {
    pub text: String,
    pub layout: Layout,
}

/// From sketches, on the grid of another layout or on a usual one.
pub fn sketched(
    bench: &Bench,
    name: &str,
    arguments: &[String],
    grid: Option<&str>,
) -> Result<Drafted, Vec<Finding>> {
    let arguments = Arguments::new(arguments);
    let (sketches, mut findings) = arguments.read();
    let paper = match paper(bench, name, grid) {
        Ok(paper) => paper,
        Err(more) => {
            findings.extend(more);
            return Err(findings);
        }
    };
    // Of a layout without slots nothing more could be said.
    if sketches.is_empty() {
        return Err(findings);
    }
    let (text, lines) = module(name, &paper, &sketches);
    match bench.draft(name, &text) {
        Ok(layout) if findings.is_empty() => Ok(Drafted { text, layout }),
        Ok(_) => Err(findings),
        Err(more) => {
            let moved = more
                .into_iter()
                .map(|finding| at_argument(finding, &arguments, &sketches, &lines));
            findings.extend(moved);
            Err(findings)
        }
    }
}

/// From another layout, as it is.
pub fn copied(bench: &Bench, name: &str, from: &str) -> Result<Drafted, Vec<Finding>> {
    // A broken one is not copied.
    let (_, findings) = bench.layouts(&[from.to_string()]);
    if !findings.is_empty() {
        return Err(findings);
    }
    let path = module_path(from);
    let unread = |why: String| {
        let message = format!("cannot read the layout: {why}");
        vec![Finding::unreadable("layout", message).at(Place::File(Path::new(&path).into()))]
    };
    let bytes = read_limited(&bench.project.root.join(&path), LARGEST)
        .map_err(|_| unread("it is no file of a sane size".into()))?;
    let old = String::from_utf8(bytes).map_err(|_| unread("it is not UTF-8".into()))?;
    let text =
        format!("// From {from}: say here what page this is, and what stands where.\n\n{old}");
    let layout = bench.draft(name, &text)?;
    Ok(Drafted { text, layout })
}

/// The module, and the bytes in it at which each slot stands.
fn module(name: &str, paper: &Paper, sketches: &[Sketch]) -> (String, Vec<Range<usize>>) {
    let (sheet, grid) = (paper.sheet, paper.grid);
    let mm = |points: f64| (points * 25.4 / 72.0 * 100.0).round() / 100.0;
    let mut text = format!(
        "// {name}: say here what page this is (版面), and what stands where. Sheet and grid are {from}.\n\
         // `dayang show {name}` draws the slots; docs/layouts.md explains everything below.\n\n\
         #import \"/layouts/lib/page.typ\": *\n\n\
         #let layout = (\n  sheet: (width: {}mm, height: {}mm),\n  grid: (\n",
        mm(sheet.width),
        mm(sheet.height),
        from = paper.from,
    );
    let lengths = [
        ("columns", grid.columns.to_string(), "base columns (基本栏)"),
        (
            "characters",
            grid.characters.to_string(),
            "of body type on a line of one column",
        ),
        (
            "lines",
            grid.lines.to_string(),
            "body lines down the type area (版心)",
        ),
        ("body", points(grid.body), "size of the body type"),
        ("pitch", points(grid.pitch), "from line to line"),
        ("gutter", points(grid.gutter), "between columns"),
        (
            "ascent",
            points(grid.ascent),
            "from a line's top to its baseline",
        ),
        (
            "left",
            points(grid.left),
            "left edge of the type area on the sheet",
        ),
        ("top", points(grid.top), "its top edge"),
    ];
    for (key, value, words) in lengths {
        text.push_str(&format!("    {key}: {value}, // {words}\n"));
    }
    text.push_str(
        "  ),\n  // area: (column, line, columns, lines), counted from 0. Leave a blank line between neighbours.\n  slots: (\n",
    );
    let mut ranges = vec![];
    for sketch in sketches {
        let start = text.len() + 4;
        text.push_str(&format!("    {}\n", slot(sketch)));
        ranges.push(start..text.len());
    }
    text.push_str(
        "  ),\n)\n\n\
         // A part of the library for every slot; `style` says sizes and faces (docs/headlines.md).\n\
         #let render(page) = newspaper(page, {\n",
    );
    for line in calls(paper, sketches) {
        text.push_str(&format!("  {line}\n"));
    }
    text.push_str("})\n");
    (text, ranges)
}

/// A slot's entry.
fn slot(sketch: &Sketch) -> String {
    let rectangle = |area: &[f64; 4]| {
        let [column, line, columns, lines] = area;
        format!("({column}, {line}, {columns}, {lines})")
    };
    let areas: Vec<String> = sketch.areas.iter().map(rectangle).collect();
    let area = match areas.as_slice() {
        [one] => one.clone(),
        several => format!("({})", several.join(", ")),
    };
    let mut entry = format!(
        "{}: (kind: \"{}\", area: {area}",
        sketch.name,
        sketch.kind.word()
    );
    match sketch.legs.as_slice() {
        [] => {}
        [one] => entry.push_str(&format!(", legs: {one}")),
        several => {
            let counts: Vec<String> = several.iter().map(usize::to_string).collect();
            entry.push_str(&format!(", legs: ({})", counts.join(", ")));
        }
    }
    if let Some(host) = &sketch.inside {
        entry.push_str(&format!(", inside: \"{host}\""));
    }
    if sketch.optional {
        entry.push_str(", optional: true");
    }
    entry + "),"
}

fn points(length: f64) -> String {
    format!("{}pt", round(length))
}

/// Moves a finding about the module to the argument that the place was made of.
fn at_argument(
    finding: Finding,
    arguments: &Arguments,
    sketches: &[Sketch],
    lines: &[Range<usize>],
) -> Finding {
    let moved = |place: &Place| match place {
        Place::Text(_, range) => {
            let at = lines.iter().position(|line| line.contains(&range.start))?;
            let sketch = sketches.get(at)?;
            Some(Place::text(&arguments.text, sketch.range.clone()))
        }
        Place::File(_) => None,
    };
    let place = finding.place.as_ref().and_then(moved);
    let related = (finding.related.iter())
        .filter_map(|(place, words)| Some((moved(place)?, words.clone())))
        .collect();
    // A layout says `inside: "lead"`, a sketch `@lead`.
    let hints = (finding.hints.iter())
        .map(|hint| match hint.split_once("`inside: \"") {
            Some((before, host)) => format!("{before}`@{} at its end", host.replace("\"`", "`")),
            None => hint.clone(),
        })
        .collect();
    Finding {
        // What no argument is to blame for is told without a place: the file is not there.
        place,
        related,
        hints,
        // A command line that cannot be followed.
        unreadable: true,
        ..finding
    }
}
