//! Ctrl-C, and whoever else asks the program to end: unfinished files go, and the exit code tells which signal it was.

/// From now on SIGINT ends the process with code 130 and SIGTERM with 143, and no unfinished file stays behind. Where
/// there are no such signals, or they cannot be watched, the system's own way of ending stays as it is.
pub fn watch() {
    #[cfg(unix)]
    {
        use signal_hook::consts::{SIGINT, SIGTERM};
        let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGINT, SIGTERM]) else { return };
        std::thread::spawn(move || {
            if let Some(signal) = signals.forever().next() {
                super::part::end_process(128 + signal);
            }
        });
    }
}
