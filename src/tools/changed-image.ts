import type { VendorImage } from "../context.ts";
import { UserError } from "../errors.ts";

/** Why a vendor's image is refused: it is another one than at its first use, under the same version. Null when it is not. */
export function changedImage({ reference, digest, firstDigest, record }: VendorImage): UserError | null {
  if (firstDigest === null) return null;
  return new UserError(
    `${reference} is another image than at its first use here: it was ${firstDigest}, and is ${digest} now. It is not run.`,
    {
      fix:
        `A version is published once. Take the new one away (docker image rm ${reference}); the toolbox does without: size-matters prepare --toolbox\n` +
        `Only if its publisher says that the new one is theirs, forget the old one: remove ${record}`,
    },
  );
}
