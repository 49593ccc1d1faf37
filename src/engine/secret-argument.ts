/** A secret as the docker CLI reads it: fields of CSV, so that a path may hold a comma. */
export function secretArgument(id: string, path: string): string {
  const field = `src=${path}`;
  return `id=${id},${/[",\n\r]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field}`;
}
