//! Bytes that tell how a valid catalogue is edited: what lies behind the reader above all. With `SHOW` in the environment the
//! catalogue is printed too, to make a fixture of a find.
#![no_main]

use std::io::Write;

use leitmotif_fuzz::{edits, everything};

// One run in sixteen is thorough, by the length, so that a find comes again from its bytes alone.
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let catalogue = edits::edited(bytes);
    if std::env::var_os("SHOW").is_some() {
        let _ = std::io::stdout().write_all(&catalogue);
    }
    everything::everything(&catalogue, bytes.len() % 16 == 0);
});
