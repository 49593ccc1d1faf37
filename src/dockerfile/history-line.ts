/** A line of an image's history, taken apart. */
export interface HistoryLine {
  /** RUN where none is written. */
  keyword: string;
  /** What follows, as `plain` makes it. */
  rest: string;
}

const KEYWORDS =
  /^(ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR) /;
/** The mark of the legacy builder and of buildah on a line that ran nothing, behind the shell. */
const NOTHING_RAN = /^\S+(?: \S+){0,6}? #\(nop\) /;

/** Reads a line as BuildKit, the legacy builder and buildah write it (`docker history --no-trunc`). */
export function readHistoryLine(createdBy: string): HistoryLine {
  const line = plain(createdBy)
    .replace(/ ?# buildkit$/, "")
    .replace(NOTHING_RAN, "");
  const keyword = KEYWORDS.exec(line)?.[1];
  return keyword ? { keyword, rest: line.slice(keyword.length + 1) } : { keyword: "RUN", rest: line };
}

/** A text without what builders add or take away: quotes, escape characters, line ends, blanks that are not single. */
export function plain(text: string): string {
  return text
    .replaceAll(/["'\\]/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}
