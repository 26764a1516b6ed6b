//! A document as one page of HTML, for the screen and for paper.

use std::fmt::Write;

use super::{Block, Document, Table, TableRow};
use crate::report::svg::escaped;
use crate::report::words::either;

const STYLE: &str = "\
body { margin: 2rem auto; max-width: 62rem; padding: 0 1.25rem; color: #1b1f24; background: #ffffff; \
font: 16px/1.55 'Segoe UI', 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 1rem; }
h2 { font-size: 1.25rem; margin: 2.25rem 0 0.5rem; padding-top: 0.75rem; border-top: 2px solid #0b5394; }
p, ul { max-width: 46rem; }
.wide { overflow-x: auto; margin: 1.25rem 0; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: #525a63; padding: 0 0 0.4rem; }
th, td { padding: 0.3rem 0.6rem; text-align: right; vertical-align: top; border-bottom: 1px solid #d5d9de; }
thead th { border-bottom: 2px solid #525a63; vertical-align: bottom; }
tbody th { font-weight: normal; min-width: 6.5rem; }
td { white-space: nowrap; }
td.text { white-space: normal; overflow-wrap: break-word; }
.text { text-align: left; }
tr.sum th, tr.sum td { font-weight: 600; background: #f3f5f7; }
figure { margin: 1.25rem 0; }
figure svg { display: block; width: 100%; }
figure svg[viewBox] { height: auto; border: 1px solid #d5d9de; }
figcaption { color: #525a63; font-size: 0.9rem; margin-top: 0.4rem; }
@media print { body { margin: 0; max-width: none; font-size: 10.5pt; } h2 { break-after: avoid; } \
table { font-size: 8.5pt; } th, td { padding: 0.15rem 0.35rem; } \
figure, tr, li, .wide { break-inside: avoid; } .together { break-inside: avoid; } .long { break-inside: auto; } thead, caption { break-after: avoid; } .page { break-before: page; } .wide { overflow: visible; } }
@page { size: A4; margin: 18mm; }
";

/// Rows of a table that stay together on paper; a longer one goes on over the page.
const TOGETHER_AT_MOST: usize = 24;

pub(super) fn written(document: &Document) -> String {
    let (title, language) = (escaped(&document.title), either(document.language, "en", "nl"));
    let body: String = document.blocks.iter().map(block).collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n{body}</main>\n</body>\n</html>\n"
    )
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading(heading) => format!("<h2>{}</h2>\n", escaped(heading)),
        Block::Text(text) => format!("<p>{}</p>\n", escaped(text)),
        Block::List(items) => {
            let items: Vec<String> = items.iter().map(|item| format!("<li>{}</li>", escaped(item))).collect();
            format!("<ul>\n{}\n</ul>\n", items.join("\n"))
        }
        Block::Table(table) => written_table(table),
        Block::Together(blocks) => {
            format!("<div class=\"together\">\n{}</div>\n", blocks.iter().map(self::block).collect::<String>())
        }
        Block::NewPage => "<div class=\"page\"></div>\n".to_owned(),
        Block::Picture(drawing) => {
            format!("<figure>\n{}<figcaption>{}</figcaption>\n</figure>\n", drawing.svg, escaped(&drawing.caption))
        }
    }
}

fn written_table(table: &Table) -> String {
    let class = |column: usize| if table.is_text(column) { " class=\"text\"" } else { "" };
    let head = |(column, cell): (usize, &String)| format!("<th scope=\"col\"{}>{}</th>", class(column), escaped(cell));
    let head: String = table.head.iter().enumerate().map(head).collect();
    let row = |row: &TableRow| {
        let mut cells = String::new();
        for (column, cell) in row.cells.iter().enumerate() {
            let (tag, scope) = if column == 0 { ("th", " scope=\"row\"") } else { ("td", "") };
            let _ = write!(cells, "<{tag}{scope}{}>{}</{tag}>", class(column), escaped(cell));
        }
        format!("<tr{}>{cells}</tr>\n", if row.is_sum { " class=\"sum\"" } else { "" })
    };
    let rows: String = table.rows.iter().map(row).collect();
    let caption = escaped(&table.caption);
    let class = if table.rows.len() > TOGETHER_AT_MOST { "wide long" } else { "wide" };
    format!(
        "<div class=\"{class}\" role=\"region\" tabindex=\"0\" aria-label=\"{caption}\">\n<table>\n<caption>{caption}</caption>\n<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{rows}\
         </tbody>\n</table>\n</div>\n"
    )
}
