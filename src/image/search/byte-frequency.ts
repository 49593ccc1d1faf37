/**
 * How rare each byte is: digit n at place b says that in files of Linux images, half of them texts, about one byte in
 * 2 to the power of n is b. Counted in 600 MB of /usr of Debian and of npm packages.
 */
const RARITY = [
  "48899999976aaa999aaaaaaaaaaaaaaa3a7988a8889a8777778888888888787a",
  "9788879888a989888a888899aaa999a795766577759866556a5556888799a9aa",
  "999999aaa9a9a9aaaaaaaaaaaaaaaaaaaaaa9aaaaaaaaaaa9aaaa9aa9aaaa99a",
  "aaa9aaaaaaaaaaaa78aaaaaaaaaaaaaa89a9aaaa9aaaaaaaaaaaaaaaaaaaaaa7",
].join("");

/** The share of each byte in the files of images, roughly. */
export const FREQUENCY: readonly number[] = Array.from(RARITY, (digit) => 2 ** -Number.parseInt(digit, 16));
