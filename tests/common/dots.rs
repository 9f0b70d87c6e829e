//! Emphasis dots on a finished page.

use std::path::Path;

use super::tool;

/// Places of the dots' middles: right and down, pt.
pub fn dots(pdf: &Path) -> Vec<(f64, f64)> {
    let svg = tool("pdftocairo", &["-svg", pdf.to_str().unwrap(), "-"]);
    let svg = String::from_utf8(svg).unwrap();
    let body = svg.split("</defs>").last().unwrap();
    let mut dots = vec![];
    for path in body.split("<path ").skip(1) {
        let Some(data) = path.split(" d=\"").nth(1) else {
            continue;
        };
        let data = data.split('"').next().unwrap();
        let numbers: Vec<f64> = data.split(' ').filter_map(|n| n.parse().ok()).collect();
        let xs: Vec<f64> = numbers.iter().copied().step_by(2).collect();
        let ys: Vec<f64> = numbers.iter().copied().skip(1).step_by(2).collect();
        let middle = |all: &[f64]| {
            let (low, high) = all
                .iter()
                .fold((f64::MAX, f64::MIN), |(l, h), &v| (l.min(v), h.max(v)));
            ((low + high) / 2.0, high - low)
        };
        let ((x, wide), (y, high)) = (middle(&xs), middle(&ys));
        if wide < 3.0 && high < 3.0 {
            // What a transform moves is moved here.
            let shift: Vec<f64> = path
                .split("transform=\"matrix(")
                .nth(1)
                .map(|m| {
                    let m = m.split(')').next().unwrap();
                    m.split(", ").filter_map(|n| n.parse().ok()).collect()
                })
                .unwrap_or_else(|| vec![1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
            dots.push((x * shift[0] + shift[4], y * shift[3] + shift[5]));
        }
    }
    dots
}
