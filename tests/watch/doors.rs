//! Who is answered, and what the answers say of themselves.

use std::io::{Read, Write};

use crate::common::Project;
use crate::watching::Watching;

const ISSUE: &str = "issues/2022-04-16";

#[test]
fn only_our_own_page_is_answered() {
    let project = Project::sample("2022-04-16");
    let watching = Watching::start(&project, ISSUE);
    let home = watching.get("");
    assert_eq!(home.status, 200);
    let head = home.head.to_lowercase();
    for header in [
        "content-security-policy: default-src 'none'; script-src 'self'",
        "x-content-type-options: nosniff",
        "cache-control: no-store",
        "cross-origin-resource-policy: same-origin",
        "referrer-policy: no-referrer",
        "content-type: text/html; charset=utf-8",
    ] {
        assert!(head.contains(header), "{header}\n{head}");
    }
    assert!(!head.contains("access-control-allow"), "{head}");

    let key = watching.key.clone();
    let status = |method: &str, path: &str, headers: &[(&str, &str)]| {
        watching.ask(method, path, headers).status
    };
    // Another name for this machine, as DNS rebinding has it.
    for host in [
        "evil.example",
        "evil.example:80",
        "127.0.0.1",
        "127.0.0.1:1",
    ] {
        assert_eq!(status("GET", &key, &[("Host", host)]), 421, "{host}");
    }
    let local = format!("localhost:{}", watching.port);
    assert_eq!(status("GET", &key, &[("Host", &local)]), 200);
    for origin in [
        "http://evil.example",
        "null",
        "http://127.0.0.1:1",
        "https://localhost",
    ] {
        assert_eq!(status("GET", &key, &[("Origin", origin)]), 403, "{origin}");
        let events = format!("{key}events");
        assert_eq!(
            status("GET", &events, &[("Origin", origin)]),
            403,
            "{origin}"
        );
    }
    let own = format!("http://127.0.0.1:{}", watching.port);
    assert_eq!(status("GET", &key, &[("Origin", &own)]), 200);
    assert_eq!(
        status("GET", &key, &[("Sec-Fetch-Site", "cross-site")]),
        403
    );
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        assert_eq!(status(method, &key, &[]), 405, "{method}");
    }
    // Without the key, or with another.
    for path in [
        "/",
        "/app.js",
        "/0123456789abcdef0123456789abcdef/",
        "/state.json",
    ] {
        let answer = watching.ask("GET", path, &[]);
        assert_eq!(answer.status, 403, "{path}");
        assert!(
            answer.text().contains("see the terminal"),
            "{}",
            answer.text()
        );
    }
}

#[test]
fn no_file_is_reached_by_a_path() {
    let project = Project::sample("2022-04-16");
    project.write("secret.txt", "nobody may read this");
    let watching = Watching::start(&project, ISSUE);
    for path in [
        "../dayang.toml",
        "../../secret.txt",
        "page/../../secret.txt",
        "%2e%2e/secret.txt",
        "..%2fsecret.txt",
        "page/..\\secret.txt",
        "overlay/..",
    ] {
        let answer = watching.get(path);
        assert_eq!(answer.status, 400, "{path}");
        assert!(!answer.text().contains("nobody"), "{path}");
    }
    for path in [
        "dayang.toml",
        "secret.txt",
        "issues/2022-04-16/issue.toml",
        "/etc/passwd",
        "/secret.txt",
        "page/secret.txt/page.svg",
        "page/00000000000000000000000000000000/page.svg",
        "ui/index.html",
    ] {
        let answer = watching.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.text().contains("nobody"), "{path}");
    }
}

#[test]
fn pages_never_change_under_their_name_and_few_may_listen() {
    let project = Project::sample("2022-04-16");
    let watching = Watching::start(&project, ISSUE);
    let look = watching.look(1);
    for (name, begins) in [
        ("page.svg", "<svg"),
        ("cyan.svg", "<svg"),
        ("black.svg", "<svg"),
        ("ink.json", "{"),
    ] {
        let answer = watching.get(&format!("page/{look}/{name}"));
        assert_eq!(answer.status, 200, "{name}");
        assert!(answer.text().starts_with(begins), "{name}");
        let head = answer.head.to_lowercase();
        assert!(head.contains("immutable"), "{name} {head}");
    }
    let plain = watching.get(&format!("page/{look}/page.svg")).text();
    // No browser shows inks: pictures come in what a screen has.
    assert!(plain.contains("data:image/jpeg;base64,"));
    assert!(!plain.contains("device-cmyk"));
    assert_ne!(plain, watching.get(&format!("page/{look}/cyan.svg")).text());

    let listen = || {
        let mut stream = watching.connect();
        let request = format!(
            "GET {}events HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n",
            watching.key, watching.port
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut first = [0; 12];
        stream.read_exact(&mut first).unwrap();
        (stream, String::from_utf8_lossy(&first).into_owned())
    };
    let seats: Vec<_> = (0..8).map(|_| listen()).collect();
    assert!(
        seats.iter().all(|(_, line)| line.ends_with("200")),
        "{seats:?}"
    );
    assert!(listen().1.ends_with("503"));
    assert_eq!(
        watching.interrupt(),
        Some(0),
        "it ends in spite of who listens"
    );
}

#[test]
fn wrong_use_is_told() {
    let project = Project::sample("2022-04-16");
    let run = project.run(&["watch", "issues/nowhere"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    let watching = Watching::open(&project, ISSUE);
    let port = watching.port.to_string();
    let run = project.run(&["watch", ISSUE, "--port", &port]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(
        run.stderr
            .contains(&format!("cannot listen on port {port}")),
        "{}",
        run.stderr
    );
}
