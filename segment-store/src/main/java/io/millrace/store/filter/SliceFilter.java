package io.millrace.store.filter;

/// The grams of one slice as a bitset of `2^sizeLog2` bits in `words` (bit `g` is bit `g & 63` of
/// word `g >>> 6`), or `sizeLog2` 0 and no words where the slice holds too many different grams for
/// a filter to say anything. `foldsOddly` tells that the text holds U+017F or U+212A, the two
/// letters beyond ASCII that fold into it.
public record SliceFilter(int sizeLog2, boolean foldsOddly, long[] words) {
  /// The bits that are set, of all.
  public double fill() {
    long set = 0;
    for (long word : words) {
      set += Long.bitCount(word);
    }
    return words.length == 0 ? 1 : (double) set / (words.length * 64L);
  }
}
