// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of a Dockerfile look like those of a template.
import { expect, test } from "vitest";
import { masked } from "../../../../src/guide/take-along/masked.ts";

const TOKEN = `cat-${"0123456789abcdef".repeat(3)}`;

test.each([
  ["a known value", `a ${TOKEN} b`, "a ****cdef b"],
  ["its base64", `a ${Buffer.from(TOKEN).toString("base64")} b`, "****cdef"],
  ["a token by its shape", `ghp_${"a1B2".repeat(9)}`, "****a1B2"],
  ["a value behind a name", "ENV API_TOKEN=hunter2 A=1", "ENV API_TOKEN=**** A=1"],
  ["a value in quotes", "RUN DB_PASSWORD='hunter 2' x", "RUN DB_PASSWORD=**** x"],
  ["a value behind a blank", "ENV DB_PASSWORD hunter2 x", "ENV DB_PASSWORD ****"],
  [
    "a password in an address",
    "RUN pip install -i http://me:hunter2@feed/simple",
    "http://me:****@feed/simple",
  ],
])("%s is not shown", (_, text, shown) => {
  const found = masked(text, [TOKEN, ""]);
  expect(found).toContain(shown);
  expect(found).not.toMatch(/hunter|0123456789abcdef0|MDEyMzQ1|a1B2a1B2/);
});

test.each([
  'POETRY_HTTP_BASIC_CATS_PASSWORD="$(cat /run/secrets/token)" poetry install',
  "ENV POETRY_HTTP_BASIC_CATS_PASSWORD=$TOKEN",
  "ENV CAT_API_KEY_FILE=/run/secrets/cat-api-key",
  "RUN --mount=type=secret,id=token,required=true pip install x",
  "RUN pip install -i http://learner:${TOKEN}@feed/simple",
  "ARG TOKEN",
])("%s stays as it is", (text) => {
  expect(masked(text, [TOKEN])).toBe(text);
});
