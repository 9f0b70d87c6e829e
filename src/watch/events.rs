//! News for the screen as they come, by Server-Sent Events: one thread for each page that listens,
//! and no more than a few of them.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tiny_http::Request;

use super::server::{House, header_lines};

/// Pages that may listen at once.
const MOST: usize = 8;

/// A line now and then, for a page that has gone is only found out by writing to it.
const HEARTBEAT: Duration = Duration::from_secs(5);

/// A place among those who listen; given back when it is dropped.
pub struct Seat(Arc<AtomicUsize>);

impl Seat {
    pub fn take(taken: &Arc<AtomicUsize>) -> Option<Self> {
        let free = |count| (count < MOST).then_some(count + 1);
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

/// Tells a page everything new until it goes, or the program ends.
pub fn stream(request: Request, house: &House, _seat: Seat) {
    // A page that has gone is no trouble.
    let _ = tell(request.into_writer(), house);
}

fn tell(mut out: impl Write, house: &House) -> io::Result<()> {
    write!(
        out,
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n\
         Connection: close\r\n{}\r\nretry: 500\n\n",
        header_lines()
    )?;
    out.flush()?;
    let mut known = 0;
    loop {
        let news = house.desk.news(known, HEARTBEAT);
        if news.over {
            return Ok(());
        }
        if news.count > known {
            known = news.count;
            // JSON has no line ends of its own.
            write!(out, "data: {}\n\n", news.text)?;
        } else {
            out.write_all(b": here\n\n")?;
        }
        out.flush()?;
    }
}
