/**
 * Lines in pages of at most so many. A page ends between two paragraphs where it can; a paragraph that is longer than a
 * page is cut.
 */
export function pagesOf(lines: readonly string[], height: number): string[][] {
  const pages: string[][] = [[]];
  for (const paragraph of paragraphsOf(lines)) {
    const page = pages.at(-1) ?? [];
    const gap = page.length > 0 ? [""] : [];
    if (page.length + gap.length + paragraph.length <= height) page.push(...gap, ...paragraph);
    else pages.push(...cut(paragraph, height));
  }
  return pages.filter(({ length }, index) => length > 0 || (index === 0 && pages.length === 1));
}

/** What stands between blank lines. */
function paragraphsOf(lines: readonly string[]): string[][] {
  const paragraphs: string[][] = [];
  let inside = false;
  for (const line of lines) {
    if (line.trim() === "") inside = false;
    else if (inside) paragraphs.at(-1)?.push(line);
    else {
      paragraphs.push([line]);
      inside = true;
    }
  }
  return paragraphs;
}

function cut(paragraph: readonly string[], height: number): string[][] {
  const pieces: string[][] = [];
  for (let at = 0; at < paragraph.length; at += height) pieces.push(paragraph.slice(at, at + height));
  return pieces;
}
