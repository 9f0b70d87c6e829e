//! Layouts in a plain Typst, as an editor opens them: no errors, no warnings, and a preview of
//! every part.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use dayang::world::{IssueWorld, ProjectFiles, file_id};
use typst::foundations::Bytes;
use typst::layout::{Frame, FrameItem};
use typst::syntax::ast::{self, AstNode};
use typst::syntax::{FileId, SyntaxNode, parse};
use typst::utils::LazyHash;
use typst::visualize::Paint;
use typst::{Library, LibraryExt};
use typst_kit::fonts::FontStore;
use typst_layout::PagedDocument;

use crate::common::repository;

/// Every file below layouts/, by its path in the project.
fn files() -> Vec<String> {
    fn collect(folder: &Path, files: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, files);
            } else if path.extension().is_some_and(|ending| ending == "typ") {
                let below = path.strip_prefix(repository()).unwrap();
                files.push(below.to_string_lossy().into_owned());
            }
        }
    }
    let mut files = vec![];
    collect(&repository().join("layouts"), &mut files);
    files.sort();
    files
}

fn compile(
    library: &Arc<LazyHash<Library>>,
    fonts: &Arc<FontStore>,
    data: HashMap<FileId, Bytes>,
    main: &str,
) -> Result<(PagedDocument, Vec<String>), Vec<String>> {
    let root = repository().canonicalize().unwrap();
    let main = file_id(main).unwrap();
    let world = IssueWorld::new(
        Arc::new(ProjectFiles::new(root)),
        library.clone(),
        fonts.clone(),
        data,
        main,
        None,
    );
    let done = typst::compile::<PagedDocument>(&world);
    let words = |list: &[typst::diag::SourceDiagnostic]| {
        list.iter().map(|one| one.message.to_string()).collect()
    };
    match done.output {
        Ok(document) => Ok((document, words(&done.warnings))),
        Err(errors) => Err(words(&errors)),
    }
}

/// Counts glyphs, and those in the red in which a stand-in complains.
fn glyphs(frame: &Frame, red: &Paint) -> (usize, usize) {
    let mut found = (0, 0);
    for (_, item) in frame.items() {
        let more = match item {
            FrameItem::Group(group) => glyphs(&group.frame, red),
            FrameItem::Text(text) => (
                text.glyphs.len(),
                if text.fill == *red {
                    text.glyphs.len()
                } else {
                    0
                },
            ),
            _ => (0, 0),
        };
        found = (found.0 + more.0, found.1 + more.1);
    }
    found
}

#[test]
fn every_file_opens_in_a_plain_typst_and_every_preview_shows_something() {
    let library = Arc::new(LazyHash::new(Library::default()));
    let fonts = dayang::fonts::load(repository(), false, None).store;
    let red = Paint::Solid(typst::visualize::Color::RED);
    let mut previews = 0;
    for file in files() {
        let (document, warnings) = compile(&library, &fonts, HashMap::new(), &file)
            .unwrap_or_else(|errors| panic!("{file}: {errors:?}"));
        assert!(warnings.is_empty(), "{file}: {warnings:?}");
        if !file.contains("/preview/") || file.ends_with("/sheet.typ") {
            continue;
        }
        previews += 1;
        assert_eq!(document.pages().len(), 1, "{file}");
        let (all, complaints) = glyphs(&document.pages()[0].frame, &red);
        // Rules have no words.
        let least = if file.ends_with("/rules.typ") { 0 } else { 40 };
        assert!(
            all >= least && complaints == 0,
            "{file}: {all} glyphs, {complaints} in a complaint"
        );
    }
    assert!(previews >= 13, "{previews}");
}

/// What the program adds to Typst's own names.
fn own_names() -> BTreeSet<String> {
    let names = |library: &Library| -> BTreeSet<String> {
        library
            .global
            .scope()
            .iter()
            .map(|(name, _)| name.to_string())
            .collect()
    };
    let (ours, stock) = (
        names(&dayang::compose::library()),
        names(&Library::default()),
    );
    ours.difference(&stock).cloned().collect()
}

#[test]
fn there_is_a_stand_in_for_every_function_and_whoever_calls_one_imports_it() {
    let own = own_names();
    assert!(own.len() >= 7 && own.contains("thread"), "{own:?}");
    let engine = fs::read_to_string(repository().join("layouts/lib/engine.typ")).unwrap();
    let page = fs::read_to_string(repository().join("layouts/lib/page.typ")).unwrap();
    let from_page = imported(&parse(&page));
    for name in &own {
        assert!(
            engine.contains(&format!("#let {name} = ours.{name}")),
            "layouts/lib/engine.typ gives no `{name}`"
        );
        assert!(
            from_page.contains(name),
            "layouts/lib/page.typ does not hand on `{name}`"
        );
    }
    for file in files() {
        if file.ends_with("engine.typ") || file.ends_with("stand-ins.typ") {
            continue;
        }
        let text = fs::read_to_string(repository().join(&file)).unwrap();
        let root = parse(&text);
        let known = imported(&root);
        let mut called = BTreeSet::new();
        calls(&root, &mut called);
        for name in called.intersection(&own) {
            assert!(
                known.contains(name) || known.contains("page.typ: *"),
                "{file} calls `{name}`; add #import \"/layouts/lib/engine.typ\": {name}"
            );
        }
    }
}

/// The names a file imports; all of the library's as `page.typ: *`.
fn imported(node: &SyntaxNode) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    if let Some(import) = ast::ModuleImport::from_untyped(node) {
        match import.imports() {
            Some(ast::Imports::Items(items)) => {
                names.extend(
                    items
                        .iter()
                        .map(|item| item.bound_name().as_str().to_string()),
                );
            }
            Some(ast::Imports::Wildcard) if node.full_text().contains("page.typ") => {
                names.insert("page.typ: *".into());
            }
            _ => {}
        }
    }
    for child in node.children() {
        names.extend(imported(child));
    }
    names
}

fn calls(node: &SyntaxNode, names: &mut BTreeSet<String>) {
    if let Some(call) = ast::FuncCall::from_untyped(node)
        && let ast::Expr::Ident(name) = call.callee()
    {
        names.insert(name.as_str().to_string());
    }
    node.children().for_each(|child| calls(child, names));
}

#[test]
fn in_the_program_itself_no_stand_in_is_used() {
    let library = dayang::compose::library();
    let fonts = dayang::fonts::load(repository(), false, None).store;
    let mut check = String::from(
        "#import \"/layouts/lib/engine.typ\": composing, house\n#import \"/layouts/lib/engine.typ\"\n#assert(composing)\n",
    );
    for name in own_names() {
        check.push_str(&format!("#assert.eq(engine.{name}, {name})\n"));
    }
    check.push_str("#assert.eq(house, (told: \"by the program\"))\n#if \"stand-ins\" in dictionary(engine) { panic() }\n");
    let data = HashMap::from([
        (
            file_id(".dayang/check.typ").unwrap(),
            Bytes::from_string(check),
        ),
        (
            file_id(".dayang/house.json").unwrap(),
            Bytes::from_string("{\"told\": \"by the program\"}"),
        ),
    ]);
    if let Err(errors) = compile(&library, &fonts, data, ".dayang/check.typ") {
        panic!("{errors:?}");
    }
}
