//! Keys that nothing has read: metadata by name, and what may be words for readers.

use super::Reader;
use super::json::plain;
use crate::diag::{Place, brief};
use crate::import::{changed, lost};

impl Reader<'_> {
    /// Keys that nothing has read: metadata by name, and what may be words for readers.
    pub(super) fn rest(&mut self, place: &Place) {
        const FACTS: &[&str] = &[
            "mimetype",
            "representationtype",
            "profile",
            "firstcreated",
            "contentcreated",
            "urgency",
            "copyrightholder",
            "copyrightnotice",
            "usageterms",
            "language",
            "subject",
            "subjects",
            "place",
            "places",
            "person",
            "people",
            "organisation",
            "organisations",
            "organization",
            "event",
            "events",
            "object",
            "objects",
            "infosource",
            "infosources",
            "title",
            "located",
            "charcount",
            "wordcount",
            "slugline",
            "standard",
            "expires",
            "genre",
            "genres",
            "by",
            "altids",
            "rightsinfo",
            "trustindicators",
            "signals",
            "services",
            "priority",
            "source",
            "schema",
            "$schema",
            "ednote",
        ];
        let mut facts = vec![];
        for (key, value) in self.item {
            let name = plain(key);
            if self.used.contains(&name) || value.is_null() {
                continue;
            }
            match FACTS.contains(&name.as_str()) {
                true => facts.push(key.as_str()),
                false => self.all.findings.push(lost(
                    place,
                    format!("key `{}` is not carried over", brief(key)),
                )),
            }
        }
        if !facts.is_empty() {
            let message = format!("facts about the article are not kept: {}", facts.join(", "));
            self.all.findings.push(changed(place, message));
        }
    }
}
