import type { CheckKinds, CheckType, Kind } from "./kind.ts";
import { answer } from "./kinds/answer.ts";
import { appAnswers } from "./kinds/app-answers.ts";
import { appPrints } from "./kinds/app-prints.ts";
import { base } from "./kinds/base.ts";
import { baseBytes } from "./kinds/base-bytes.ts";
import { canaryNowhere } from "./kinds/canary-nowhere.ts";
import { ciGate } from "./kinds/ci-gate.ts";
import { ciSecrets } from "./kinds/ci-secrets.ts";
import { command } from "./kinds/command.ts";
import { commandForm } from "./kinds/command-form.ts";
import { contextSent } from "./kinds/context-sent.ts";
import { diveGate } from "./kinds/dive-gate.ts";
import { environment } from "./kinds/environment.ts";
import { file } from "./kinds/file.ts";
import { finalFiles } from "./kinds/final-files.ts";
import { findingGone } from "./kinds/finding-gone.ts";
import { hadolint } from "./kinds/hadolint.ts";
import { health } from "./kinds/health.ts";
import { imageBytes } from "./kinds/image-bytes.ts";
import { interpreters } from "./kinds/interpreters.ts";
import { labels } from "./kinds/labels.ts";
import { layers } from "./kinds/layers.ts";
import { noLayerHas } from "./kinds/no-layer-has.ts";
import { packages } from "./kinds/packages.ts";
import { packagesLocked } from "./kinds/packages-locked.ts";
import { ports } from "./kinds/ports.ts";
import { preCommit } from "./kinds/pre-commit.ts";
import { readOnlyRoot } from "./kinds/read-only-root.ts";
import { readsKey } from "./kinds/reads-key.ts";
import { rebuildKeeps } from "./kinds/rebuild-keeps.ts";
import { rebuildRenews } from "./kinds/rebuild-renews.ts";
import { runsAs } from "./kinds/runs-as.ts";
import { sbom } from "./kinds/sbom.ts";
import { secretUsed } from "./kinds/secret-used.ts";
import { stages } from "./kinds/stages.ts";
import { stopsWithin } from "./kinds/stops-within.ts";
import { user } from "./kinds/user.ts";
import { wastedBytes } from "./kinds/wasted-bytes.ts";
import { wordNowhere } from "./kinds/word-nowhere.ts";
import { writes } from "./kinds/writes.ts";

/** Every kind of check, by the name that `type` has in a lab. */
export const KINDS: { readonly [Type in CheckType]: Kind<CheckKinds[Type]> } = {
  answer,
  "app-answers": appAnswers,
  "app-prints": appPrints,
  base,
  "base-bytes": baseBytes,
  "canary-nowhere": canaryNowhere,
  "ci-gate": ciGate,
  "ci-secrets": ciSecrets,
  command,
  "command-form": commandForm,
  "context-sent": contextSent,
  "dive-gate": diveGate,
  environment,
  file,
  "final-files": finalFiles,
  "finding-gone": findingGone,
  hadolint,
  health,
  "image-bytes": imageBytes,
  interpreters,
  labels,
  layers,
  "no-layer-has": noLayerHas,
  packages,
  "packages-locked": packagesLocked,
  ports,
  "pre-commit": preCommit,
  "read-only-root": readOnlyRoot,
  "reads-key": readsKey,
  "rebuild-keeps": rebuildKeeps,
  "rebuild-renews": rebuildRenews,
  "runs-as": runsAs,
  sbom,
  "secret-used": secretUsed,
  stages,
  "stops-within": stopsWithin,
  user,
  "wasted-bytes": wastedBytes,
  "word-nowhere": wordNowhere,
  writes,
};
