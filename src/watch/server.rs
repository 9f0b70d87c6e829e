//! The server: answers the page of the screen on this machine alone. Its paths are a fixed table,
//! and none of them is ever a path of a file.

use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::time::Duration;

use super::changes::Changes;
use super::desk::{Desk, Sheet};
use super::events;
use super::guard::{Asked, Guard};
use super::http::{self, Request, Seat};
use super::proof::Look;

/// What every answer says of itself: only our own files are run and shown, none is stored but
/// those that never change, and no other site gets any.
const HEADERS: [(&str, &str); 6] = [
    (
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
         connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
];

const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const JS: &str = "text/javascript; charset=utf-8";
const JSON: &str = "application/json";
const TEXT: &str = "text/plain; charset=utf-8";
const SVG: &str = "image/svg+xml";
const PNG: &str = "image/png";

/// The page of the screen: (its path, what it is, its text).
const FILES: [(&str, &str, &str); 9] = [
    ("", HTML, include_str!("ui/index.html")),
    ("style.css", CSS, include_str!("ui/style.css")),
    ("app.js", JS, include_str!("ui/app.js")),
    ("view.js", JS, include_str!("ui/view.js")),
    ("strip.js", JS, include_str!("ui/strip.js")),
    ("overlay.js", JS, include_str!("ui/overlay.js")),
    ("panel.js", JS, include_str!("ui/panel.js")),
    ("keys.js", JS, include_str!("ui/keys.js")),
    ("icon.svg", SVG, include_str!("ui/icon.svg")),
];

/// An answer: status, type, body, whether it never changes.
pub struct Answer {
    status: u16,
    kind: &'static str,
    body: Vec<u8>,
    for_ever: bool,
}

impl Answer {
    fn new(kind: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status: 200,
            kind,
            body: body.into(),
            for_ever: false,
        }
    }

    fn for_ever(self) -> Self {
        Self {
            for_ever: true,
            ..self
        }
    }

    fn refused(status: u16, why: &str) -> Self {
        Self {
            status,
            ..Self::new(TEXT, format!("{why}\n"))
        }
    }
}

/// What the threads of the server share.
pub struct House {
    pub guard: Guard,
    pub desk: Arc<Desk>,
    pub changes: Changes,
    /// Pages that listen for news.
    pub listening: Arc<AtomicUsize>,
}

/// Answers one request.
pub fn answer(request: Option<Request>, stream: TcpStream, house: &House) {
    let Some(request) = request else {
        return give(stream, Answer::refused(400, "this is no request"), false);
    };
    let asked = Asked {
        method: &request.method,
        url: &request.url,
        host: request.header("host"),
        origin: request.header("origin"),
        site: request.header("sec-fetch-site"),
    };
    let head = request.method == "HEAD";
    let answer = match house.guard.admit(&asked) {
        Err((status, why)) => Answer::refused(status, why),
        // It lasts as long as its page is open.
        Ok("events") => match Seat::take(&house.listening, events::MOST) {
            Some(seat) => return events::stream(stream, house, seat),
            None => Answer::refused(503, "too many pages are open"),
        },
        Ok(path) => route(path, house),
    };
    give(stream, answer, head);
}

/// The answer for a path behind the key.
fn route(path: &str, house: &House) -> Answer {
    if let Some((_, kind, text)) = FILES.iter().find(|(name, ..)| *name == path) {
        return Answer::new(kind, *text);
    }
    let none = || Answer::refused(404, "no such path");
    let parts: Vec<&str> = path.split('/').collect();
    let sheet = |name: &str| house.desk.sheet(name);
    match parts.as_slice() {
        ["state.json"] => {
            let news = house.desk.news(0, Duration::ZERO);
            Answer::new(JSON, news.text.as_bytes())
        }
        ["overlay", name] => match house.desk.overlay(name) {
            Some(text) => Answer::new(JSON, text.as_bytes()).for_ever(),
            None => none(),
        },
        ["page", name, "page.svg"] => drawn(sheet(name), Look::Screen),
        ["page", name, "cyan.svg"] => drawn(sheet(name), Look::Plate(0)),
        ["page", name, "magenta.svg"] => drawn(sheet(name), Look::Plate(1)),
        ["page", name, "yellow.svg"] => drawn(sheet(name), Look::Plate(2)),
        ["page", name, "black.svg"] => drawn(sheet(name), Look::Plate(3)),
        ["page", name, "ink.png"] => match sheet(name).as_deref().map(Sheet::density) {
            Some(Ok(density)) => Answer::new(PNG, density.png.clone()).for_ever(),
            Some(Err(why)) => Answer::refused(500, why),
            None => none(),
        },
        ["page", name, "ink.json"] => match sheet(name).as_deref().map(Sheet::density) {
            Some(Ok(density)) => {
                let said = serde_json::json!({ "most": density.most, "over": density.over });
                Answer::new(JSON, said.to_string()).for_ever()
            }
            Some(Err(why)) => Answer::refused(500, why),
            None => none(),
        },
        ["page", name, "changes.json"] => match sheet(name) {
            Some(sheet) => Answer::new(JSON, house.changes.of(&sheet).to_string()),
            None => none(),
        },
        _ => none(),
    }
}

fn drawn(sheet: Option<Arc<Sheet>>, look: Look) -> Answer {
    match sheet.and_then(|sheet| sheet.svg(look)) {
        Some(svg) => Answer::new(SVG, svg.as_bytes()).for_ever(),
        None => Answer::refused(404, "no such page"),
    }
}

fn give(stream: TcpStream, answer: Answer, head: bool) {
    let cache = match answer.for_ever {
        true => "private, max-age=31536000, immutable",
        false => "no-store",
    };
    let headers = format!(
        "Content-Type: {}\r\nCache-Control: {cache}\r\n{}",
        answer.kind,
        header_lines()
    );
    http::give(stream, answer.status, &headers, &answer.body, head);
}

/// The headers of every answer.
pub fn header_lines() -> String {
    HEADERS
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect()
}
