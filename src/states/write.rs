//! Writing `states.toml`: one page is changed, everything else in it stays as it was written.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use tempfile::NamedTempFile;
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, value};

use super::{STATES_FILE, State};

const HEAD: &str = "# Page states (版面状态), written by dayang sign, proofed and release.\n\n";

/// What a page becomes.
#[derive(Debug, Clone)]
pub struct Change {
    pub number: u32,
    pub state: State,
    pub by: Option<String>,
    pub at: String,
    pub hash: Option<String>,
    pub version: Option<String>,
    pub reason: Option<String>,
}

/// Keeps everyone else from changing an issue's states as long as it lives. The manifest itself is
/// what is locked, so that no lock file is left in the issue.
pub struct Hold(#[allow(dead_code)] Option<File>);

/// Waits until nobody else changes the states of the issue in a folder.
pub fn hold(issue: &Path) -> io::Result<Hold> {
    let file = File::open(issue.join(crate::project::ISSUE_FILE))?;
    match file.lock() {
        Ok(()) => Ok(Hold(Some(file))),
        // Some shares know no locks; a lock is a help and no need.
        Err(err) if err.kind() == io::ErrorKind::Unsupported => Ok(Hold(None)),
        Err(err) => Err(err),
    }
}

/// Writes changes into the states of the issue in a folder; the file appears whole or not at all.
pub fn apply(issue: &Path, changes: &[Change]) -> io::Result<()> {
    let path = issue.join(STATES_FILE);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(err) if err.kind() == io::ErrorKind::NotFound => String::new(),
        Err(err) => return Err(err),
    };
    let text = changed(&text, changes).map_err(io::Error::other)?;
    replace(&path, text.as_bytes())
}

/// Writes a file beside its place, flushes it, and gives it its name. What is there is replaced
/// with what may be read by the same people.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file = NamedTempFile::with_prefix_in(".dayang-", folder)?;
    file.write_all(bytes)?;
    match fs::metadata(path) {
        Ok(old) => file.as_file().set_permissions(old.permissions())?,
        Err(_) => crate::deliver::open_to_readers(file.as_file())?,
    }
    file.as_file().sync_all()?;
    file.persist(path).map_err(|err| err.error)?;
    crate::deliver::sync_folder(folder)
}

/// The text with the changes in it.
fn changed(text: &str, changes: &[Change]) -> Result<String, toml_edit::TomlError> {
    let mut document: DocumentMut = text.parse()?;
    let above = unfold(&mut document);
    for change in changes {
        let pages = document
            .entry("page")
            .or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
        let Some(pages) = pages.as_array_of_tables_mut() else {
            continue;
        };
        let number = i64::from(change.number);
        let own =
            |table: &&mut Table| table.get("number").and_then(Item::as_integer) == Some(number);
        if let Some(table) = pages.iter_mut().find(own) {
            set(table, change);
            continue;
        }
        let others = !pages.is_empty();
        let mut table = Table::new();
        table.insert("number", value(number));
        set(&mut table, change);
        // What stands at the file's end is about what stands above it, or the head of a new file.
        let end = document.trailing().as_str().unwrap_or_default();
        let space = match (others, end.trim().is_empty()) {
            (false, true) if !above.is_empty() => format!("{above}\n\n"),
            (false, true) => HEAD.to_string(),
            (true, true) => "\n".to_string(),
            (_, false) => format!("{}\n\n", end.trim_end()),
        };
        table.decor_mut().set_prefix(space);
        document.set_trailing("");
        let pages = document.get_mut("page");
        if let Some(pages) = pages.and_then(Item::as_array_of_tables_mut) {
            pages.push(table);
        }
    }
    let mut text = document.to_string();
    if !text.ends_with('\n') {
        text.push('\n');
    }
    Ok(text)
}

/// `page = [{ … }]` is the same list written otherwise; it becomes a table a page. What is said above the
/// list goes above the first page, or is given back if there is none.
fn unfold(document: &mut DocumentMut) -> String {
    let above = document
        .key("page")
        .and_then(|key| key.leaf_decor().prefix());
    let above = above.and_then(|above| above.as_str()).unwrap_or_default();
    let above = above.trim_end().to_string();
    let Some(pages) = document.get_mut("page") else {
        return above;
    };
    let Some(list) = pages.as_array() else {
        return String::new();
    };
    let tables = list.iter().filter_map(toml_edit::Value::as_inline_table);
    let mut tables: ArrayOfTables = tables.cloned().map(|table| table.into_table()).collect();
    let empty = tables.is_empty();
    for (at, table) in tables.iter_mut().enumerate() {
        let space = match (at, above.is_empty()) {
            (0, true) => String::new(),
            (0, false) => format!("{above}\n\n"),
            _ => "\n".into(),
        };
        table.decor_mut().set_prefix(space);
    }
    *pages = Item::ArrayOfTables(tables);
    // What stands above a key is written above each of its tables, down to the last.
    if let Some(mut key) = document.key_mut("page") {
        key.leaf_decor_mut().clear();
    }
    if empty { above } else { String::new() }
}

