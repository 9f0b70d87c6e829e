//! Who may ask (本机访问): a request is answered only if it names this machine, comes from our own
//! page or from nowhere, and knows the key in the address.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};

/// What a request says of itself.
#[derive(Debug, Default, Clone, Copy)]
pub struct Asked<'a> {
    pub method: &'a str,
    /// The path, with what follows a question mark.
    pub url: &'a str,
    pub host: Option<&'a str>,
    pub origin: Option<&'a str>,
    /// What the browser says of the site that asks (`Sec-Fetch-Site`).
    pub site: Option<&'a str>,
}

/// Why a request is refused: the status and a line for whoever asks.
pub type Refusal = (u16, &'static str);

/// The door of one server.
pub struct Guard {
    port: u16,
    /// The key in every address: whoever does not know it gets nothing.
    pub key: String,
}

impl Guard {
    pub fn new(port: u16) -> Self {
        // The standard library's hash keys come from the system's source of chance.
        let part = |_| RandomState::new().build_hasher().finish();
        let key = (0..2)
            .map(part)
            .map(|part| format!("{part:016x}"))
            .collect();
        Self { port, key }
    }

    /// The address that is printed.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/{}/", self.port, self.key)
    }

    /// The part of the path behind the key, or why the request is refused.
    pub fn admit<'a>(&self, asked: &Asked<'a>) -> Result<&'a str, Refusal> {
        if !matches!(asked.method, "GET" | "HEAD") {
            return Err((405, "only GET is answered"));
        }
        // A page elsewhere may have its own name point here (DNS rebinding): the name must be ours.
        if !asked.host.is_some_and(|host| self.is_ours(host)) {
            return Err((421, "the host is not this machine"));
        }
        let foreign = |origin: &str| {
            let host = origin.strip_prefix("http://");
            !host.is_some_and(|host| self.is_ours(host))
        };
        if asked.origin.is_some_and(foreign) {
            return Err((403, "the origin is another"));
        }
        if asked
            .site
            .is_some_and(|site| !matches!(site, "same-origin" | "none"))
        {
            return Err((403, "another site asks"));
        }
        let path = asked.url.split(['?', '#']).next().unwrap_or_default();
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-');
        if path.contains("..") || !path.chars().all(plain) {
            return Err((400, "no such path"));
        }
        let (key, rest) = path
            .strip_prefix('/')
            .and_then(|path| path.split_once('/'))
            .ok_or((403, "the address has a key: see the terminal"))?;
        match same(key.as_bytes(), self.key.as_bytes()) {
            true => Ok(rest),
            false => Err((403, "the address has a key: see the terminal")),
        }
    }

    fn is_ours(&self, host: &str) -> bool {
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) => (name, port.parse().ok()),
            None => (host, Some(80)),
        };
        port == Some(self.port) && (name == "127.0.0.1" || name.eq_ignore_ascii_case("localhost"))
    }
}

/// Compares without telling by its time how much agreed.
fn same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).fold(0, |all, (a, b)| all | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status<'a>(guard: &Guard, asked: Asked<'a>) -> Result<&'a str, u16> {
        guard.admit(&asked).map_err(|(status, _)| status)
    }

    #[test]
    fn only_our_own_page_is_answered() {
        let guard = Guard::new(4711);
        let url = format!("/{}/app.js?1", guard.key);
        let own = Asked {
            method: "GET",
            url: &url,
            host: Some("127.0.0.1:4711"),
            ..Asked::default()
        };
        assert_eq!(status(&guard, own), Ok("app.js"));
        let host = |host| status(&guard, Asked { host, ..own });
        assert_eq!(host(Some("LOCALHOST:4711")), Ok("app.js"));
        for foreign in [
            "evil.example:4711",
            "127.0.0.1",
            "127.0.0.1:80",
            "127.0.0.1.evil:4711",
            "",
        ] {
            assert_eq!(host(Some(foreign)), Err(421), "{foreign}");
        }
        assert_eq!(host(None), Err(421));
        let origin = |origin| {
            status(
                &guard,
                Asked {
                    origin: Some(origin),
                    ..own
                },
            )
        };
        assert_eq!(origin("http://localhost:4711"), Ok("app.js"));
        for foreign in [
            "http://evil.example",
            "https://127.0.0.1:4711",
            "null",
            "http://127.0.0.1:1",
        ] {
            assert_eq!(origin(foreign), Err(403), "{foreign}");
        }
        let site = |site| {
            status(
                &guard,
                Asked {
                    site: Some(site),
                    ..own
                },
            )
        };
        assert_eq!(
            (site("same-origin"), site("cross-site")),
            (Ok("app.js"), Err(403))
        );
        assert_eq!(
            status(
                &guard,
                Asked {
                    method: "POST",
                    ..own
                }
            ),
            Err(405)
        );
        let url = |url: &str| status(&guard, Asked { url, ..own }).is_err();
        assert!(url("/") && url("/app.js") && url("/0/app.js") && url(""));
        let key = &guard.key;
        for path in ["../x", "%2e%2e/x", "a\\b", "a//../b"] {
            assert!(url(&format!("/{key}/{path}")), "{path}");
        }
    }

    #[test]
    fn keys_differ() {
        assert_ne!(Guard::new(1).key, Guard::new(1).key);
    }
}
