//! Answers as people and programs read them: a table on a terminal, JSON, CSV, Markdown.

use std::io::{self, IsTerminal, Write};
use std::ops::ControlFlow;

use comfy_table::{CellAlignment, ContentArrangement, presets};
use serde::Serialize;

use super::args::AnswerFormat;
use super::error::CliError;
use crate::catalogue::Catalogue;
use crate::query::{Align, Answer, Column, Stream, Table};
use crate::text::escape;

/// How wide a table is set where there is no terminal to ask.
const WIDTH_WITHOUT_TERMINAL: u16 = 100;

/// Writes `answer` in `format`.
pub fn write(
    answer: &impl Answer,
    catalogue: &Catalogue,
    format: AnswerFormat,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    match format {
        AnswerFormat::Json => write_json(answer, out)?,
        AnswerFormat::Table => write_table(&answer.table(catalogue), out)?,
        AnswerFormat::Csv => write_csv(&answer.table(catalogue), out)?,
        AnswerFormat::Markdown => write_markdown(&answer.table(catalogue), out)?,
    }
    Ok(())
}

fn write_json(answer: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(&mut *out, HarmlessJson);
    answer.serialize(&mut serializer)?;
    out.write_all(b"\n")
}

/// JSON in which what a terminal would act on is written as `\u` and four digits. It reads back the same.
struct HarmlessJson;

impl serde_json::ser::Formatter for HarmlessJson {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        out.write_all(escape::json(fragment).as_bytes())
    }
}

/// How many rows of a long answer are set together, with one width for each column.
const BLOCK: usize = 1_000;

/// Writes an answer that may be too long to be held. A table is set in blocks, so a short one looks as any other does.
pub fn write_stream(answer: &impl Stream, format: AnswerFormat, out: &mut dyn Write) -> Result<(), CliError> {
    if format == AnswerFormat::Json {
        return Ok(write_json(answer, out)?);
    }
    let mut part = answer.head();
    let notes = std::mem::take(&mut part.notes);
    let mut done = Ok(());
    answer.for_each_row(&mut |row| {
        part.rows.push(row);
        if part.rows.len() < BLOCK {
            return ControlFlow::Continue(());
        }
        done = write_part(&part, format, out);
        part.title = None;
        part.rows.clear();
        part.columns.iter_mut().for_each(|column| column.heading = "");
        if done.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    done?;
    let goes_on = !has_headings(&part);
    if goes_on && part.rows.is_empty() {
        let notes = if format == AnswerFormat::Csv { &[] } else { &notes[..] };
        notes.iter().try_for_each(|note| writeln!(out, "\n{note}"))?;
        return Ok(());
    }
    part.notes = notes;
    write_part(&part, format, out)
}

/// Whether the table begins here; one that goes on from rows already written has none.
fn has_headings(table: &Table) -> bool {
    table.columns.iter().any(|column| !column.heading.is_empty())
}

fn write_part(part: &Table, format: AnswerFormat, out: &mut dyn Write) -> Result<(), CliError> {
    match format {
        AnswerFormat::Csv => write_csv(part, out),
        AnswerFormat::Markdown => Ok(write_markdown(part, out)?),
        AnswerFormat::Table | AnswerFormat::Json => Ok(write_table(part, out)?),
    }
}

fn terminal_width() -> u16 {
    if !io::stdout().is_terminal() {
        return WIDTH_WITHOUT_TERMINAL;
    }
    terminal_size::terminal_size().map_or(WIDTH_WITHOUT_TERMINAL, |(width, _)| width.0.max(40))
}

/// Sentences above and below stand as they are; the table between fits the terminal.
fn write_table(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    let width = terminal_width();
    let mut parts = Vec::new();
    parts.extend(table.title.iter().map(|title| wrap(&escape::terminal(title), usize::from(width))));
    if !table.rows.is_empty() {
        let mut set = comfy_table::Table::new();
        set.load_style(presets::NOTHING);
        set.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
        if has_headings(table) {
            set.set_header(table.columns.iter().map(|column| column.heading.to_uppercase()));
        }
        for row in &table.rows {
            set.add_row(row.iter().map(|cell| escape::terminal(cell).into_owned()));
        }
        for (column, wanted) in set.column_iter_mut().zip(&table.columns) {
            column.set_padding((0, 2));
            if wanted.align == Align::Right {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        let lines: Vec<String> = set.to_string().lines().map(|line| line.trim_end().to_owned()).collect();
        parts.push(lines.join("\n"));
    }
    let notes: Vec<String> = table.notes.iter().map(|note| wrap(&escape::terminal(note), usize::from(width))).collect();
    if !notes.is_empty() {
        parts.push(notes.join("\n"));
    }
    writeln!(out, "{}", parts.join("\n\n"))
}

/// Breaks a paragraph at spaces so that no line is wider than `width` columns, as far as its words allow.
fn wrap(text: &str, width: usize) -> String {
    use unicode_width::UnicodeWidthStr;
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let indent = &paragraph[..paragraph.len() - paragraph.trim_start().len()];
        let mut line = indent.to_owned();
        for word in paragraph.split_whitespace() {
            if line.trim().is_empty() {
                line.push_str(word);
            } else if line.width() + 1 + word.width() <= width {
                line.push(' ');
                line.push_str(word);
            } else {
                lines.push(std::mem::replace(&mut line, format!("{indent}{word}")));
            }
        }
        lines.push(line);
    }
    lines.join("\n")
}

fn write_csv(table: &Table, out: &mut dyn Write) -> Result<(), CliError> {
    let mut writer = csv::Writer::from_writer(out);
    let cell = |text: &str| escape::csv_cell(text).into_owned();
    let written = (|| {
        if has_headings(table) {
            writer.write_record(table.columns.iter().map(|column| cell(column.heading)))?;
        }
        for row in &table.rows {
            writer.write_record(row.iter().map(|text| cell(text)))?;
        }
        writer.flush().map_err(csv::Error::from)
    })();
    written.map_err(|error| match error.into_kind() {
        csv::ErrorKind::Io(error) => CliError::Output(error),
        other => CliError::Failed { message: format!("cannot write CSV: {other:?}"), hint: None },
    })
}

fn write_markdown(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    let cell = |text: &str| escape::markdown_cell(text).into_owned();
    if let Some(title) = &table.title {
        writeln!(out, "{}\n", cell(title))?;
    }
    if !table.rows.is_empty() {
        if has_headings(table) {
            let headings: Vec<String> = table.columns.iter().map(|column| cell(column.heading)).collect();
            let rule = |column: &Column| if column.align == Align::Right { "---:" } else { "---" };
            let rules: Vec<&str> = table.columns.iter().map(rule).collect();
            writeln!(out, "| {} |\n| {} |", headings.join(" | "), rules.join(" | "))?;
        }
        for row in &table.rows {
            writeln!(out, "| {} |", row.iter().map(|text| cell(text)).collect::<Vec<_>>().join(" | "))?;
        }
    }
    for note in &table.notes {
        writeln!(out, "\n{}", cell(note))?;
    }
    Ok(())
}
