//! News for the screen as they come, by Server-Sent Events: one connection for each page that
//! listens, and no more than a few of them.

use std::io::{self, Write};
use std::net::TcpStream;
use std::time::Duration;

use super::http::Seat;
use super::server::{House, header_lines};

/// Pages that may listen at once.
pub const MOST: usize = 8;

/// A line now and then, for a page that has gone is only found out by writing to it.
const HEARTBEAT: Duration = Duration::from_secs(5);

/// Tells a page everything new until it goes, or the program ends.
pub fn stream(stream: TcpStream, house: &House, _seat: Seat) {
    // A page that has gone is no trouble.
    let _ = tell(stream, house);
}

fn tell(mut out: impl Write, house: &House) -> io::Result<()> {
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n\
         Connection: close\r\n{}\r\nretry: 500\n\n",
        header_lines()
    );
    out.write_all(head.as_bytes())?;
    let mut known = 0;
    loop {
        let news = house.desk.news(known, HEARTBEAT);
        if news.over {
            return Ok(());
        }
        let text = match news.count > known {
            // JSON has no line ends of its own.
            true => format!("data: {}\n\n", news.text),
            false => ": here\n\n".into(),
        };
        known = news.count;
        out.write_all(text.as_bytes())?;
    }
}
