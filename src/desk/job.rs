//! One picture or advertisement made ready for the slot it stands in.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::ad;
use crate::compose::{self, Stage, near};
use crate::diag::Finding;
use crate::layout::Slot;
use crate::makeup::{Fill, Matter, PlannedPage, in_mm, same_size};
use crate::picture::{self, Fit, Press, Wanted};
use crate::print::check::check_material;
use crate::project::{Project, Unread, read_limited, reason};

/// As much of a file as tells its kind.
const HEAD: u64 = 1024;

/// What all jobs work with.
pub struct Desk<'a> {
    pub project: &'a Project,
    pub stage: &'a Stage,
    /// The press by which pictures are made, if there are any.
    pub press: Option<Press>,
    pub cache: Option<PathBuf>,
}

impl Desk<'_> {
    /// An SVG as a PDF, which is then put into inks; any other file as it is. With it what there
    /// is to say of the drawing.
    pub fn drawn(
        &self,
        bytes: Vec<u8>,
        name: &Path,
    ) -> Result<(Vec<u8>, Vec<Finding>), Box<Finding>> {
        if !picture::is_svg(&bytes) {
            return Ok((bytes, vec![]));
        }
        let said = picture::look_at_svg(&bytes, name)?;
        let seconds = self.project.house.limits.compose_seconds;
        let drawn = compose::drawing(self.stage, &self.project.root, bytes, seconds)
            .map_err(|why| picture::cannot_draw(name, why))?;
        Ok((drawn, said))
    }
}

/// One file to be made ready for one slot.
pub struct Job<'a> {
    pub page: &'a PlannedPage,
    pub slot: &'a Slot,
    pub fill: &'a Fill,
    /// Below the project's root.
    pub path: &'a str,
    /// What is asked of a picture; nothing for an advertisement in PDF.
    pub wanted: Option<Wanted>,
}

