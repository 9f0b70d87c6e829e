//! `dayang schema`: the JSON Schema of the files that people write, of the JSON reports, and of the
//! ticket of a delivery.
//!
//! An editor with TOML support completes and checks from it. Each file has a schema of its
//! own; the one for both takes either, for an editor that knows a single schema a project.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::Value;

use crate::deliver::ticket::Ticket;
use crate::diag::json::Report;
use crate::diag::{Finding, Place, terminal};
use crate::manifest::{House, Issue};
use crate::preflight::rules;
use crate::project::reason;
use crate::show::ShowReport;
use crate::states::StatesFile;

/// Prints the JSON Schema of the files a person writes, of the JSON report, or of tickets.
#[derive(Debug, Clone, Args)]
pub struct SchemaArgs {
    /// The file whose schema to print; without it, one schema that takes either.
    #[arg(value_enum)]
    pub file: Option<SchemaFile>,
    /// Writes the schemas into a folder instead, a file each, for instance `issue.schema.json`.
    #[arg(short, long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// A file that has a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaFile {
    /// `issue.toml`, the manifest of an issue.
    Issue,
    /// `dayang.toml`, the house file.
    House,
    /// What `--format json` writes.
    Report,
    /// The ticket of a delivery.
    Ticket,
    /// `states.toml`, the states of an issue's pages.
    States,
    /// What `show --format json` writes.
    Layouts,
}

impl SchemaFile {
    /// The name of the schema's own file.
    fn file_name(self) -> &'static str {
        match self {
            Self::Issue => "issue.schema.json",
            Self::House => "dayang.schema.json",
            Self::Report => "report.schema.json",
            Self::Ticket => "ticket.schema.json",
            Self::States => "states.schema.json",
            Self::Layouts => "layouts.schema.json",
        }
    }

    fn schema(self) -> Schema {
        match self {
            Self::Issue => of::<Issue>(),
            Self::House => named_rules(of::<House>(), "/properties/rules"),
            Self::Report => written::<Report>(),
            Self::Ticket => written::<Ticket>(),
            Self::States => of::<StatesFile>(),
            Self::Layouts => written::<ShowReport>(),
        }
    }
}

/// Prints or writes the schemas that are asked for.
pub fn run(args: &SchemaArgs) -> Result<(), Vec<Finding>> {
    let Some(dir) = &args.out else {
        // It takes everything; what was lost is told at the end.
        let _ = terminal::out().write_all(text(&schema(args.file)).as_bytes());
        return Ok(());
    };
    let files = match args.file {
        Some(file) => vec![file],
        None => SchemaFile::value_variants().to_vec(),
    };
    for file in files {
        let path = dir.join(file.file_name());
        write(dir, &path, &text(&file.schema())).map_err(|error| {
            let message = format!("cannot write the file: {}", reason(&error));
            vec![Finding::unreadable("cannot-write", message).at(Place::File(path))]
        })?;
    }
    Ok(())
}

/// The schema of one file, or one that takes either.
pub fn schema(file: Option<SchemaFile>) -> Schema {
    file.map_or_else(either, SchemaFile::schema)
}

/// A file appears whole or not at all.
fn write(dir: &Path, path: &Path, text: &str) -> io::Result<()> {
    std::fs::create_dir_all(dir)?;
    let partial = path.with_extension(format!("partial-{}", std::process::id()));
    std::fs::write(&partial, text)?;
    std::fs::rename(&partial, path).inspect_err(|_| {
        // Best effort: the first error is the one to tell.
        let _ = std::fs::remove_file(&partial);
    })
}

fn text(schema: &Schema) -> String {
    format!("{:#}\n", schema.as_value())
}

fn generator() -> SchemaGenerator {
    SchemaSettings::draft2020_12()
        .with_transform(RecursiveTransform(without_null as fn(&mut Schema)))
        .into_generator()
}

/// The schema of what the program writes itself.
fn written<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator()
        .into_root_schema_for::<T>()
}

fn of<T: JsonSchema>() -> Schema {
    generator().into_root_schema_for::<T>()
}

fn either() -> Schema {
    let mut generator = generator();
    let files = [
        generator.subschema_for::<Issue>(),
        generator.subschema_for::<House>(),
    ];
    let mut schema = json_schema!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "dayang",
        "description": "`issue.toml` or `dayang.toml` of a Dayang project (大样)",
        "oneOf": files,
        "$defs": generator.take_definitions(true),
    });
    RecursiveTransform(without_null as fn(&mut Schema)).transform(&mut schema);
    named_rules(schema, "/$defs/House/properties/rules")
}

/// Names the rules under `[rules]`, so that an editor completes them and says what each is.
fn named_rules(mut schema: Schema, at: &str) -> Schema {
    let at_level = format!("{at}/additionalProperties");
    let Some(level) = schema.pointer(&at_level).cloned() else {
        return schema;
    };
    let free = rules::all().filter(|rule| !rule.fixed);
    let named: serde_json::Map<String, Value> = free
        .map(|rule| {
            let mut level = level.clone();
            level["description"] = rule.line.into();
            level["default"] = rule.severity.word().into();
            (rule.id.to_string(), level)
        })
        .collect();
    if let Some(Value::Object(rules)) = schema.pointer_mut(at) {
        rules.insert("properties".into(), named.into());
        rules.insert("additionalProperties".into(), false.into());
    }
    schema
}

/// Takes out `null`, which TOML cannot write and an editor should not offer.
fn without_null(schema: &mut Schema) {
    let Some(schema) = schema.as_object_mut() else {
        return;
    };
    if schema.get("default").is_some_and(Value::is_null) {
        schema.remove("default");
    }
    if let Some(Value::Array(kinds)) = schema.get_mut("type") {
        kinds.retain(|kind| kind != "null");
        if let [kind] = kinds.as_slice() {
            let kind = kind.clone();
            schema.insert("type".into(), kind);
        }
    }
    if let Some(Value::Array(branches)) = schema.get_mut("anyOf") {
        branches.retain(|branch| branch["type"] != "null");
        if let [branch] = branches.as_slice()
            && let Some(branch) = branch.as_object().cloned()
        {
            schema.remove("anyOf");
            for (key, value) in branch {
                schema.entry(key).or_insert(value);
            }
        }
    }
}
