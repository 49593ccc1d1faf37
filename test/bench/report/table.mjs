/**
 * A Markdown table that can be read as it is: the first column to the left, figures to the right.
 *
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 * @param {number} [words] how many of the first columns hold words
 */
export function table(head, rows, words = 1) {
  const widths = head.map((title, column) =>
    Math.max(3, title.length, ...rows.map((row) => row[column].length)),
  );
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const padded = (cells) =>
    line(
      cells.map((cell, column) =>
        column < words ? cell.padEnd(widths[column]) : cell.padStart(widths[column]),
      ),
    );
  const rule = line(
    widths.map((width, column) => (column < words ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)),
  );
  return [padded(head), rule, ...rows.map(padded)].join("\n");
}
