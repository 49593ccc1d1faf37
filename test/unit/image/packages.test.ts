import { expect, test } from "vitest";
import { file, whiteout } from "../../support/archives/entries.ts";
import { readSpec } from "../../support/archives/read.ts";

const dpkg = (...packages: string[]) =>
  file(
    "var/lib/dpkg/status",
    packages
      .map((one) => {
        const [name, version, status = "install ok installed"] = one.split("@");
        return `Package: ${name}\nStatus: ${status}\nArchitecture: amd64\nVersion: ${version}\nDescription: x\n more\n`;
      })
      .join("\n"),
  );
const site = "usr/local/lib/python3.13/site-packages";
const python = (name: string, version: string, at = site) =>
  file(
    `${at}/${name}-${version}.dist-info/METADATA`,
    `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n\nName: no`,
  );

test("dpkg packages by the layer that brought each version", async () => {
  const { packages } = await readSpec({
    layers: [
      [dpkg("libc6@2.41", "git@2.40", "old@1@deinstall ok config-files")],
      [dpkg("libc6@2.41", "git@2.47", "gcc@14")],
      [dpkg("libc6@2.41", "git@2.47")],
    ],
  });
  expect(
    packages.map(({ name, version, layer, removed }) => `${name} ${version} ${layer} ${removed}`),
  ).toEqual(["libc6 2.41 0 false", "git 2.40 0 true", "git 2.47 1 false", "gcc 14 1 true"]);
});

test("status.d of distroless images", async () => {
  const body = "Package: tzdata\nVersion: 2025a\nArchitecture: all\n";
  const layers = [
    [file("var/lib/dpkg/status.d/tzdata", body), file("var/lib/dpkg/status.d/tzdata.md5sums", "x  y")],
  ];
  expect((await readSpec({ layers })).packages).toMatchObject([
    { type: "deb", name: "tzdata", removed: false },
  ]);
});

test("Python packages, removed ones and several environments", async () => {
  const { packages } = await readSpec({
    layers: [
      [python("flask", "3.1.0"), python("pip", "25.0"), python("flask", "3.1.0", "opt/venv/lib")],
      [
        whiteout(`${site}/pip-25.0.dist-info`),
        file(`${site}/six.egg-info/PKG-INFO`, "Name: six\r\nVersion: 1.17\r\n"),
      ],
    ],
  });
  expect(
    packages.map(({ name, version, layer, removed }) => `${name} ${version} ${layer} ${removed}`),
  ).toEqual(["flask 3.1.0 0 false", "pip 25.0 0 true", "flask 3.1.0 0 false", "six 1.17 1 false"]);
  expect(packages[0]?.path).toBe(`${site}/flask-3.1.0.dist-info/METADATA`);
});

test.each(["lib/apk/db/installed", "usr/lib/apk/db/installed"])("apk packages of %s", async (path) => {
  const apk = (...names: string[]) =>
    file(path, names.map((name) => `C:Q1x=\nP:${name}\nV:1.2.3-r0\nA:x86_64\nF:lib\nR:x\n`).join("\n"));
  const { packages } = await readSpec({ layers: [[apk("musl", "curl")], [apk("musl")]] });
  expect(packages.map(({ type, name, version, removed }) => `${type} ${name} ${version} ${removed}`)).toEqual(
    ["apk musl 1.2.3-r0 false", "apk curl 1.2.3-r0 true"],
  );
});
