//! The schemas that an editor completes from.

use dayang::commands::schema::{SchemaArgs, SchemaFile, run, schema};
use serde_json::Value;

/// All parts of a schema that describe a value.
fn parts(value: &Value) -> Vec<&Value> {
    let own = value
        .as_object()
        .into_iter()
        .flat_map(|object| object.values());
    let items = value.as_array().into_iter().flatten();
    std::iter::once(value)
        .chain(own.chain(items).flat_map(parts))
        .collect()
}

#[test]
fn each_file_has_its_own_and_there_is_one_for_both() {
    let both = schema(None).to_value();
    for (file, name, key) in [
        (SchemaFile::Issue, "Issue", "page"),
        (SchemaFile::House, "House", "fonts"),
    ] {
        let own = schema(Some(file)).to_value();
        assert_eq!(
            own["$schema"],
            "https://json-schema.org/draft/2020-12/schema"
        );
        assert!(own["properties"][key].is_object());
        assert_eq!(own["properties"], both["$defs"][name]["properties"]);
    }
    assert_eq!(both["oneOf"].as_array().map(Vec::len), Some(2));
}

#[test]
fn every_reference_leads_somewhere_and_every_key_is_described() {
    let both = schema(None).to_value();
    for part in parts(&both) {
        if let Some(reference) = part["$ref"].as_str() {
            assert!(
                both.pointer(reference.trim_start_matches('#')).is_some(),
                "{reference}"
            );
        }
        for (key, property) in part["properties"].as_object().into_iter().flatten() {
            assert!(
                property["description"].is_string(),
                "{key} is not described"
            );
        }
    }
}

#[test]
fn nothing_speaks_of_null() {
    assert!(!schema(None).as_value().to_string().contains("null"));
}

#[test]
fn a_date_is_a_date_to_an_editor() {
    let issue = schema(Some(SchemaFile::Issue)).to_value();
    let date = &issue["$defs"]["IssueHead"]["properties"]["date"];
    assert_eq!(
        (&date["type"], &date["format"]),
        (&"string".into(), &"date".into())
    );
}

#[test]
fn defaults_are_shown() {
    let house = schema(Some(SchemaFile::House)).to_value();
    let page = &house["$defs"]["Delivery"]["properties"]["page"];
    assert_eq!(page["default"], "{code}-{date}-{edition}-{page}.pdf");
}

#[test]
fn written_into_a_folder() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("schemas");
    run(&SchemaArgs {
        file: None,
        out: Some(out.clone()),
    })
    .unwrap();
    let mut names: Vec<_> = std::fs::read_dir(&out)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            "dayang.schema.json",
            "issue.schema.json",
            "layouts.schema.json",
            "report.schema.json",
            "states.schema.json",
            "ticket.schema.json"
        ]
    );

    let file = out.join("issue.schema.json/below");
    let findings = run(&SchemaArgs {
        file: None,
        out: Some(file),
    })
    .unwrap_err();
    assert!(findings[0].unreadable);
}
