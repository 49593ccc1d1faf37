import type { ImageConfig } from "./image-documents.ts";
import type { HistoryLine } from "./image-reading.ts";

/**
 * The history with the layer of each line. When the lines that made a layer are not as many as the layers (squashed
 * images, some builders), no line is given a layer: a wrong instruction would be worse than none.
 */
export function alignHistory({ history }: ImageConfig, layers: number): HistoryLine[] {
  const lines = history ?? [];
  const matches = lines.filter(({ empty_layer }) => !empty_layer).length === layers;
  let next = 0;
  return lines.map(({ created_by, empty_layer }) => ({
    createdBy: created_by ?? "",
    layer: matches && !empty_layer ? next++ : null,
  }));
}
