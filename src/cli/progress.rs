//! How far long work is, on standard error where that is a terminal.

use std::io::{self, IsTerminal, Write};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Nothing is shown of work that takes less.
const PATIENCE: Duration = Duration::from_millis(500);

/// A bar that appears when the work takes longer than [`PATIENCE`], and is gone when this is dropped. Where standard
/// error is no terminal there never is one.
pub struct Progress {
    shown: Option<Shown>,
}

struct Shown {
    what: &'static str,
    template: &'static str,
    total: u64,
    begin: Instant,
    done: AtomicU64,
    bar: OnceLock<ProgressBar>,
}

impl Progress {
    /// A bar that never appears.
    pub fn hidden() -> Self {
        Self { shown: None }
    }

    /// Work on `total` bytes.
    pub fn bytes(what: &'static str, total: u64) -> Self {
        Self::new(what, total, "{msg} {wide_bar} {binary_bytes} of {binary_total_bytes}, {eta} left")
    }

    /// Work on `total` things.
    pub fn things(what: &'static str, total: u64) -> Self {
        Self::new(what, total, "{msg} {wide_bar} {human_pos} of {human_len}, {eta} left")
    }

    fn new(what: &'static str, total: u64, template: &'static str) -> Self {
        if !io::stderr().is_terminal() {
            return Self::hidden();
        }
        let (begin, done) = (Instant::now(), AtomicU64::new(0));
        Self { shown: Some(Shown { what, template, total, begin, done, bar: OnceLock::new() }) }
    }

    /// Whether anybody may come to see it.
    pub fn is_shown(&self) -> bool {
        self.shown.is_some()
    }

    /// So much more is done. Meant for large pieces of work: it looks at the clock.
    pub fn add(&self, more: u64) {
        let Some(shown) = &self.shown else { return };
        let done = shown.done.fetch_add(more, Ordering::Relaxed) + more;
        if shown.begin.elapsed() >= PATIENCE {
            shown.bar.get_or_init(|| shown.bar()).set_position(done.min(shown.total));
        }
    }
}

impl Shown {
    fn bar(&self) -> ProgressBar {
        let bar = ProgressBar::with_draw_target(Some(self.total), ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template(self.template) {
            bar.set_style(style.progress_chars("━╸─"));
        }
        bar.with_message(self.what).with_elapsed(self.begin.elapsed())
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = self.shown.as_ref().and_then(|shown| shown.bar.get()) {
            bar.finish_and_clear();
        }
    }
}

/// Counts the lines that go through it.
pub struct Counted<'c> {
    out: &'c mut dyn Write,
    progress: &'c Progress,
}

impl<'c> Counted<'c> {
    /// Hands on to `out` what it is given, and tells `progress` of every line.
    pub fn new(out: &'c mut dyn Write, progress: &'c Progress) -> Self {
        Self { out, progress }
    }

    fn count(&self, bytes: &[u8]) {
        if self.progress.is_shown() {
            self.progress.add(bytes.iter().map(|&byte| u64::from(byte == b'\n')).sum());
        }
    }
}

impl Write for Counted<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.count(&bytes[..written]);
        Ok(written)
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)?;
        self.count(bytes);
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted_is_handed_on_as_it_is() {
        let mut out = Vec::new();
        let progress = Progress::hidden();
        let mut counted = Counted::new(&mut out, &progress);
        assert!(counted.write_all(b"a\nb\n").and_then(|()| counted.flush()).is_ok());
        assert_eq!(out, b"a\nb\n");
    }
}
