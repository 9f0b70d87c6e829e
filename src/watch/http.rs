//! As much of HTTP as one browser on this machine asks for: GET and HEAD, a thread for each
//! connection, one answer on each, and bounds to everything.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// The longest head of a request, in bytes.
const MOST_HEAD: usize = 16 << 10;
/// Connections at once. A browser opens six, and a few pages may listen.
const MOST: usize = 48;
/// A head that takes longer than this is none.
const PATIENCE: Duration = Duration::from_secs(10);
/// So long an answer may lie unread.
const UNREAD: Duration = Duration::from_secs(30);

/// The head of a request.
#[derive(Debug, PartialEq)]
pub struct Request {
    pub method: String,
    pub url: String,
    headers: Vec<(String, String)>,
}

impl Request {
    /// Reads a head; nothing if it is none.
    pub fn parse(head: &str) -> Option<Self> {
        let mut lines = head.split("\r\n");
        let mut words = lines.next()?.split(' ');
        let (method, url, version) = (words.next()?, words.next()?, words.next()?);
        if words.next().is_some() || !matches!(version, "HTTP/1.1" | "HTTP/1.0") {
            return None;
        }
        let mut headers = vec![];
        for line in lines.take_while(|line| !line.is_empty()) {
            let (name, value) = line.split_once(':')?;
            let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
            if name.is_empty() || !name.chars().all(plain) {
                return None;
            }
            headers.push((name.to_ascii_lowercase(), value.trim().to_string()));
        }
        let request = Self {
            method: method.into(),
            url: url.into(),
            headers,
        };
        // What is said twice could be read in two ways.
        let twice = |name: &str| {
            request
                .headers
                .iter()
                .filter(|(own, _)| own == name)
                .count()
                > 1
        };
        (!["host", "origin", "sec-fetch-site"]
            .iter()
            .any(|name| twice(name)))
        .then_some(request)
    }

    /// A header by its name in lowercase.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(own, _)| own == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// Reads the head of a request from a connection.
fn read(stream: &mut TcpStream) -> Option<Request> {
    let begun = Instant::now();
    let mut head = vec![];
    let mut part = [0; 2048];
    loop {
        let count = stream.read(&mut part).ok().filter(|count| *count > 0)?;
        // The end may lie across two parts.
        let from = head.len().saturating_sub(3);
        head.extend_from_slice(part.get(..count)?);
        let end = (head.get(from..)?.windows(4)).position(|four| four == b"\r\n\r\n");
        if let Some(end) = end {
            head.truncate(from + end + 2);
            return Request::parse(std::str::from_utf8(&head).ok()?);
        }
        if head.len() > MOST_HEAD || begun.elapsed() > PATIENCE {
            return None;
        }
    }
}

/// Opens a port of this machine alone; 0 takes any.
pub fn open(port: u16) -> io::Result<(TcpListener, u16)> {
    let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))?;
    let port = listener.local_addr()?.port();
    Ok((listener, port))
}

/// A server at work.
pub struct Serving {
    thread: JoinHandle<()>,
    port: u16,
    stop: Arc<AtomicBool>,
    open: Arc<AtomicUsize>,
}

/// Gives every request to `answer`, with the connection to write to; `None` is a request that could
/// not be read.
pub fn serve(
    listener: TcpListener,
    port: u16,
    answer: impl Fn(Option<Request>, TcpStream) + Send + Sync + 'static,
) -> Serving {
    let (stop, open) = (
        Arc::new(AtomicBool::new(false)),
        Arc::new(AtomicUsize::new(0)),
    );
    let answer = Arc::new(answer);
    let thread = thread::spawn({
        let (stop, open) = (stop.clone(), open.clone());
        move || {
            for stream in listener.incoming() {
                if stop.load(Ordering::SeqCst) {
                    return;
                }
                let Ok(stream) = stream else {
                    // Out of handles, most likely; there will be some again.
                    thread::sleep(Duration::from_millis(50));
                    continue;
                };
                let Some(seat) = Seat::take(&open, MOST) else {
                    continue;
                };
                let answer = answer.clone();
                thread::spawn(move || {
                    let _seat = seat;
                    let mut stream = stream;
                    let ready = stream
                        .set_read_timeout(Some(PATIENCE))
                        .and_then(|()| stream.set_write_timeout(Some(UNREAD)))
                        .and_then(|()| stream.set_nodelay(true));
                    if ready.is_ok() {
                        let request = read(&mut stream);
                        answer(request, stream);
                    }
                });
            }
        }
    });
    Serving {
        thread,
        port,
        stop,
        open,
    }
}

impl Serving {
    /// Takes no more requests, and waits a moment for those that are being answered.
    pub fn end(self) {
        self.stop.store(true, Ordering::SeqCst);
        // The thread waits for a connection: here is one.
        let _ = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port));
        let _ = self.thread.join();
        let begun = Instant::now();
        while self.open.load(Ordering::SeqCst) > 0 && begun.elapsed() < Duration::from_secs(1) {
            thread::sleep(Duration::from_millis(10));
        }
    }
}

/// A place among few; given back when it is dropped.
pub struct Seat(Arc<AtomicUsize>);

impl Seat {
    pub fn take(taken: &Arc<AtomicUsize>, most: usize) -> Option<Self> {
        let free = |count| (count < most).then_some(count + 1);
        taken
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, free)
            .ok()?;
        Some(Self(taken.clone()))
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Writes an answer, and ends the connection. Whoever asked may have gone: that is no trouble.
pub fn give(mut stream: TcpStream, status: u16, headers: &str, body: &[u8], head_only: bool) {
    let word = match status {
        200 => "OK",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        421 => "Misdirected Request",
        503 => "Service Unavailable",
        _ => "Internal Server Error",
    };
    let head = format!(
        "HTTP/1.1 {status} {word}\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n",
        body.len()
    );
    let body = if head_only { &[] } else { body };
    let written = stream
        .write_all(head.as_bytes())
        .and_then(|()| stream.write_all(body))
        .and_then(|()| stream.flush());
    if written.is_ok() {
        let _ = stream.shutdown(Shutdown::Write);
    }
}

#[cfg(test)]
mod tests {
    use super::Request;

    #[test]
    fn heads() {
        let request = Request::parse("GET /a?b HTTP/1.1\r\nHost: x:1\r\nORIGIN:  y \r\n").unwrap();
        assert_eq!((&*request.method, &*request.url), ("GET", "/a?b"));
        assert_eq!(
            (request.header("host"), request.header("origin")),
            (Some("x:1"), Some("y"))
        );
        assert_eq!(request.header("cookie"), None);
        for wrong in [
            "",
            "GET /",
            "GET / HTTP/2",
            "GET / b HTTP/1.1",
            "GET / HTTP/1.1\r\nHost x",
            "GET / HTTP/1.1\r\nHost: a\r\nhost: b",
            "GET / HTTP/1.1\r\nHost : a",
            "GET / HTTP/1.1\r\n folded: a",
        ] {
            assert_eq!(Request::parse(wrong), None, "{wrong}");
        }
    }
}
