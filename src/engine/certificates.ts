import type { Context } from "../context.ts";

/** Variables by which people name the bundle that their network needs, the most particular first. */
const NAMED_BY = ["PIP_CERT", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"];
const USUAL = ["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem"];

/**
 * The file with the certificate authorities that this machine trusts, or null. On a network that intercepts TLS
 * containers trust a package registry only with it.
 */
export async function certificateBundle({
  files,
  host,
}: Pick<Context, "files" | "host">): Promise<string | null> {
  const named = NAMED_BY.flatMap((name) => host.env[name] ?? []);
  for (const path of [...named, ...USUAL]) if (await files.exists(path)) return path;
  return null;
}
