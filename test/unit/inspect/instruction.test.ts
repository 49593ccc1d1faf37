import { expect, test } from "vitest";
import { instructionOf } from "../../../src/inspect/instruction.ts";

test.each([
  ["/bin/sh -c #(nop) COPY file:0a1b in /x ", "COPY file:0a1b in /x"],
  ['/bin/sh -c #(nop)  CMD ["python" "app.py"]', 'CMD ["python" "app.py"]'],
  ["/bin/sh -c apt-get update   &&\t apt-get clean", "RUN apt-get update && apt-get clean"],
  ["RUN /bin/sh -c pip install . # buildkit", "RUN pip install ."],
  ["COPY big.bin /opt/big.bin # buildkit", "COPY big.bin /opt/big.bin"],
  ["|1 TOKEN=hunter2 /bin/sh -c pip install .", "RUN pip install ."],
  ["RUN |2 TOKEN=hunter2 NAME=a b /bin/sh -c pip install . # buildkit", "RUN pip install ."],
  ["RUN |1 TOKEN=hunter2 /bin/bash -o pipefail -c curl x | sh # buildkit", "RUN curl x | sh"],
  ["/bin/bash -eu -o pipefail -c make", "RUN make"],
  ["RUN /usr/bin/make all", "RUN /usr/bin/make all"],
  ["ENV A=b", "ENV A=b"],
  ["", "(unknown)"],
  [null, "(unknown)"],
])("%j is shown as %j", (createdBy, instruction) => {
  expect(instructionOf(createdBy)).toBe(instruction);
});
