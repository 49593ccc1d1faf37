/** Python takes several spellings for one name. https://packaging.python.org/en/latest/specifications/name-normalization/ */
export function pythonName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, "-");
}
