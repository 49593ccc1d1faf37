import { z } from "zod";

/** How bad trivy thinks something is; what newer versions may call otherwise is unknown. */
export const trivySeverity = z.enum(["UNKNOWN", "LOW", "MEDIUM", "HIGH", "CRITICAL"]).catch("UNKNOWN");

/**
 * A report whose results have these lists. Empty lists and empty values are left out of it.
 * https://github.com/aquasecurity/trivy/blob/v0.59.1/pkg/types/report.go
 */
export function trivyReportOf<T extends z.ZodRawShape>(lists: T) {
  return z.object({
    SchemaVersion: z.literal(2),
    Results: z.array(z.object({ Target: z.string(), ...lists })).default([]),
  });
}
