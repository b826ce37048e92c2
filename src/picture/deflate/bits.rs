//! A stream of bits, the lowest first.

/// Bits that become bytes.
#[derive(Default)]
pub(super) struct Bits {
    bytes: Vec<u8>,
    held: u64,
    count: u32,
}

impl Bits {
    /// Appends the lowest `count` bits of `value`, at most 32, of which no higher one may be set.
    pub(super) fn put(&mut self, value: u64, count: u32) {
        self.held |= value << self.count;
        self.count += count;
        if self.count >= 32 {
            self.bytes.extend_from_slice(&(self.held as u32).to_le_bytes());
            self.held >>= 32;
            self.count -= 32;
        }
    }

    /// How many bits are needed to reach the next whole byte.
    pub(super) fn to_byte(&self) -> u32 {
        self.count.wrapping_neg() % 8
    }

    /// Appends whole bytes, after zeros up to a whole byte.
    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.put(0, self.to_byte());
        while self.count > 0 {
            self.bytes.push(self.held as u8);
            self.held >>= 8;
            self.count -= 8;
        }
        self.bytes.extend_from_slice(bytes);
    }

    /// All the bytes.
    pub(super) fn finish(mut self) -> Vec<u8> {
        self.bytes(&[]);
        self.bytes
    }
}
