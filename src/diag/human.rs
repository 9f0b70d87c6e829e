//! Findings drawn for a person, in the manner of Typst's own diagnostics.

use std::collections::HashMap;
use std::io::{self, IsTerminal, Write};
use std::ops::Range;
use std::sync::Arc;

use clap::ColorChoice;
use codespan_reporting::diagnostic::{self, Diagnostic, Label};
use codespan_reporting::term::termcolor::{self, BufferedStandardStream, NoColor, WriteColor};
use codespan_reporting::term::{self, Config};

use super::cutout::{CutOut, CutOuts, LineStarts, printable};
use super::{Finding, Place, Severity, SourceText, in_order, summary};

/// Draws findings and their summary on standard error, in order and each once. That standard error
/// takes none is no failure.
pub fn print(findings: &[Finding], color: ColorChoice) -> io::Result<()> {
    let choice = match color {
        ColorChoice::Always => termcolor::ColorChoice::Always,
        // termcolor itself honours NO_COLOR and a dumb terminal.
        ColorChoice::Auto if io::stderr().is_terminal() => termcolor::ColorChoice::Auto,
        ColorChoice::Auto | ColorChoice::Never => termcolor::ColorChoice::Never,
    };
    let mut dest = BufferedStandardStream::stderr(choice);
    let mut draw_all = || {
        draw(&mut dest, findings)?;
        if let Some(line) = summary(&in_order(findings)) {
            writeln!(dest, "{line}")?;
        }
        dest.flush()
    };
    // Where standard error is closed or full, the exit code alone can tell.
    let _ = draw_all();
    Ok(())
}

/// Draws findings in order, each once.
pub fn draw(dest: &mut dyn WriteColor, findings: &[Finding]) -> io::Result<()> {
    let mut artist = Artist {
        dest,
        config: Config::default(),
        starts: HashMap::new(),
    };
    artist.config.tab_width = 2;
    in_order(findings)
        .into_iter()
        .try_for_each(|finding| artist.draw(finding))
}

/// Draws findings without colour.
pub fn to_string(findings: &[Finding]) -> String {
    let mut dest = NoColor::new(vec![]);
    match draw(&mut dest, findings) {
        Ok(()) => String::from_utf8_lossy(&dest.into_inner()).into_owned(),
        Err(error) => error.to_string(),
    }
}

struct Artist<'a> {
    dest: &'a mut dyn WriteColor,
    config: Config,
    /// Line starts of the texts drawn so far, by the address of the text, which the
    /// findings keep alive.
    starts: HashMap<*const SourceText, LineStarts>,
}

impl Artist<'_> {
    fn draw(&mut self, finding: &Finding) -> io::Result<()> {
        let mut notes: Vec<_> = finding
            .hints
            .iter()
            .map(|hint| format!("hint: {hint}"))
            .collect();
        let mut labels = vec![];
        match &finding.place {
            Some(Place::Text(source, range)) => labels.push((source, range.clone(), "")),
            Some(Place::File(_)) | None => {}
        }
        for (place, text) in &finding.related {
            match place {
                // Without a snippet of its own, a finding points elsewhere in words.
                Place::Text(source, range) if !labels.is_empty() => {
                    labels.push((source, range.clone(), text.as_str()));
                }
                place => notes.push(format!("see {}: {text}", position(place))),
            }
        }
        let notes = notes
            .iter()
            .map(|note| printable(note).into_owned())
            .collect();
        if let Some(Place::File(path)) = &finding.place {
            return self.draw_file(finding, &path.to_string_lossy(), notes);
        }
        let (files, labels) = self.cut(&labels);
        let diagnostic = Diagnostic::new(severity(finding.severity))
            .with_code(finding.rule)
            .with_message(printable(&finding.message))
            .with_labels(labels)
            .with_notes(notes);
        term::emit(self.dest, &self.config, &files, &diagnostic).map_err(io::Error::other)
    }

    /// Cuts out what the labels need, a cut-out for each text.
    fn cut(
        &mut self,
        labels: &[(&Arc<SourceText>, Range<usize>, &str)],
    ) -> (CutOuts, Vec<Label<usize>>) {
        let mut cutouts = vec![];
        let mut drawn = vec![];
        let mut sources: Vec<&Arc<SourceText>> = vec![];
        for (source, ..) in labels {
            if !sources.contains(source) {
                sources.push(source);
            }
        }
        for (id, source) in sources.into_iter().enumerate() {
            let starts = self
                .starts
                .entry(Arc::as_ptr(source))
                .or_insert_with(|| LineStarts::new(&source.text));
            let own: Vec<_> = labels
                .iter()
                .enumerate()
                .filter(|(_, (one, ..))| *one == source)
                .collect();
            let ranges: Vec<_> = own.iter().map(|(_, (_, range, _))| range.clone()).collect();
            let (cutout, ranges) = CutOut::new(source, starts, &ranges);
            cutouts.push(cutout);
            for ((index, (.., text)), range) in own.into_iter().zip(ranges) {
                let label = match index {
                    0 => Label::primary(id, range),
                    _ => Label::secondary(id, range),
                };
                drawn.push(label.with_message(printable(text)));
            }
        }
        (CutOuts(cutouts), drawn)
    }

    /// Draws a finding about a file as a whole, of which no text is shown.
    fn draw_file(&mut self, finding: &Finding, path: &str, notes: Vec<String>) -> io::Result<()> {
        let styles = &self.config.styles;
        let severity = severity(finding.severity);
        self.dest.set_color(styles.header(severity))?;
        write!(self.dest, "{}[{}]", finding.severity.word(), finding.rule)?;
        self.dest.set_color(&styles.header_message)?;
        write!(self.dest, ": {}", printable(&finding.message))?;
        self.dest.reset()?;
        writeln!(self.dest)?;
        self.dest.set_color(&styles.source_border)?;
        write!(self.dest, "  {}", self.config.chars.snippet_start)?;
        self.dest.reset()?;
        writeln!(self.dest, " {}", printable(path))?;
        for note in notes {
            self.dest.set_color(&styles.note_bullet)?;
            write!(self.dest, "  {}", self.config.chars.note_bullet)?;
            self.dest.reset()?;
            writeln!(self.dest, " {note}")?;
        }
        writeln!(self.dest)
    }
}

fn severity(severity: Severity) -> diagnostic::Severity {
    match severity {
        Severity::Error => diagnostic::Severity::Error,
        Severity::Warning => diagnostic::Severity::Warning,
        Severity::Note => diagnostic::Severity::Note,
    }
}

/// A place in words: `issue.toml:3:7`.
fn position(place: &Place) -> String {
    let path = place.path().to_string_lossy();
    match place.line_column() {
        Some((line, column)) => format!("{path}:{line}:{column}"),
        None => path.into_owned(),
    }
}
