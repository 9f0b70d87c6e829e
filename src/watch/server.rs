//! The server: answers the page of the screen on this machine alone. Its paths are a fixed table,
//! and none of them is ever a path of a file.

use std::io::{self, Cursor};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::thread;

use tiny_http::{Header, Request, Response, Server, StatusCode};

use super::changes::Changes;
use super::desk::{Desk, Sheet};
use super::events;
use super::guard::{Asked, Guard};
use super::proof::Look;

/// Threads that answer: drawing a page takes one for a moment.
const THREADS: usize = 4;

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

/// Opens the port; the error says why it could not.
pub fn open(port: u16) -> Result<(Arc<Server>, u16), String> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let server = Server::http(address).map_err(|error| match error.downcast::<io::Error>() {
        Ok(error) if error.kind() == io::ErrorKind::AddrInUse => "it is in use".to_string(),
        Ok(error) => crate::project::reason(&error),
        Err(error) => error.to_string(),
    })?;
    let port = server.server_addr().to_ip().map_or(port, |at| at.port());
    Ok((Arc::new(server), port))
}

/// Answers until the server is unblocked; the threads end then.
pub fn serve(server: &Arc<Server>, house: &Arc<House>) -> Vec<thread::JoinHandle<()>> {
    (0..THREADS)
        .map(|_| {
            let (server, house) = (server.clone(), house.clone());
            thread::spawn(move || {
                // `unblock` ends one wait of one thread each.
                while let Ok(request) = server.recv() {
                    answer(request, &house);
                }
            })
        })
        .collect()
}

fn answer(request: Request, house: &Arc<House>) {
    let header = |name: &str| {
        let found = (request.headers().iter()).find(|header| header.field.equiv(name_of(name)));
        found.map(|header| header.value.as_str())
    };
    let method = request.method().to_string();
    let asked = Asked {
        method: &method,
        url: request.url(),
        host: header("Host"),
        origin: header("Origin"),
        site: header("Sec-Fetch-Site"),
    };
    let admitted = house.guard.admit(&asked).map(str::to_string);
    let answer = match admitted {
        Err((status, why)) => Answer::refused(status, why),
        Ok(path) if path == "events" => {
            let Some(seat) = events::Seat::take(&house.listening) else {
                return give(request, Answer::refused(503, "too many pages are open"));
            };
            let house = house.clone();
            // It lasts as long as its page is open.
            thread::spawn(move || events::stream(request, &house, seat));
            return;
        }
        Ok(path) => route(&path, house),
    };
    give(request, answer);
}

/// `equiv` wants a name that lives as long as the program.
fn name_of(name: &str) -> &'static str {
    match name {
        "Host" => "Host",
        "Origin" => "Origin",
        _ => "Sec-Fetch-Site",
    }
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
            let news = house.desk.news(0, std::time::Duration::ZERO);
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

fn give(request: Request, answer: Answer) {
    let cache = match answer.for_ever {
        true => "private, max-age=31536000, immutable",
        false => "no-store",
    };
    let own = [("Content-Type", answer.kind), ("Cache-Control", cache)];
    let headers = (HEADERS.iter().chain(&own))
        .filter_map(|(name, value)| Header::from_bytes(*name, *value).ok())
        .collect();
    let length = answer.body.len();
    let response = Response::new(
        StatusCode(answer.status),
        headers,
        Cursor::new(answer.body),
        Some(length),
        None,
    );
    // Whoever asked may have gone.
    let _ = request.respond(response);
}

/// The headers of every answer, for one that is written by hand.
pub fn header_lines() -> String {
    HEADERS
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect()
}
