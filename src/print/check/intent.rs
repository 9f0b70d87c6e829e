//! The output intent and the profile in it.

use lopdf::{Dictionary, Stream};

use super::Found;
use super::look::{Look, dict_of};

pub fn check(look: &Look, found: &mut Found) {
    let Some(catalog) = look.catalog() else {
        return;
    };
    let intents = look.array(catalog, "OutputIntents").iter();
    let mut press = intents
        .filter_map(|object| look.at(object).and_then(dict_of))
        .filter(|intent| look.name(intent, "S") == Some(b"GTS_PDFX"));
    let Some(intent) = press.next() else {
        return found.say("output-intent", "the file has no output intent GTS_PDFX");
    };
    found.unless(
        press.next().is_none(),
        "output-intent",
        "the file has more than one output intent GTS_PDFX",
    );
    entries(look, intent, found);
    match look.stream(intent, "DestOutputProfile") {
        Some(profile) => check_profile(look, profile, found),
        None => found.say("profile", "the output intent has no profile in it"),
    }
}

fn entries(look: &Look, intent: &Dictionary, found: &mut Found) {
    let says = |key| {
        look.text(intent, key)
            .is_some_and(|text| !text.trim().is_empty())
    };
    found.unless(
        says("OutputConditionIdentifier"),
        "output-intent",
        "the output intent has no OutputConditionIdentifier",
    );
    found.unless(
        says("RegistryName") || says("Info"),
        "output-intent",
        "the output intent has neither RegistryName nor Info",
    );
    let outside = look.get(intent, "DestOutputProfileRef").is_some();
    found.unless(
        !outside,
        "profile",
        "the profile stands outside the file: that is PDF/X-4p",
    );
}

fn check_profile(look: &Look, profile: &Stream, found: &mut Found) {
    let four = look
        .get(&profile.dict, "N")
        .is_some_and(|count| count.as_i64().ok() == Some(4));
    found.unless(four, "profile", "the profile's N is not 4");
    let Some(icc) = look.unpacked(profile) else {
        return found.say("profile", "the profile cannot be unpacked");
    };
    let at = |start: usize| icc.get(start..start + 4).unwrap_or_default();
    found.unless(
        at(36) == b"acsp",
        "profile",
        "the profile is no ICC profile",
    );
    found.unless(
        at(12) == b"prtr",
        "profile",
        "the profile is not a press's (class prtr)",
    );
    found.unless(
        at(16) == b"CMYK",
        "profile",
        "the profile's colours are not CMYK",
    );
    let said = at(0)
        .iter()
        .fold(0usize, |said, &byte| said << 8 | usize::from(byte));
    found.unless(
        said == icc.len(),
        "profile",
        "the profile is not as long as it says",
    );
    let sound = icc.get(8).is_some_and(|&version| version <= 4);
    found.unless(sound, "profile", "the profile's version is not known");
}
