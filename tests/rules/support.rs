//! Small issues, each wrong in one way, and what `check` finds in them.

use serde_json::Value;

use crate::common::{Project, Run, repository};

/// The day of all these checks, 11 April 2022.
const TODAY: &str = "1649635200";

/// Paragraphs that fill the slot of the small layout, each with one fact of its own.
pub const PARAGRAPHS: [&str; 4] = [
    "本报讯（记者 张秀丽）为保障低温天气里群众的用热需求，市热力公司昨日决定延长供暖时间，全市供暖将推迟到本月下旬结束，具体日期视天气情况另行公布，请市民留意。记者在北郊一处居民楼看到，住户家里的室温保持在二十度上下，窗台上的水仙开得正好。",
    "公司负责人介绍，今年入春以来气温起伏较大，夜间最低气温一度降到零度以下，不少老人和孩子受凉感冒，居民要求继续供暖的呼声很高，客服热线每天接到三百多个电话。社区医院的值班医生也说，上周因受凉来看病的老人比平时多了两成，延长供暖很有必要。",
    "为此，热电厂克服燃煤价格上涨、机组连续运行时间长等困难，调集两个检修班组昼夜值守，保证热源稳定。沿线换热站也增派了人手，遇到管道渗漏可以在两小时内赶到现场。值班长说，机组运行的各项参数每半小时记录一次，备用锅炉已经点火待命，随时可以投入使用。",
    "各区的服务点同时受理报修，登记之后当天回访，处理结果会张贴在小区的公告栏里。居民家中如果仍然不热，可以先检查过滤网是否堵塞，再拨打街道的服务电话，工作人员会上门排查。延长供暖期间的费用由市财政补贴，不向用户另外收取，请大家放心。",
];

/// An issue in the making.
pub struct Issue {
    pub name: &'static str,
    manifest: String,
    article: String,
    files: Vec<(String, Vec<u8>)>,
    layout: Option<String>,
}

impl Issue {
    /// Nothing is wrong with it.
    pub fn sound(name: &'static str) -> Self {
        let manifest = "[issue]\ndate = 2022-04-11\nnumber = 1\n\n[[page]]\nnumber = 1\nsection = \"要闻\"\n\
                        layout = \"test/page\"\n\n[[page.article]]\nslot = \"story\"\nfile = \"story.md\"\n";
        let article = format!(
            "+++\nheadline = \"一则消息\"\n+++\n\n{}\n",
            PARAGRAPHS.join("\n\n")
        );
        Self {
            name,
            manifest: manifest.into(),
            article,
            files: vec![],
            layout: None,
        }
    }

    /// Replaces words of the article; they must be there.
    pub fn article(mut self, from: &str, to: &str) -> Self {
        assert!(self.article.contains(from), "{}: {from}", self.name);
        self.article = self.article.replacen(from, to, 1);
        self
    }

    /// Replaces words of the manifest.
    pub fn manifest(mut self, from: &str, to: &str) -> Self {
        assert!(self.manifest.contains(from), "{}: {from}", self.name);
        self.manifest = self.manifest.replacen(from, to, 1);
        self
    }

    /// Adds lines to the manifest.
    pub fn add(mut self, lines: &str) -> Self {
        self.manifest.push_str(lines);
        self
    }

    pub fn file(mut self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        self.files.push((name.into(), bytes.as_ref().to_vec()));
        self
    }

    /// Lets the layout set something more, after all slots.
    pub fn drawn(self, code: &str) -> Self {
        let layout = page().replace(
            "  advertisement(page, \"strip\")\n",
            &format!("  advertisement(page, \"strip\")\n  {code}\n"),
        );
        assert_ne!(layout, page());
        self.layout(layout)
    }

    /// Gives the issue a layout of its own.
    pub fn layout(mut self, text: String) -> Self {
        self.layout = Some(text);
        self
    }

    pub fn write(&self, project: &Project) {
        let folder = format!("issues/{}", self.name);
        let mut manifest = self.manifest.clone();
        if let Some(layout) = &self.layout {
            project.write(&format!("layouts/test/{}.typ", self.name), layout);
            manifest = manifest.replace("test/page", &format!("test/{}", self.name));
        }
        project.write(&format!("{folder}/issue.toml"), manifest);
        project.write(&format!("{folder}/story.md"), &self.article);
        for (name, bytes) in &self.files {
            project.write(&format!("{folder}/{name}"), bytes);
        }
    }
}

/// The small layout.
pub fn page() -> String {
    let path = "tests/fixtures/small/layouts/test/page.typ";
    std::fs::read_to_string(repository().join(path)).unwrap()
}

/// A project with some issues, whose house lets ten lines be left over.
pub fn project(issues: &[Issue]) -> Project {
    let project = Project::fixture("small").with_all_rules();
    let house = project.read("dayang.toml");
    let house = house.replace("stale-date = \"off\"", "stale-date = \"warning\"");
    project.write(
        "dayang.toml",
        format!("{house}\n[check]\nspare_lines = 10\n"),
    );
    for issue in issues {
        issue.write(&project);
    }
    project
}

/// Runs `check` as of the day of all these issues.
pub fn run(project: &Project, arguments: &[&str]) -> Run {
    let mut command = project.command(&[&["check"], arguments].concat());
    let output = command.env("SOURCE_DATE_EPOCH", TODAY).output().unwrap();
    Run {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// Checks issues in one run and gives its findings.
pub fn check(project: &Project, names: &[&str], more: &[&str]) -> Vec<Found> {
    let paths: Vec<String> = names.iter().map(|name| format!("issues/{name}")).collect();
    let mut arguments: Vec<&str> = paths.iter().map(String::as_str).collect();
    arguments.extend(["--format", "json"]);
    arguments.extend(more);
    let run = run(project, &arguments);
    let report: Value = serde_json::from_str(&run.stdout)
        .unwrap_or_else(|err| panic!("{err}\n{}\n{}", run.stdout, run.stderr));
    let findings = report["findings"].as_array().unwrap();
    findings.iter().map(Found::new).collect()
}

/// A finding of the report.
#[derive(Debug, Clone)]
pub struct Found {
    pub rule: String,
    pub severity: String,
    pub file: String,
    pub line: Option<u64>,
    pub message: String,
    pub hints: Vec<String>,
    /// What else belongs to it, with its line.
    pub related: Vec<(String, Option<u64>)>,
}

impl Found {
    fn new(value: &Value) -> Self {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_string();
        let hints = value["hints"].as_array().unwrap();
        let related = value["related"].as_array().unwrap();
        Self {
            rule: text(&value["rule"]),
            severity: text(&value["severity"]),
            file: text(&value["place"]["file"]),
            line: value["place"]["line"].as_u64(),
            message: text(&value["message"]),
            hints: hints.iter().map(text).collect(),
            related: (related.iter())
                .map(|one| (text(&one["message"]), one["place"]["line"].as_u64()))
                .collect(),
        }
    }
}
