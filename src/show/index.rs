//! All layouts on one page for a browser: one file with nothing outside it, no script.

use super::draw::escaped;
use super::entry::{LayoutEntry, SlotEntry};

const STYLE: &str = "
:root{color-scheme:light;--ink:#1d232b;--soft:#4d5966;--line:#cfd6dd}
body{font:16px/1.5 system-ui,'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif;color:var(--ink);background:#fff;margin:0 auto;max-width:80rem;padding:1.5rem}
h1{font-size:1.6rem}h2{font-size:1.3rem;margin:0}
nav ul{display:flex;flex-wrap:wrap;gap:1rem;list-style:none;padding:0}
nav a{display:block;width:9.5rem;color:inherit;text-align:center;font-size:.85rem}
nav svg,section svg{width:100%;height:auto;display:block}
section{border-top:2px solid var(--ink);padding:1.2rem 0 2.5rem;display:grid;grid-template-columns:minmax(0,1.1fr) minmax(0,1fr);gap:2rem}
section .says{min-width:0}
p{color:var(--soft);margin:.4rem 0 1rem}
table{border-collapse:collapse;width:100%;font-size:.85rem}
th,td{text-align:left;padding:.25rem .5rem .25rem 0;border-bottom:1px solid var(--line);vertical-align:top}
td.n{text-align:right}th,td:nth-child(-n+4){white-space:nowrap}
a:focus-visible{outline:3px solid #2f6db3;outline-offset:2px}
@media(max-width:50rem){section{grid-template-columns:1fr}}
@media print{section{break-inside:avoid}}
";

/// The page. `drawings` are the layouts' own, in the same order.
pub fn web(paper: &str, layouts: &[LayoutEntry], drawings: &[String]) -> String {
    let title = escaped(&format!("{paper}: layouts (版式)"));
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n<nav aria-label=\"layouts\"><ul>\n"
    );
    for (at, layout) in layouts.iter().enumerate() {
        let name = escaped(&layout.name);
        // The drawing stands in the file once: a thumbnail shows it again.
        let box_of = drawings.get(at).map_or("0 0 100 100", |svg| view_box(svg));
        // A drawing has a size of its own in pt; within a box it takes the box's.
        let mut size = box_of.split_whitespace().skip(2);
        let (wide, high) = (size.next().unwrap_or("100"), size.next().unwrap_or("100"));
        page.push_str(&format!(
            "<li><a href=\"#layout-{at}\"><svg viewBox=\"{box_of}\" aria-hidden=\"true\">\
             <use href=\"#drawing-{at}\" width=\"{wide}\" height=\"{high}\"/></svg>{name}</a></li>\n"
        ));
    }
    page.push_str("</ul></nav>\n");
    for (at, (layout, drawing)) in layouts.iter().zip(drawings).enumerate() {
        page.push_str(&section(at, layout, drawing));
    }
    page.push_str("</body>\n</html>\n");
    page
}

/// The `viewBox` of a drawing.
fn view_box(svg: &str) -> &str {
    svg.split_once("viewBox=\"")
        .and_then(|(_, rest)| rest.split_once('"'))
        .map_or("0 0 100 100", |(value, _)| value)
}

fn section(at: usize, layout: &LayoutEntry, drawing: &str) -> String {
    let (sheet, grid) = (layout.sheet, layout.grid);
    let drawing = drawing.replacen("<svg ", &format!("<svg id=\"drawing-{at}\" "), 1);
    let rows: String = layout.slots.iter().map(row).collect();
    format!(
        "<section id=\"layout-{at}\">\n<div>{drawing}</div>\n<div class=\"says\">\n<h2>{}</h2>\n\
         <p>{}</p>\n<p>{} × {} mm, {} columns of {} characters of {}pt, {} lines of {}pt</p>\n\
         <table>\n<thead><tr><th scope=\"col\">slot</th><th scope=\"col\">kind</th>\
         <th scope=\"col\">at</th><th scope=\"col\">columns × lines</th><th scope=\"col\">characters</th>\
         <th scope=\"col\">notes</th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n</section>\n",
        escaped(&layout.name),
        escaped(&layout.about),
        sheet.width,
        sheet.height,
        grid.columns,
        grid.characters,
        grid.body,
        grid.lines,
        grid.pitch,
    )
}

fn row(slot: &SlotEntry) -> String {
    let at = slot.areas.first();
    let cells = [
        format!("{} {}", slot.kind, slot.chinese()),
        at.map(|area| format!("{}, {}", area.column, area.line))
            .unwrap_or_default(),
        slot.columns_by_lines(),
    ];
    let cells: String = cells
        .iter()
        .map(|cell| format!("<td>{}</td>", escaped(cell)))
        .collect();
    let count = slot
        .characters
        .map(|count| count.to_string())
        .unwrap_or_default();
    format!(
        "<tr><th scope=\"row\">{}</th>{cells}<td class=\"n\">{count}</td><td>{}</td></tr>\n",
        escaped(&slot.name),
        escaped(&slot.notes().join("; "))
    )
}
