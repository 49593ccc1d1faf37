/**
 * Lines in pages of at most so many. A page ends between two paragraphs where it can; a paragraph that is longer than a
 * page is cut.
 */
export function pagesOf(lines: readonly string[], height: number): string[][] {
  const pages: string[][] = [];
  let page: string[] = [];
  for (const paragraph of paragraphsOf(lines)) {
    if (page.length > 0 && page.length + paragraph.length > height) {
      pages.push(withoutBlankEnd(page));
      page = [];
    }
    for (let at = 0; at < paragraph.length; at += height) {
      if (at > 0) {
        pages.push(page);
        page = [];
      }
      page.push(...paragraph.slice(at, at + height));
    }
  }
  return page.some((line) => line.trim() !== "") || pages.length === 0
    ? [...pages, withoutBlankEnd(page)]
    : pages;
}

/** Each with the blank lines behind it. */
function paragraphsOf(lines: readonly string[]): string[][] {
  const paragraphs: string[][] = [];
  let blank = true;
  for (const line of lines) {
    const isBlank = line.trim() === "";
    if (blank && !isBlank) paragraphs.push([]);
    blank = isBlank;
    paragraphs.at(-1)?.push(line);
  }
  return paragraphs;
}

function withoutBlankEnd(page: readonly string[]): string[] {
  return page.slice(0, page.findLastIndex((line) => line.trim() !== "") + 1);
}
