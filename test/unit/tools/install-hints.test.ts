import { expect, test } from "vitest";
import type { Files } from "../../../src/context.ts";
import { installHints } from "../../../src/tools/install-hints.ts";
import { fakeFiles, fakeHost } from "../../support/fakes.ts";

const onLinux = (release: string) => ({
  files: fakeFiles({ "/etc/os-release": release }) as unknown as Files,
  host: fakeHost(),
});

test.each([
  'ID=debian\nVERSION_ID="12"\n',
  'NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\n',
  'ID=linuxmint\nID_LIKE="ubuntu debian"\n',
])("trivy comes by its apt repository, with its key, on %j", async (release) => {
  const hints = (await installHints(onLinux(release), "trivy")).join("\n");
  expect(hints).toContain("signed-by=/usr/share/keyrings/trivy.gpg");
  expect(hints).toContain("public.key | gpg --dearmor");
  expect(hints).toContain("apt-get install trivy");
});

test("everything else on Linux comes from its vendor's releases", async () => {
  const debian = onLinux("ID=debian\n");
  expect(await installHints(debian, "dive")).toEqual([
    "or from its vendor's releases: https://github.com/wagoodman/dive/releases",
  ]);
  const fedora = onLinux('ID=fedora\nHOME_URL="https://example.org/debian"\n');
  expect((await installHints(fedora, "trivy")).join()).toContain("aquasecurity/trivy/releases");
});
