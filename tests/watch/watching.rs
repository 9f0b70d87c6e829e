//! The program as it watches, and plain HTTP to ask it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::common::Project;

/// A busy machine takes its time.
const PATIENCE: Duration = Duration::from_secs(120);

/// `dayang watch` at work; it ends with the test.
pub struct Watching {
    child: Child,
    pub address: String,
    pub port: u16,
    /// The path behind the host, up to and with the key.
    pub key: String,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|err| panic!("{err}: {}", self.text()))
    }
}

impl Watching {
    /// Starts watching an issue, and waits until its pages are there.
    pub fn start(project: &Project, issue: &str) -> Self {
        let watching = Self::open(project, issue);
        watching.until("pages", |news| news["busy"] == false);
        watching
    }

    /// Starts watching.
    pub fn open(project: &Project, issue: &str) -> Self {
        let mut child = project
            .command(&["watch", issue])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let mut address = String::new();
        lines.read_line(&mut address).unwrap();
        // It must not wait for us to read what it says.
        thread::spawn(move || lines.lines().for_each(drop));
        let address = address.trim().to_string();
        let rest = address
            .strip_prefix("http://127.0.0.1:")
            .unwrap_or_else(|| panic!("{address:?}"));
        let (port, key) = rest.split_once('/').unwrap();
        Self {
            child,
            port: port.parse().unwrap(),
            key: format!("/{key}"),
            address,
        }
    }

    /// Asks for a path behind the key.
    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", &format!("{}{path}", self.key), &[])
    }

    /// Asks with headers of one's own; a `Host` among them takes the place of the right one.
    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut stream = self.connect();
        let host = format!("127.0.0.1:{}", self.port);
        let mut request = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.iter().any(|(name, _)| *name == "Host") {
            request.push_str(&format!("Host: {host}\r\n"));
        }
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        stream
            .write_all(format!("{request}\r\n").as_bytes())
            .unwrap();
        let mut bytes = vec![];
        stream.read_to_end(&mut bytes).unwrap();
        let at = bytes
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
            .unwrap();
        let head = String::from_utf8(bytes[..at].to_vec()).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer {
            status,
            head,
            body: bytes[at + 4..].to_vec(),
        }
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    pub fn news(&self) -> Value {
        let answer = self.get("state.json");
        match answer.body.is_empty() {
            true => Value::Null,
            false => answer.json(),
        }
    }

    /// The news, as soon as they are what is waited for.
    pub fn until(&self, what: &str, are: impl Fn(&Value) -> bool) -> Value {
        let begun = Instant::now();
        loop {
            let news = self.news();
            if news.is_object() && are(&news) {
                return news;
            }
            assert!(begun.elapsed() < PATIENCE, "no {what}: {news}");
            thread::sleep(Duration::from_millis(60));
        }
    }

    /// The overlay of a page, by its number.
    pub fn overlay(&self, number: u64) -> Value {
        let news = self.news();
        let page = page(&news, number);
        self.get(&format!("overlay/{}", page["overlay"].as_str().unwrap()))
            .json()
    }

    /// The name of a page's look.
    pub fn look(&self, number: u64) -> String {
        page(&self.news(), number)["look"].as_str().unwrap().into()
    }

    /// Ends it as Ctrl-C does, and gives its exit code.
    pub fn interrupt(mut self) -> Option<i32> {
        let id = self.child.id().to_string();
        crate::common::tool("kill", &["-INT", &id]);
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(20) {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            thread::sleep(Duration::from_millis(30));
        }
        panic!("it does not end");
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A page of the news, by its number.
pub fn page(news: &Value, number: u64) -> Value {
    let pages = news["pages"].as_array().unwrap();
    let found = pages.iter().find(|page| page["number"] == number);
    found
        .unwrap_or_else(|| panic!("no page {number}: {news}"))
        .clone()
}
