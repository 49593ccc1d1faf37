import { z } from "zod";

/** What names a lab's goals, questions and attempts. */
export const id = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "Write small letters, digits and single hyphens: smaller-base");

/** A text of so many characters at least, blanks around it aside. */
export const words = (least: number) => z.string().trim().min(least);
