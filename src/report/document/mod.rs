//! A document for people: headings, text, lists, tables and pictures, as Markdown and as one page of HTML.

mod html;
mod markdown;

use crate::domain::Language;

/// A document in one language.
#[derive(Debug, Clone)]
pub(super) struct Document {
    pub(super) language: Language,
    pub(super) title: String,
    pub(super) blocks: Vec<Block>,
}

/// A part of a document.
#[derive(Debug, Clone)]
pub(super) enum Block {
    /// The heading of a chapter.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// Sentences with dashes.
    List(Vec<String>),
    /// A table.
    Table(Table),
    /// A picture.
    Picture(Drawing),
    /// A picture that is as wide as its place, see [`super::fluid`].
    Stretched(Drawing),
    /// Parts that stay together on paper; pictures are not among them.
    Together(Vec<Block>),
    /// What follows begins on a new page of paper.
    NewPage,
}

/// A table: the first column names the row, all others are numbers unless said otherwise.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    pub(super) caption: String,
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<TableRow>,
    /// Further columns that hold text.
    pub(super) texts: Vec<usize>,
}

/// A row of a table.
#[derive(Debug, Clone, Default)]
pub(super) struct TableRow {
    pub(super) cells: Vec<String>,
    /// Whether it adds others up.
    pub(super) is_sum: bool,
}

/// A picture with what stands below it.
#[derive(Debug, Clone)]
pub(super) struct Drawing {
    /// Its file.
    pub(super) file: &'static str,
    pub(super) svg: String,
    /// What it shows, for those who do not see it too.
    pub(super) caption: String,
}

impl Document {
    /// As Markdown, with pictures by their files.
    pub(super) fn markdown(&self) -> String {
        markdown::written(self)
    }

    /// As one page of HTML that needs nothing else: pictures stand in it, and nothing in it runs.
    pub(super) fn html(&self) -> String {
        html::written(self)
    }

    /// As a part of a page of HTML, with chapters one level lower.
    pub(super) fn fragment(&self) -> String {
        html::fragment(self)
    }

    /// The pictures.
    pub(super) fn drawings(&self) -> impl Iterator<Item = &Drawing> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Picture(drawing) => Some(drawing),
            _ => None,
        })
    }
}

impl Table {
    /// Whether the cells of a column hold text.
    pub(super) fn is_text(&self, column: usize) -> bool {
        column == 0 || self.texts.contains(&column)
    }

    /// Adds a row.
    pub(super) fn add(&mut self, cells: Vec<String>, is_sum: bool) {
        self.rows.push(TableRow { cells, is_sum });
    }
}
