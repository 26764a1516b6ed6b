//! The charts of the summary, drawn by Excel from the cells beside them.

use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartSolidFill, Color, RowNum,
};

/// A series of a chart: its name, its column and its colour.
pub(super) type Series<'a> = (&'a str, u16, Color);

/// Rows of the summary that a chart shows, and the columns of its names and numbers.
pub(super) struct Drawn<'a> {
    /// The name of the sheet.
    pub(super) sheet: &'a str,
    /// The first and the last row.
    pub(super) rows: (RowNum, RowNum),
    /// The title.
    pub(super) title: &'a str,
    /// Each series.
    pub(super) series: Vec<Series<'a>>,
}

/// Bars from left to right, the first row on top, with the numbers behind them.
pub(super) fn bars(drawn: &Drawn<'_>) -> Chart {
    let (first, last) = drawn.rows;
    let mut chart = Chart::new_bar();
    for (name, column, colour) in &drawn.series {
        chart
            .add_series()
            .set_name(*name)
            .set_categories((drawn.sheet, first, 0, last, 0))
            .set_values((drawn.sheet, first, *column, last, *column))
            .set_gap(50)
            .set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(*colour)))
            .set_data_label(ChartDataLabel::new().show_value().set_font(ChartFont::new().set_size(8)));
    }
    chart.title().set_name(drawn.title).set_font(ChartFont::new().set_size(12));
    chart.y_axis().set_reverse().set_font(ChartFont::new().set_size(9)); // of bars, the axis of the names
    let faint = ChartLine::new().set_color(Color::RGB(0xE3_E7_EB)).clone();
    chart.x_axis().set_min(0).set_font(ChartFont::new().set_size(9)).set_major_gridlines_line(&faint);
    if drawn.series.len() > 1 {
        chart.legend().set_position(ChartLegendPosition::Bottom);
    } else {
        chart.legend().set_hidden();
    }
    let bars = u32::try_from(drawn.series.len()).unwrap_or(1) * (last - first + 1);
    chart.set_width(620).set_height(110 + bars * 22);
    chart.set_alt_text(drawn.title);
    chart
}

/// The height that [`bars`] takes, in rows of the sheet.
pub(super) fn rows_of(drawn: &Drawn<'_>) -> RowNum {
    let bars = RowNum::try_from(drawn.series.len()).unwrap_or(1) * (drawn.rows.1 - drawn.rows.0 + 1);
    (110 + bars * 22) / 20 + 2
}
