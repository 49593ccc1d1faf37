import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { pack } from "tar-stream";

/**
 * A registry that has one database for trivy, under any name and tag: its files, by their names. It listens everywhere,
 * because containers ask it by the address of their bridge.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md
 */
export async function databaseRegistry(
  files: Readonly<Record<string, string | Buffer>>,
): Promise<{ port: number; close: () => Promise<void> }> {
  const layer = described(await packed(files), "application/vnd.aquasec.trivy.db.layer.v1.tar+gzip");
  const config = described(Buffer.from("{}"), "application/vnd.aquasec.trivy.config.v1+json");
  const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  const content = { config: config.descriptor, layers: [layer.descriptor] };
  const text = JSON.stringify({ schemaVersion: 2, mediaType: MANIFEST, ...content });
  const manifest = described(Buffer.from(text), MANIFEST);
  const server = createServer(({ url = "", method }, response) => {
    const found = [layer, config].find(({ descriptor }) => url.endsWith(descriptor.digest));
    const answer = url === "/v2/" ? described(Buffer.from("{}"), "application/json") : (found ?? manifest);
    const { mediaType, digest, size } = answer.descriptor;
    const headers = { "content-type": mediaType, "docker-content-digest": digest, "content-length": size };
    response.writeHead(200, headers).end(method === "HEAD" ? undefined : answer.bytes);
  });
  await new Promise<void>((listening) => server.listen(0, "0.0.0.0", listening));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}

function described(bytes: Buffer, mediaType: string) {
  const digest = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
  const annotations = { "org.opencontainers.image.title": "db.tar.gz" };
  return { bytes, descriptor: { mediaType, digest, size: bytes.length, annotations } };
}

async function packed(files: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const archive = pack();
  for (const [name, content] of Object.entries(files)) archive.entry({ name }, content);
  archive.finalize();
  return gzipSync(await buffer(archive));
}
