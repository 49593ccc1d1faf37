import type { Case } from "./case.ts";
import { choiceCases } from "./choice.ts";
import { hiddenCases } from "./hidden.ts";
import { historyCases } from "./history.ts";
import { layoutCases } from "./layouts.ts";
import { leakCases } from "./leaks.ts";
import { nameCases } from "./names.ts";
import { packageCases } from "./packages.ts";
import { refusedCases } from "./refused.ts";
import { userCases } from "./users.ts";
import { wasteCases } from "./waste.ts";

/** Every case. */
export const cases: readonly Case[] = [
  ...layoutCases,
  ...choiceCases,
  ...wasteCases,
  ...nameCases,
  ...historyCases,
  ...userCases,
  ...packageCases,
  ...leakCases,
  ...hiddenCases,
  ...refusedCases,
];
