//! A document as Markdown.

use super::{Block, Document, Table};

pub(super) fn written(document: &Document) -> String {
    let blocks = document.blocks.iter().map(block);
    let all: Vec<String> = std::iter::once(format!("# {}", escaped(&document.title))).chain(blocks).collect();
    all.join("\n\n") + "\n"
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading(heading) => format!("## {}", escaped(heading)),
        Block::Text(text) => escaped(text),
        Block::List(items) => {
            items.iter().map(|item| format!("- {}", escaped(item))).collect::<Vec<String>>().join("\n")
        }
        Block::Table(table) => written_table(table),
        Block::Together(blocks) => blocks.iter().map(self::block).collect::<Vec<String>>().join("\n\n"),
        Block::NewPage => "---".to_owned(),
        Block::Picture(drawing) | Block::Stretched(drawing) => {
            format!("![{}]({})", escaped(&drawing.caption), drawing.file)
        }
    }
}

fn written_table(table: &Table) -> String {
    let line = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let marks = (0..table.head.len()).map(|column| if table.is_text(column) { "---" } else { "---:" }.to_owned());
    let head = table.head.iter().map(|cell| escaped(cell)).collect();
    let rows = table.rows.iter().map(|row| {
        let cell = |cell: &String| match (row.is_sum, cell.is_empty()) {
            (true, false) => format!("**{}**", escaped(cell)),
            _ => escaped(cell),
        };
        line(row.cells.iter().map(cell).collect())
    });
    let lines: Vec<String> = [line(head), line(marks.collect())].into_iter().chain(rows).collect();
    format!("{}\n\n{}", escaped(&table.caption), lines.join("\n"))
}

/// Text in which nothing is taken for markup.
fn escaped(text: &str) -> String {
    let mut safe = String::new();
    for letter in text.chars().filter(|letter| !letter.is_control()) {
        if matches!(letter, '\\' | '|' | '*' | '_' | '`' | '<' | '>' | '[' | ']' | '#' | '&') {
            safe.push('\\');
        }
        safe.push(letter);
    }
    safe
}
