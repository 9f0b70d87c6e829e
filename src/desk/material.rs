//! Pictures and advertisements made ready for the slots they stand in.

use std::fs;
use std::path::Path;

use crate::ad;
use crate::compose::Supplied;
use crate::diag::Finding;
use crate::layout::Slot;
use crate::makeup::{Fill, Matter, Plan, PlannedPage, in_mm, same_size};
use crate::project::{Project, reason};

/// Makes everything ready; what cannot be used is an error at the manifest's line.
pub fn supply(project: &Project, plan: &Plan) -> (Supplied, Vec<Finding>) {
    let mut supplied = Supplied::default();
    let mut findings = vec![];
    for page in &plan.pages {
        for (name, fill) in &page.fills {
            let Some(slot) = page.layout.slots.get(name) else {
                continue;
            };
            if let Matter::Ad { path: Some(path) } = &fill.matter {
                let mut desk = AdDesk {
                    page,
                    slot,
                    fill,
                    path,
                    findings: &mut findings,
                };
                if let Some(bytes) = desk.accept(&project.root) {
                    supplied.put(page.number, name, path, "pdf", bytes);
                }
            }
        }
    }
    (supplied, findings)
}

struct AdDesk<'a> {
    page: &'a PlannedPage,
    slot: &'a Slot,
    fill: &'a Fill,
    path: &'a str,
    findings: &'a mut Vec<Finding>,
}

impl AdDesk<'_> {
    /// An advertisement in PDF, looked over and of the slot's size; a picture passes as it is.
    fn accept(&mut self, root: &Path) -> Option<Vec<u8>> {
        let path = root.join(self.path);
        let pdf = path
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"));
        if !pdf {
            return None;
        }
        let bytes = match read(&path) {
            Ok(bytes) => bytes,
            Err(why) => {
                self.refuse(
                    "ad-unreadable",
                    format!("cannot read the advertisement: {why}"),
                    true,
                );
                return None;
            }
        };
        match ad::accept(&bytes, self.page.mono) {
            Ok(advert) => {
                let size = (advert.width, advert.height);
                if !same_size(size, self.slot.size) {
                    let message = format!(
                        "the advertisement is {}, slot `{}` is {}",
                        in_mm(size),
                        self.slot.name,
                        in_mm(self.slot.size)
                    );
                    self.refuse("ad-size", message, false);
                }
                Some(advert.bytes)
            }
            Err(refusals) => {
                for why in refusals {
                    self.refuse(
                        "ad-refused",
                        format!("the advertisement cannot be placed: {why}"),
                        true,
                    );
                }
                None
            }
        }
    }

    fn refuse(&mut self, rule: &'static str, message: String, unreadable: bool) {
        let message = format!("{message} (`{}`)", self.fill.id);
        let mut finding = Finding::error(rule, message).at(self.fill.place.clone());
        finding.unreadable = unreadable;
        self.findings
            .push(finding.related(self.page.layout.place(&self.slot.name), "the slot"));
    }
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    let size = fs::metadata(path).map_err(|err| reason(&err))?.len();
    if size > ad::MAX_BYTES {
        return Err(format!("it is larger than {} MB", ad::MAX_BYTES >> 20));
    }
    fs::read(path).map_err(|err| reason(&err))
}
