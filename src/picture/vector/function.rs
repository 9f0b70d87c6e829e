//! Functions of a PDF that run from one number to a colour: gradients and tints.

use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use super::look::{number, numbers, resolve};
use crate::picture::limit;

/// How deep functions may stand in each other.
const DEEPEST: usize = 8;
/// Between two colours a press's inks do not run straight: so many samples show the curve.
const STEPS: usize = 64;
/// More parts than any gradient has.
const MOST_PARTS: usize = 4096;

/// What turns the numbers of a colour into cyan, magenta, yellow and black, or says why it cannot.
pub type ToInks<'a> = dyn FnMut(&[f64]) -> Result<[u8; 4], String> + 'a;

pub enum Function {
    Sampled {
        domain: [f64; 2],
        samples: Vec<Vec<f64>>,
        encode: [f64; 2],
    },
    Power {
        domain: [f64; 2],
        from: Vec<f64>,
        to: Vec<f64>,
        exponent: f64,
    },
    Stitched {
        domain: [f64; 2],
        parts: Vec<Function>,
        bounds: Vec<f64>,
        encode: Vec<f64>,
    },
    /// One for each component.
    Side(Vec<Function>),
}

impl Function {
    pub fn read(document: &Document, object: &Object, depth: usize) -> Result<Self, String> {
        let cannot = |why: &str| format!("has a gradient or tint that cannot be read: {why}");
        if depth > DEEPEST {
            return Err(cannot("functions stand too deep in each other"));
        }
        let object = resolve(document, object);
        if let Ok(parts) = object.as_array() {
            let parts = parts.iter().take(MOST_PARTS);
            let parts = parts.map(|part| Self::read(document, part, depth + 1));
            return Ok(Self::Side(parts.collect::<Result<_, _>>()?));
        }
        let dict = match object {
            Object::Dictionary(dict) => dict,
            Object::Stream(stream) => &stream.dict,
            _ => return Err(cannot("it has no function")),
        };
        let list = |key: &str| numbers(document, dict, key);
        let domain = match list("Domain").as_deref() {
            Some([from, to]) if from < to => [*from, *to],
            Some([_, _]) | None => return Err(cannot("its function has no domain")),
            Some(_) => return Err(cannot("its function runs over more than one number")),
        };
        let kind = dict.get(b"FunctionType").ok().and_then(number);
        match kind.unwrap_or(-1.0) as i64 {
            0 => match object {
                Object::Stream(stream) => sampled(document, stream, domain),
                _ => None,
            }
            .ok_or_else(|| cannot("its samples are not sound")),
            2 => Ok(Self::Power {
                domain,
                from: list("C0").unwrap_or_else(|| vec![0.0]),
                to: list("C1").unwrap_or_else(|| vec![1.0]),
                exponent: dict.get(b"N").ok().and_then(number).unwrap_or(1.0),
            }),
            3 => {
                let parts = dict.get(b"Functions").map(|parts| resolve(document, parts));
                let parts = parts
                    .and_then(Object::as_array)
                    .cloned()
                    .unwrap_or_default();
                let parts: Vec<Self> = (parts.iter().take(MOST_PARTS))
                    .map(|part| Self::read(document, part, depth + 1))
                    .collect::<Result<_, _>>()?;
                let (bounds, encode) = (list("Bounds"), list("Encode"));
                let (bounds, encode) = (bounds.unwrap_or_default(), encode.unwrap_or_default());
                if parts.is_empty()
                    || bounds.len() + 1 != parts.len()
                    || encode.len() < 2 * parts.len()
                {
                    return Err(cannot("its parts do not fit together"));
                }
                Ok(Self::Stitched {
                    domain,
                    parts,
                    bounds,
                    encode,
                })
            }
            4 => Err(cannot("its function is a program in PostScript")),
            _ => Err(cannot("its function is of no known kind")),
        }
    }

    /// The colour at a place.
    pub fn at(&self, x: f64) -> Vec<f64> {
        match self {
            Self::Side(parts) => parts.iter().flat_map(|part| part.at(x)).collect(),
            Self::Power {
                domain,
                from,
                to,
                exponent,
            } => {
                let x = x.clamp(domain[0], domain[1]).powf(*exponent);
                from.iter()
                    .zip(to)
                    .map(|(from, to)| from + x * (to - from))
                    .collect()
            }
            Self::Sampled {
                domain,
                samples,
                encode,
            } => {
                let last = samples.len().saturating_sub(1);
                let place = between(x.clamp(domain[0], domain[1]), *domain, *encode);
                let place = place.clamp(0.0, last as f64);
                let (low, part) = (place.floor() as usize, place.fract());
                let (Some(low), Some(high)) = (samples.get(low), samples.get((low + 1).min(last)))
                else {
                    return vec![];
                };
                low.iter()
                    .zip(high)
                    .map(|(low, high)| low + part * (high - low))
                    .collect()
            }
            Self::Stitched {
                domain,
                parts,
                bounds,
                encode,
            } => {
                let x = x.clamp(domain[0], domain[1]);
                let part = bounds.iter().filter(|bound| **bound <= x).count();
                let part = part.min(parts.len().saturating_sub(1));
                let edge = |at: usize| bounds.get(at).copied();
                let from = part.checked_sub(1).and_then(edge).unwrap_or(domain[0]);
                let to = edge(part).unwrap_or(domain[1]);
                let code = |at: usize| encode.get(2 * part + at).copied().unwrap_or_default();
                let x = between(x, [from, to], [code(0), code(1)]);
                parts.get(part).map(|part| part.at(x)).unwrap_or_default()
            }
        }
    }

