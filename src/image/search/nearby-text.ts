// Where pieces follow close upon each other, so many bytes become a text at once.
const BLOCK = 16 * 1024;

/**
 * Pieces of bytes as texts of latin1. To make a text costs more than to look for a shape in it: pieces that overlap are
 * cut out of one text. For bytes that stay as they are, and pieces in any order.
 */
export function nearbyText(bytes: Buffer): (from: number, to: number) => string {
  let text = "";
  let first = 0;
  return (from, to) => {
    const last = first + text.length;
    if (from < first || to > last) {
      const isNear = from >= first && from < last;
      text = bytes.toString("latin1", from, isNear ? Math.max(to, from + BLOCK) : to);
      first = from;
    }
    return text.slice(from - first, to - first);
  };
}
