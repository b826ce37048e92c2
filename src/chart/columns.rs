//! Blocks of rows in columns of about equal height.

/// What stands below one another in a column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Cell {
    /// Between two blocks.
    Gap,
    /// What stands over a block, or over what is left of it in the next column.
    Head {
        /// Which block.
        block: usize,
        /// Whether it began in the column before.
        again: bool,
    },
    /// A row of a block.
    Row {
        /// Which block.
        block: usize,
        /// Which of its rows.
        row: usize,
    },
}

impl Cell {
    /// How high it is, in rows.
    pub fn height(self) -> f64 {
        match self {
            Self::Gap => 0.55,
            Self::Head { .. } => 1.15,
            Self::Row { .. } => 1.0,
        }
    }

    /// How high a column is, in rows.
    pub fn units(column: &[Self]) -> f64 {
        column.iter().map(|cell| cell.height()).sum()
    }
}

/// Blocks in at most so many columns: each whole and in the column that is lowest so far, or else one after the other and broken,
/// where that makes the highest column clearly lower.
pub(super) fn arrange(blocks: &[(bool, usize)], columns: usize) -> Vec<Vec<Cell>> {
    let height = |columns: &[Vec<Cell>]| columns.iter().map(|c| Cell::units(c)).fold(0.0, f64::max);
    let (packed, flowed) = (pack(blocks, columns), flow(blocks, columns));
    if height(&flowed) < height(&packed) - 1.5 { flowed } else { packed }
}

fn pack(blocks: &[(bool, usize)], columns: usize) -> Vec<Vec<Cell>> {
    let mut packed: Vec<Vec<Cell>> = vec![Vec::new(); columns.clamp(1, blocks.len().max(1))];
    for (block, &(head, rows)) in blocks.iter().enumerate() {
        let lowest = (0..packed.len()).min_by(|&a, &b| Cell::units(&packed[a]).total_cmp(&Cell::units(&packed[b])));
        let column = &mut packed[lowest.unwrap_or(0)];
        if !column.is_empty() {
            column.push(Cell::Gap);
        }
        if head {
            column.push(Cell::Head { block, again: false });
        }
        column.extend((0..rows).map(|row| Cell::Row { block, row }));
    }
    packed
}

/// Blocks, given as whether they have a head and their number of rows, in at most so many columns, the highest of which is as
/// low as can be. A block is broken only where it is higher than a column.
fn flow(blocks: &[(bool, usize)], columns: usize) -> Vec<Vec<Cell>> {
    let whole: f64 = blocks.iter().map(|&(head, rows)| rows as f64 + if head { 1.7 } else { 0.55 }).sum();
    let (mut low, mut high) = (1.0, whole.max(3.0) + 1.0);
    // Heights are sums of a few twentieths; forty halvings are more than enough.
    for _ in 0..40 {
        let middle = (low + high) / 2.0;
        if fill(blocks, middle).len() <= columns { high = middle } else { low = middle }
    }
    fill(blocks, high)
}

fn fill(blocks: &[(bool, usize)], capacity: f64) -> Vec<Vec<Cell>> {
    let mut columns: Vec<Vec<Cell>> = Vec::new();
    let mut used = f64::INFINITY;
    for (block, &(head, rows)) in blocks.iter().enumerate() {
        let top = if head { Cell::Head { block, again: false }.height() } else { 0.0 };
        let height = top + rows as f64;
        let broken = height > capacity;
        let gap = Cell::Gap.height();
        // A block that must be broken anyway begins where at least two of its rows fit.
        let fits = used + gap + if broken { top + 2.0 } else { height } <= capacity + 1e-9;
        if fits {
            put(&mut columns, Cell::Gap, &mut used);
        } else {
            columns.push(Vec::new());
            used = 0.0;
        }
        if head {
            put(&mut columns, Cell::Head { block, again: false }, &mut used);
        }
        for row in 0..rows {
            if used + 1.0 > capacity + 1e-9 && row > 0 {
                columns.push(Vec::new());
                used = 0.0;
                if head {
                    put(&mut columns, Cell::Head { block, again: true }, &mut used);
                }
            }
            put(&mut columns, Cell::Row { block, row }, &mut used);
        }
    }
    columns
}

fn put(columns: &mut [Vec<Cell>], cell: Cell, used: &mut f64) {
    if let Some(column) = columns.last_mut() {
        column.push(cell);
        *used += cell.height();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_that_fits_into_a_column_is_not_broken() {
        let columns = flow(&[(true, 3), (true, 3), (true, 3)], 3);
        assert_eq!(columns.len(), 3);
        assert!(columns.iter().all(|c| c.len() == 4 && matches!(c[0], Cell::Head { again: false, .. })));
    }

    #[test]
    fn a_block_higher_than_a_column_goes_on_in_the_next_under_its_head() {
        let columns = flow(&[(true, 10)], 2);
        assert_eq!(columns.len(), 2);
        assert_eq!(columns[1][0], Cell::Head { block: 0, again: true });
    }

    #[test]
    fn every_row_is_there_once() {
        let blocks = [(true, 7), (false, 1), (true, 2), (true, 23), (false, 5)];
        for columns in 1..6 {
            let all: Vec<(usize, usize)> =
                blocks.iter().enumerate().flat_map(|(b, &(_, rows))| (0..rows).map(move |r| (b, r))).collect();
            for cells in [flow(&blocks, columns), pack(&blocks, columns)] {
                let row = |cell| if let Cell::Row { block, row } = cell { Some((block, row)) } else { None };
                let mut rows: Vec<(usize, usize)> = cells.into_iter().flatten().filter_map(row).collect();
                rows.sort_unstable();
                assert_eq!(rows, all);
            }
        }
    }
}