    fn domain(&self) -> [f64; 2] {
        match self {
            Self::Sampled { domain, .. }
            | Self::Power { domain, .. }
            | Self::Stitched { domain, .. } => *domain,
            Self::Side(parts) => parts.first().map_or([0.0, 1.0], Self::domain),
        }
    }

    /// Places that show all its colours.
    pub fn places(&self) -> Vec<f64> {
        let [from, to] = self.domain();
        (0..=4 * STEPS)
            .map(|at| from + (to - from) * at as f64 / (4 * STEPS) as f64)
            .collect()
    }

    /// The function as an object that gives inks, or, with `black`, gray in black ink alone. Sharp
    /// changes stay where they are.
    pub fn in_inks(
        &self,
        document: &mut Document,
        black: bool,
        inks: &mut ToInks<'_>,
    ) -> Result<Object, String> {
        if let Self::Stitched {
            domain,
            parts,
            bounds,
            encode,
        } = self
        {
            let mut objects = vec![];
            for part in parts {
                objects.push(part.in_inks(document, black, inks)?);
            }
            let list = |numbers: &[f64]| -> Object {
                Object::Array(numbers.iter().map(|&n| Object::Real(n as f32)).collect())
            };
            let function = dictionary! {
                "FunctionType" => 3, "Domain" => list(domain), "Functions" => objects,
                "Bounds" => list(bounds), "Encode" => list(encode),
            };
            return Ok(Object::Dictionary(function));
        }
        let [from, to] = self.domain();
        let steps = match self {
            Self::Sampled { samples, .. } => samples.len().clamp(STEPS, 1024),
            Self::Side(_) => 256,
            _ => STEPS,
        };
        let mut bytes = vec![];
        for at in 0..steps {
            let x = from + (to - from) * at as f64 / (steps - 1) as f64;
            let inks = inks(&self.at(x))?;
            match black {
                true => bytes.push(255 - inks[3]),
                false => bytes.extend(inks),
            }
        }
        let count = if black { 1 } else { 4 };
        let range: Vec<Object> = [0, 1].repeat(count).into_iter().map(Object::from).collect();
        let dict = dictionary! {
            "FunctionType" => 0,
            "Domain" => vec![Object::Real(from as f32), Object::Real(to as f32)],
            "Range" => range, "Size" => vec![(steps as i64).into()], "BitsPerSample" => 8,
        };
        Ok(document.add_object(Stream::new(dict, bytes)).into())
    }
}

fn between(x: f64, from: [f64; 2], to: [f64; 2]) -> f64 {
    match from[1] - from[0] {
        0.0 => to[0],
        length => to[0] + (x - from[0]) / length * (to[1] - to[0]),
    }
}

/// Samples of 8 or 16 bits over one number.
fn sampled(document: &Document, stream: &Stream, domain: [f64; 2]) -> Option<Function> {
    let dict: &Dictionary = &stream.dict;
    let range = numbers(document, dict, "Range")?;
    let count = *numbers(document, dict, "Size")?.first()? as usize;
    let bits = number(dict.get(b"BitsPerSample").ok()?)? as usize;
    let outputs = range.len() / 2;
    if !(1..=32).contains(&outputs) || !(2..=65_536).contains(&count) || !matches!(bits, 8 | 16) {
        return None;
    }
    let bytes = stream
        .get_plain_content_with_limit(limit::MOST_PROFILE)
        .ok()?;
    let values: Vec<f64> = match bits {
        8 => bytes.iter().map(|byte| f64::from(*byte) / 255.0).collect(),
        _ => (bytes.chunks_exact(2))
            .map(|pair| f64::from(u16::from_be_bytes([pair[0], pair[1]])) / 65_535.0)
            .collect(),
    };
    let decode = numbers(document, dict, "Decode").unwrap_or(range);
    let decoded = |(at, value): (usize, &f64)| {
        let edge = |side: usize| decode.get(2 * at + side).copied().unwrap_or(side as f64);
        edge(0) + value * (edge(1) - edge(0))
    };
    let samples: Vec<Vec<f64>> = (values.chunks_exact(outputs).take(count))
        .map(|sample| sample.iter().enumerate().map(decoded).collect())
        .collect();
    let encode = match numbers(document, dict, "Encode").as_deref() {
        Some([from, to, ..]) => [*from, *to],
        _ => [0.0, (count - 1) as f64],
    };
    (samples.len() == count).then_some(Function::Sampled {
        domain,
        samples,
        encode,
    })
}
