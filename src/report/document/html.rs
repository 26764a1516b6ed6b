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
caption span { display: inline-block; position: sticky; left: 0; max-width: calc(100vw - 3.5rem); }
th, td { padding: 0.3rem 0.6rem; text-align: right; vertical-align: top; border-bottom: 1px solid #d5d9de; }
thead th, thead td { border-bottom: 2px solid #525a63; vertical-align: bottom; }
tbody th { font-weight: normal; min-width: 6.5rem; }
td { white-space: nowrap; }
td.text { white-space: normal; overflow-wrap: break-word; }
.text { text-align: left; }
tr.sum th, tr.sum td { font-weight: 600; background: #f3f5f7; }
figure { margin: 1.25rem 0; }
figure svg { display: block; width: 100%; }
figure svg[viewBox] { min-width: 52rem; height: auto; }
figure .wide { margin: 0; border: 1px solid #d5d9de; }
figcaption { color: #525a63; font-size: 0.9rem; margin-top: 0.4rem; }
@media print { body { margin: 0; max-width: none; font-size: 10.5pt; } h2 { break-after: avoid; } \
table { font-size: 8.5pt; } th, td { padding: 0.15rem 0.35rem; } \
figure, tr, li, .wide { break-inside: avoid; } .together { break-inside: avoid; } .long { break-inside: auto; } thead, caption { break-after: avoid; } .page { break-before: page; } .wide { overflow: visible; } \
figure svg, figure svg[viewBox] { min-width: 0; } caption span { max-width: none; } }
@page { size: A4; margin: 18mm; }
";

/// Rows of a table that stay together on paper; a longer one goes on over the page.
const TOGETHER_AT_MOST: usize = 24;

pub(super) fn written(document: &Document) -> String {
    let (title, language) = (escaped(&document.title), either(document.language, "en", "nl"));
    let body: String = document.blocks.iter().map(|part| block(part, "h2")).collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n{body}</main>\n</body>\n</html>\n"
    )
}

/// Within a page that has a style and a first heading of its own: a card for every chapter, and no style.
pub(super) fn fragment(document: &Document) -> String {
    let mut html = format!("<div class=\"document\">\n<h2>{}</h2>\n", escaped(&document.title));
    let mut is_open = false;
    for part in &document.blocks {
        if matches!(part, Block::Heading(_)) {
            html.push_str(if is_open { "</section>\n" } else { "" });
            html.push_str("<section class=\"card\">\n");
            is_open = true;
        }
        if !matches!(part, Block::NewPage) {
            html.push_str(&block(part, "h3"));
        }
    }
    html.push_str(if is_open { "</section>\n</div>\n" } else { "</div>\n" });
    html
}

/// A part; `level` is the heading of a chapter.
fn block(part: &Block, level: &str) -> String {
    match part {
        Block::Heading(heading) => format!("<{level}>{}</{level}>\n", escaped(heading)),
        Block::Text(text) => format!("<p>{}</p>\n", escaped(text)),
        Block::List(items) => {
            let items: Vec<String> = items.iter().map(|item| format!("<li>{}</li>", escaped(item))).collect();
            format!("<ul>\n{}\n</ul>\n", items.join("\n"))
        }
        Block::Table(table) => written_table(table),
        Block::Together(blocks) => {
            format!(
                "<div class=\"together\">\n{}</div>\n",
                blocks.iter().map(|part| block(part, level)).collect::<String>()
            )
        }
        Block::NewPage => "<div class=\"page\"></div>\n".to_owned(),
        Block::Stretched(drawing) => {
            format!("<figure>\n{}<figcaption>{}</figcaption>\n</figure>\n", drawing.svg, escaped(&drawing.caption))
        }
        Block::Picture(drawing) => {
            let caption = escaped(&drawing.caption);
            format!("<figure>\n{}<figcaption>{caption}</figcaption>\n</figure>\n", wide(&caption, &drawing.svg, false))
        }
    }
}

fn written_table(table: &Table) -> String {
    let class = |column: usize| if table.is_text(column) { " class=\"text\"" } else { "" };
    let head = |(column, cell): (usize, &String)| match cell.as_str() {
        "" => format!("<td{}></td>", class(column)), // an empty heading says nothing to whoever has the table read out
        cell => format!("<th scope=\"col\"{}>{}</th>", class(column), escaped(cell)),
    };
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
    let is_long = table.rows.len() > TOGETHER_AT_MOST;
    let table = format!(
        "<table>\n<caption><span>{caption}</span></caption>\n<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{rows}</tbody>\n</table>\n"
    );
    wide(&caption, &table, is_long)
}

/// What may be wider than the screen; where it is long, it goes on over the page on paper. The arrow keys move it then: for that it can have the focus, and has a name.
fn wide(name: &str, content: &str, is_long: bool) -> String {
    let class = if is_long { "wide long" } else { "wide" };
    format!("<div class=\"{class}\" role=\"group\" tabindex=\"0\" aria-label=\"{name}\">\n{content}</div>\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Language;

    #[test]
    fn as_a_part_of_a_page_a_chapter_is_a_card_one_level_lower_and_has_no_style() {
        let chapter = |name: &str| [Block::Heading(name.to_owned()), Block::Text("a < b".to_owned()), Block::NewPage];
        let blocks = [chapter("One"), chapter("Two")].concat();
        let document = Document { language: Language::En, title: "Plan & more".to_owned(), blocks };
        let card = |name: &str| format!("<section class=\"card\">\n<h3>{name}</h3>\n<p>a &lt; b</p>\n</section>\n");
        let cards = card("One") + &card("Two");
        assert_eq!(fragment(&document), format!("<div class=\"document\">\n<h2>Plan &amp; more</h2>\n{cards}</div>\n"));
    }
}
