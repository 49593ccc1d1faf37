import { z } from "zod";
import type { AnswerSource, Expected } from "./expected.ts";

/** What mends an image that has not what a question asks about: it is not the lab's. */
export const LAB_FIX = { fix: "Put the Dockerfile back as this lab has it with: size-matters reset" };

/** One way to get the right answer to a question. */
export interface AnswerKind<Schema extends z.ZodType = z.ZodType> {
  /** In one line, for who writes a lab. */
  readonly says: string;
  /** What stands under `answer:` in a lab. */
  readonly schema: Schema;
  /** Whether it compares with the learner's naive image. */
  readonly comparesWithNaive?: boolean;
  /**
   * @param spec what the schema accepts
   * @throws UserError when the image has no such thing
   */
  expected(spec: unknown, source: AnswerSource): Expected;
}

interface Definition<Shape extends z.core.$ZodLooseShape> {
  readonly says: string;
  /** The keys beside `from`, each described. */
  readonly options: Shape;
  readonly comparesWithNaive?: boolean;
  expected(options: z.output<z.ZodObject<Shape, z.core.$strip>>, source: AnswerSource): Expected;
}

/** A kind whose answer is read in the image: `{ from: NAME, …options }`. */
export function kind<const From extends string, Shape extends z.core.$ZodLooseShape>(
  from: From,
  { says, options, expected, comparesWithNaive = false }: Definition<Shape>,
) {
  const own = z.object(options);
  return {
    says,
    comparesWithNaive,
    schema: z.strictObject({ from: z.literal(from).describe(says), ...options }),
    expected: (spec: unknown, source: AnswerSource) => expected(own.parse(spec), source),
  };
}
