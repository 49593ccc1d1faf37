/** Is this a regular expression? */
export function isRegular(expression: string): boolean {
  try {
    new RegExp(expression, "m");
    return true;
  } catch {
    return false;
  }
}
