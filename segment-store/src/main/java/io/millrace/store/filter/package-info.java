/// The text filter: which slices of an object can hold a given piece of text at all.
///
/// Every run of five bytes of a line or a metadata value, with A to Z folded to a to z, is a
/// *gram*, and sets one bit of its slice's bitset. A needle of `n` bytes has `n - 4` grams; a slice
/// that lacks one of them cannot hold it. There is no false negative; needles under five bytes say
/// nothing. One bit for each of all grams beats several bits for chosen ones at equal size, since a
/// needle tests so many of them.
///
/// ```
/// hash(gram)   = (gram as the top 40 bits, first byte lowest) * 0x9E3779B97F4A7C15
/// bit(gram, k) = hash >>> (64 - k)                      in a bitset of 2^k bits
/// ```
///
/// The bit in half the size is the bit without its lowest digit, so a bitset is halved by joining
/// neighbours. That is done while it stays at most half full; one that is over nine tenths full
/// even so is not stored (k = 0) and its slice is always read. k is 6 to 30.
///
/// ```
/// Filter ─▶ for each k ascending, of the n slices with that k: Matrix, padded to 8 bytes
/// Matrix ─▶ 2^k rows of n bits: bit c of row r (bit r * n + c; lowest bit of a byte first)
///           is bit r of the c-th of those slices
/// ```
///
/// Stored this way around, a needle reads as many short rows as it has grams, and not the filters
/// of all slices. Blocks of 16 KiB have their own checksum, so that rows can be read alone.
///
/// A needle without regard to case asks with its pieces of ASCII only. Two letters beyond ASCII
/// fold into it (U+017F into s, U+212A into k): slices that hold one are marked, and are read for
/// every such needle with s or k.
@NullMarked
package io.millrace.store.filter;

import org.jspecify.annotations.NullMarked;
