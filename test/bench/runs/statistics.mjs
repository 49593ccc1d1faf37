/** @param {readonly number[]} figures */
export const sorted = (figures) => [...figures].sort((a, b) => a - b);

/** @param {readonly number[]} figures */
export function median(figures) {
  const order = sorted(figures);
  const middle = order.length >> 1;
  return order.length % 2 ? order[middle] : (order[middle - 1] + order[middle]) / 2;
}

/**
 * The line that fits points best (least squares).
 *
 * @param {readonly (readonly [number, number])[]} points
 * @returns {{ start: number, slope: number, fit: number }} `fit` is the share of the spread that the line explains (R²)
 */
export function fitLine(points) {
  const [meanX, meanY] = [0, 1].map((side) => mean(points.map((point) => point[side])));
  const spread = (f) => points.reduce((sum, [x, y]) => sum + f(x - meanX, y - meanY), 0);
  const slope = spread((x, y) => x * y) / spread((x) => x * x);
  const start = meanY - slope * meanX;
  const missed = points.reduce((sum, [x, y]) => sum + (y - start - slope * x) ** 2, 0);
  return { start, slope, fit: 1 - missed / spread((_, y) => y * y) };
}

/**
 * The power of x by which y grows above a fixed cost: 1 is linear, 2 quadratic. NaN when y is not above that cost.
 *
 * @param {readonly (readonly [number, number])[]} points
 * @param {number} fixed
 */
export function exponentAbove(points, fixed) {
  return fitLine(points.map(([x, y]) => [Math.log(x), Math.log(y - fixed)])).slope;
}

const mean = (figures) => figures.reduce((sum, figure) => sum + figure, 0) / figures.length;
