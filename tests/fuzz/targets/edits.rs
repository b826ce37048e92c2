//! Bytes that tell how a valid catalogue is edited: what lies behind the reader above all.
#![no_main]

// One run in sixteen is thorough, by the length, so that a find comes again from its bytes alone.
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| leitmotif_fuzz::everything::everything(
    &leitmotif_fuzz::edits::edited(bytes),
    bytes.len() % 16 == 0
));
