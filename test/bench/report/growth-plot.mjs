import { fitLine } from "../runs/statistics.mjs";

const [WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM] = [720, 420, 60, 50, 24, 56];

/**
 * A plot of seconds over files as SVG, readable on a light and on a dark page: medians, from fastest to slowest, and the
 * line that fits best.
 *
 * @param {readonly { files: number, seconds: number, fastest: number, slowest: number }[]} points
 * @param {string} measured where and on what
 */
export function growthPlot(points, measured) {
  const most = { files: Math.max(...points.map(({ files }) => files)), seconds: niceAbove(points) };
  const x = (files) => (LEFT + (files / most.files) * (WIDTH - LEFT - RIGHT)).toFixed(1);
  const y = (seconds) => (HEIGHT - BOTTOM - (seconds / most.seconds) * (HEIGHT - TOP - BOTTOM)).toFixed(1);
  const { start, slope, fit } = fitLine(points.map(({ files, seconds }) => [files, seconds]));
  const parts = [
    ...gridLines(most, x, y),
    `<path class="line" d="M${x(0)} ${y(start)}L${x(most.files)} ${y(start + slope * most.files)}"/>`,
    ...points.map(
      ({ files, fastest, slowest }) => `<path class="spread" d="M${x(files)} ${y(fastest)}V${y(slowest)}"/>`,
    ),
    ...points.map(({ files, seconds }) => `<circle cx="${x(files)}" cy="${y(seconds)}" r="4"/>`),
  ];
  const says = `A straight line explains ${(100 * fit).toFixed(1)} % of the spread.`;
  return page(parts.join("\n"), says, measured);
}

function niceAbove(points) {
  const most = Math.max(...points.map(({ slowest }) => slowest));
  const step = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 5, 10].map((times) => times * step).find((value) => value >= most);
}

function* gridLines(most, x, y) {
  for (let part = 0; part <= 4; part++) {
    const [files, seconds] = [(most.files * part) / 4, (most.seconds * part) / 4];
    yield `<path class="grid" d="M${LEFT} ${y(seconds)}H${WIDTH - RIGHT}"/>`;
    yield `<text x="${LEFT - 8}" y="${y(seconds)}" text-anchor="end" dominant-baseline="middle">${seconds} s</text>`;
    yield `<text x="${x(files)}" y="${HEIGHT - BOTTOM + 20}" text-anchor="middle">${files.toLocaleString("en")}</text>`;
  }
}

const page = (
  body,
  says,
  measured,
) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Seconds to inspect an image, over its number of files. ${says}">
<style>
svg { background: #fff; color: #1f2328 }
text { font: 12px sans-serif; fill: currentColor }
.title { font-weight: bold; font-size: 15px }
.grid { stroke: currentColor; opacity: 0.15 }
.line { stroke: #0969da; stroke-width: 2; opacity: 0.6 }
.spread { stroke: currentColor; stroke-width: 2 }
circle { fill: #0969da }
@media (prefers-color-scheme: dark) { svg { background: #0d1117; color: #e6edf3 } }
</style>
<text class="title" x="${LEFT}" y="24">size-matters inspect: seconds over files in the image</text>
<text x="${LEFT}" y="42">${says}</text>
${body}
<text x="${WIDTH - RIGHT}" y="${HEIGHT - 12}" text-anchor="end">${measured}</text>
</svg>
`;