/// What a job gives: the file's ending and bytes, and what there is to say.
pub type Made = (Option<(&'static str, Vec<u8>)>, Vec<Finding>);

impl Job<'_> {
    /// Whether a picture stands in another box than it was made for; it is then wanted for that.
    pub fn stands_in(&mut self, (width, height): (f64, f64)) -> bool {
        let Some(wanted) = &mut self.wanted else {
            return false;
        };
        let slot = matches!(self.fill.matter, Matter::Picture { .. });
        let text = matches!(self.fill.matter, Matter::Story(_));
        let other = !near((wanted.width, wanted.height), (width, height));
        if !other || !(text || slot && wanted.fit == Fit::Cover) {
            return false;
        }
        *wanted = Wanted {
            width,
            height,
            fit: Fit::Cover,
            ..*wanted
        };
        true
    }

    /// What stands in for a picture that fills its slot, until it is known what a caption leaves of
    /// that. All others are made at once: what they come out as decides their box.
    pub fn stand_in(&self, desk: &Desk) -> Option<Vec<u8>> {
        let wanted = self.wanted.as_ref()?;
        let fills = matches!(self.fill.matter, Matter::Picture { .. }) && wanted.fit == Fit::Cover;
        if !fills || desk.press.is_none() {
            return None;
        }
        let mut head = vec![];
        let file = File::open(desk.project.root.join(self.path)).ok()?;
        file.take(HEAD).read_to_end(&mut head).ok()?;
        let name = format!("{} {} {}", self.page.number, self.slot.name, self.path);
        picture::is_bitmap(&head).then(|| picture::stand_in(&name, wanted))?
    }

    pub fn run(&self, desk: &Desk) -> Made {
        let mut findings = vec![];
        let bytes = match read(&desk.project.root.join(self.path)) {
            Ok(bytes) => bytes,
            Err(why) => {
                let message = format!("cannot read the file: {why}");
                findings.push(self.say(Finding::unreadable("file-unreadable", message)));
                return (None, findings);
            }
        };
        let (Some(wanted), Some(press)) = (&self.wanted, &desk.press) else {
            return (self.advertisement(&bytes, &mut findings), findings);
        };
        let name = Path::new(self.path);
        let made = desk.drawn(bytes, name).and_then(|(bytes, said)| {
            findings.extend(said.into_iter().map(|finding| self.say(finding)));
            picture::prepare(&bytes, name, wanted, press, desk.cache.as_deref())
        });
        match made {
            Ok((made, more)) => {
                findings.extend(more.into_iter().map(|finding| self.say(finding)));
                if made.extension == "pdf" {
                    self.drawing(&made.bytes, wanted.gray, &mut findings);
                }
                if matches!(self.fill.matter, Matter::Ad { .. }) {
                    self.proportions(made.proportions, &mut findings);
                }
                (Some((made.extension, made.bytes)), findings)
            }
            Err(finding) => {
                findings.push(self.say(*finding));
                (None, findings)
            }
        }
    }

    /// A drawing that is in inks may still hold what no plate-setter takes: said here, where the
    /// manifest names it, and not only of the finished page.
    fn drawing(&self, bytes: &[u8], mono: bool, findings: &mut Vec<Finding>) {
        for broken in check_material(bytes, mono) {
            let message = format!("the drawing cannot be printed: {}", broken.message);
            findings.push(self.say(Finding::error("picture-vector", message)));
        }
    }

    /// A picture booked as an advertisement fills its place, so it must have its proportions.
    fn proportions(&self, own: f64, findings: &mut Vec<Finding>) {
        let (wide, high) = self.slot.size;
        if (own / (wide / high) - 1.0).abs() > 0.01 {
            let message = format!(
                "the advertisement has proportions of {own:.3}, its place {:.3} ({})",
                wide / high,
                in_mm(self.slot.size)
            );
            findings.push(self.say(Finding::error("ad-size", message)));
        }
    }

    /// An advertisement in PDF, looked over and of the slot's size.
    fn advertisement(
        &self,
        bytes: &[u8],
        findings: &mut Vec<Finding>,
    ) -> Option<(&'static str, Vec<u8>)> {
        match ad::accept(bytes) {
            Ok(advert) => {
                let size = (advert.width, advert.height);
                if !same_size(size, self.slot.size) {
                    let message = format!(
                        "the advertisement is {}, slot `{}` is {}",
                        in_mm(size),
                        self.slot.name,
                        in_mm(self.slot.size)
                    );
                    findings.push(self.say(Finding::error("ad-size", message)));
                }
                // Its content is its maker's affair: what the press cannot take goes back to him.
                let hint = match self.page.mono {
                    true => "the page is printed in black alone: ask its maker for black ink alone",
                    false => "ask its maker for PDF/X-4 in CMYK, with black as black ink alone",
                };
                for broken in check_material(&advert.bytes, self.page.mono) {
                    let message =
                        format!("the advertisement cannot be printed: {}", broken.message);
                    findings.push(self.say(Finding::error("ad-press", message).hint(hint)));
                }
                Some(("pdf", advert.bytes))
            }
            Err(refusals) => {
                for why in refusals {
                    let message = format!("the advertisement cannot be placed: {why}");
                    findings.push(self.say(Finding::unreadable("ad-refused", message)));
                }
                None
            }
        }
    }

    /// A finding at the manifest's line, with the file that it is about.
    fn say(&self, mut finding: Finding) -> Finding {
        if !finding.message.contains(self.path) {
            finding.message = format!("{} (`{}`)", finding.message, self.path);
        }
        finding.place = Some(self.fill.place.clone());
        finding.related(self.page.layout.place(&self.slot.name), "the slot")
    }
}

pub fn read(path: &Path) -> Result<Vec<u8>, String> {
    read_limited(path, ad::MAX_BYTES).map_err(|unread| match unread {
        Unread::TooLarge => format!("it is larger than {} MB", ad::MAX_BYTES >> 20),
        Unread::Io(error) => reason(&error),
    })
}
