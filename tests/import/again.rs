//! The same story again: unchanged, corrected, edited here meanwhile.

use crate::{import, told, with};

const ISSUE: &str = "issues/2026-11-21";
const ARTICLE: &str = "issues/2026-11-21/articles/story.md";

fn again(project: &crate::common::Project, more: &[&str]) -> crate::common::Run {
    let arguments = [
        "import", "in", "--into", ISSUE, "--layout", "roomy", "--format", "json",
    ];
    project.run(&[&arguments[..], more].concat())
}

/// A later version of the story in another file.
fn corrected(project: &crate::common::Project) {
    let text = project.read("in/story.xml");
    let text = text
        .replace("version=\"2\"", "version=\"3\"")
        .replace("9个小区", "8个小区");
    std::fs::remove_file(project.path("in/story.xml")).unwrap();
    project.write("in/later.xml", text);
}

#[test]
fn the_same_sources_change_nothing() {
    for sources in ["text", "word", "nitf", "ninjs", "editorial"] {
        let project = with(sources);
        let only = if sources == "editorial" {
            "in/issue.xml"
        } else {
            "in"
        };
        import(&project, only, ISSUE);
        let state = || -> Vec<_> {
            let files = project.files(ISSUE).into_iter();
            files
                .map(|file| {
                    (
                        std::fs::read(project.path(&format!("{ISSUE}/{file}"))).unwrap(),
                        file,
                    )
                })
                .collect()
        };
        let before = state();
        let run = project.run(&["import", only, "--into", ISSUE, "--layout", "roomy"]);
        assert_eq!(run.code, 0, "{sources}: {}", run.stderr);
        assert!(
            !run.stdout.contains("wrote") && run.stdout.contains("as before"),
            "{sources}: {}",
            run.stdout
        );
        assert!(state() == before, "{sources}");
    }
}

#[test]
fn a_correction_is_told_and_taken_only_if_asked_for() {
    let project = with("nitf");
    import(&project, "in", ISSUE);
    let before = project.read(ARTICLE);
    corrected(&project);
    let run = again(&project, &[]);
    assert_eq!(run.code, 1);
    let (_, message) = told(&run)
        .into_iter()
        .find(|(rule, _)| rule == "import-differs")
        .unwrap();
    assert_eq!(
        message,
        "a correction came of an article that nobody has touched since it came: 1 line here, 1 came"
    );
    assert!(
        run.stdout.contains("came: 溪两岸的8个小区"),
        "{}",
        run.stdout
    );
    // By its id it is known though its file has another name.
    assert_eq!(project.read(ARTICLE), before);
    assert!(!project.path("issues/2026-11-21/articles/later.md").exists());
    assert_eq!(again(&project, &["--update"]).code, 0);
    assert!(
        project.read(ARTICLE).contains("8个小区")
            && project.read(ARTICLE).contains("version \"3\"")
    );
}

#[test]
fn what_was_edited_here_stays() {
    let project = with("nitf");
    import(&project, "in", ISSUE);
    project.replace(ARTICLE, "全部揭除", "昨日全部揭除");
    // The source is as it was: there is nothing to tell.
    let run = again(&project, &[]);
    assert_eq!(
        (
            run.code,
            told(&run).iter().any(|(rule, _)| rule == "import-differs")
        ),
        (0, false),
        "{}",
        run.stdout
    );
    corrected(&project);
    for more in [&[][..], &["--update"]] {
        let run = again(&project, more);
        assert_eq!(run.code, 1, "{}", run.stdout);
        assert!(
            run.stdout.contains("edited here since it came"),
            "{}",
            run.stdout
        );
        assert!(project.read(ARTICLE).contains("昨日全部揭除"));
    }
    assert_eq!(again(&project, &["--force"]).code, 0);
    assert!(
        project.read(ARTICLE).contains("8个小区")
            && !project.read(ARTICLE).contains("昨日全部揭除")
    );
}

#[test]
fn the_manifest_that_is_there_is_the_editors() {
    let project = with("nitf");
    import(&project, "in", ISSUE);
    let manifest = "issues/2026-11-21/issue.toml";
    project.replace(manifest, "section = \"要闻\"", "section = \"头版\"");
    let edited = project.read(manifest);
    let run = again(&project, &[]);
    assert_eq!(run.code, 0, "{}", run.stdout);
    project.write(
        "in/more.txt",
        "公交首班提前\n\n下周一起，3路公交车首班时间提前。\n\n末班不变。\n",
    );
    let run = again(&project, &[]);
    assert_eq!((run.code, project.read(manifest)), (0, edited));
    assert!(project.path("issues/2026-11-21/articles/more.md").is_file());
    assert!(
        run.stdout
            .contains("it does not name 1 of the files that came"),
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains("articles/more.md"), "{}", run.stdout);
}

#[test]
fn of_two_versions_in_one_folder_the_later_is_taken() {
    let project = with("nitf");
    let text = project.read("in/story.xml");
    project.write(
        "in/a.xml",
        text.replace("version=\"2\"", "version=\"10\"")
            .replace("9个小区", "8个小区"),
    );
    let told = import(&project, "in", ISSUE);
    assert!(
        told.iter()
            .any(|(_, message)| message
                == "an older version (2) of the same story; version 10 is taken"),
        "{told:?}"
    );
    assert!(
        project
            .read("issues/2026-11-21/articles/a.md")
            .contains("8个小区")
    );
    assert!(!project.path(ARTICLE).exists());
}