fn set(table: &mut Table, change: &Change) {
    let mut put = |key: &str, text: Option<&str>| match (text, table.get_mut(key)) {
        // The value alone, so that a comment behind it stays.
        (Some(text), Some(Item::Value(old))) => {
            let decor = old.decor().clone();
            let mut new = toml_edit::Value::from(text);
            *new.decor_mut() = decor;
            *old = new;
        }
        (Some(text), _) => drop(table.insert(key, value(text))),
        (None, _) => drop(table.remove(key)),
    };
    put("state", Some(change.state.word()));
    put("by", change.by.as_deref());
    put("at", Some(&change.at));
    put("version", change.version.as_deref());
    put("hash", change.hash.as_deref());
    put("reason", change.reason.as_deref());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(number: u32, state: State, by: &str) -> Change {
        Change {
            number,
            state,
            by: Some(by.into()),
            at: "2022-04-16T01:12:00Z".into(),
            hash: None,
            version: Some("A".into()),
            reason: None,
        }
    }

    #[test]
    fn comments_and_order_stay() {
        let text = "# Night of the 16th.\n\n[[page]]\nnumber = 2 # sport\nstate = \"open\" # late\n\n\
                    # The front.\n[[page]]\nnumber = 1\nstate = \"proofed\"\nreason = \"题错\"\n";
        let changes = [
            change(2, State::Signed, "林一白"),
            change(1, State::Open, "沈未央"),
            change(4, State::Proofed, "秦渡"),
        ];
        let new = changed(text, &changes).unwrap();
        let expected = "# Night of the 16th.\n\n[[page]]\nnumber = 2 # sport\nstate = \"signed\" # late\n\
                        by = \"林一白\"\nat = \"2022-04-16T01:12:00Z\"\nversion = \"A\"\n\n\
                        # The front.\n[[page]]\nnumber = 1\nstate = \"open\"\n\
                        by = \"沈未央\"\nat = \"2022-04-16T01:12:00Z\"\nversion = \"A\"\n\n\
                        [[page]]\nnumber = 4\nstate = \"proofed\"\nby = \"秦渡\"\n\
                        at = \"2022-04-16T01:12:00Z\"\nversion = \"A\"\n";
        assert_eq!(new, expected);
        // Doing it again changes nothing.
        assert_eq!(changed(&new, &changes).unwrap(), expected);
    }

    #[test]
    fn a_new_file_and_a_list_in_line() {
        let new = changed("", &[change(1, State::Signed, "林")]).unwrap();
        assert!(new.starts_with(HEAD), "{new}");
        assert!(
            new.contains("\n[[page]]\nnumber = 1\nstate = \"signed\"\n"),
            "{new}"
        );
        let new = changed("# 夜班\n", &[change(1, State::Signed, "林")]).unwrap();
        assert!(new.starts_with("# 夜班\n\n[[page]]\nnumber = 1\n"), "{new}");
        let new = changed(
            "page = [{ number = 1, state = \"open\" }]\n",
            &[change(1, State::Signed, "林")],
        )
        .unwrap();
        assert_eq!(new.matches("number").count(), 1, "{new}");
        assert!(new.parse::<toml::Table>().is_ok(), "{new}");
    }

    /// Whatever form the file had, what stands at its head stays there.
    #[test]
    fn the_head_stays_at_the_head() {
        let forms = [
            "",
            "page = []\n",
            "page = [{ number = 1, state = \"open\" }]\n",
            "page = [{ number = 2, state = \"open\" }, { number = 3, state = \"open\" }]\n",
            "[[page]]\nnumber = 2\nstate = \"open\"\n",
        ];
        for form in forms {
            let mut text = format!("{HEAD}{form}");
            for (number, state) in [(1, State::Signed), (4, State::Proofed), (1, State::Open)] {
                text = changed(&text, &[change(number, state, "林")]).unwrap();
                assert!(text.starts_with(HEAD), "{form}: {text}");
                assert_eq!(text.matches('#').count(), 1, "{form}: {text}");
                assert!(text.parse::<toml::Table>().is_ok(), "{form}: {text}");
            }
            assert!(!text.contains("\n\n\n"), "{form}: {text}");
        }
    }
}
