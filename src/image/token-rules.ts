/** Up to `most` bytes that match `of`, then the byte `last`. */
interface Behind {
  of: RegExp;
  most: number;
  last: string;
}

/** The shape of a well-known kind of secret. */
export interface TokenRule {
  rule: string;
  /** Texts one of which stands in each secret of this kind, at least four bytes long: they are what is searched for. */
  literals: readonly string[];
  /** Matches from such a literal on; group 1 is the secret, and ends the match. */
  pattern: RegExp;
  /** What has to come behind the literal, where that is common: it is told from the bytes, before the pattern is tried. */
  behind?: Behind;
  /** Tells real ones from places in texts that only show where one would stand. */
  accepts?: (secret: string) => boolean;
}

/**
 * Shapes from the vendors' own pages and from the rules of gitleaks and trivy
 * (https://github.com/gitleaks/gitleaks/blob/master/config/gitleaks.toml). No path and no word like "example" excuses
 * a finding: what is in an image is in an image.
 */
export const TOKEN_RULES: readonly TokenRule[] = [
  {
    rule: "private-key",
    literals: ["PRIVATE KEY-----", "PRIVATE KEY BLOCK-----"],
    // Programs hold the first line as a text: only one with a key behind it counts.
    pattern:
      /(?<=-----BEGIN (?:[A-Z0-9]+ ){0,3})PRIVATE KEY(?: BLOCK)?-----(?:\s|\\[nr]|(?:Proc-Type|DEK-Info|Version|Comment|Hash): ?[^\n\\]{1,80})*([A-Za-z0-9+/]{40}[A-Za-z0-9+/=\s\\]{0,16384})/y,
  },
  {
    rule: "private-key",
    literals: ["Private-Lines: "],
    pattern: /Private-Lines: \d+\s+([A-Za-z0-9+/=\s]{40,16384})/y,
  },
  { rule: "age-key", literals: ["AGE-SECRET-KEY-1"], pattern: /(AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58})/y },
  {
    rule: "aws-access-key-id",
    literals: ["AKIA", "ASIA", "ABIA", "ACCA"],
    pattern: /(?<![A-Za-z0-9])(A[KSBC]IA[A-Z2-7]{16}|ACCA[A-Z2-7]{16})(?![A-Z0-9])/y,
  },
  {
    rule: "aws-secret-access-key",
    literals: ["ecret_access_key", "ECRET_ACCESS_KEY", "ecretAccessKey"],
    pattern: /ecret_?access_?key["'\s]{0,3}[:=]>?\s{0,3}["']?([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+])/iy,
  },
  {
    rule: "azure-storage-key",
    literals: ["AccountKey="],
    pattern: /AccountKey=([A-Za-z0-9+/]{86}==)/y,
  },
  { rule: "google-api-key", literals: ["AIza"], pattern: /(?<![\w-])(AIza[\w-]{35})(?![\w-])/y },
  { rule: "google-oauth-secret", literals: ["GOCSPX-"], pattern: /(GOCSPX-[\w-]{28})/y },
  {
    rule: "github-token",
    literals: ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"],
    pattern: /(?<![A-Za-z0-9])(gh[pousr]_[A-Za-z0-9]{36,255})/y,
  },
  {
    rule: "github-token",
    literals: ["github_pat_"],
    pattern: /(github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59})/y,
  },
  {
    rule: "gitlab-token",
    literals: ["glpat-", "gldt-", "glrt-", "glcbt-", "glptt-", "glft-", "glsoat-"],
    pattern: /(?<![A-Za-z0-9])(gl(?:pat|dt|rt|cbt|ptt|ft|soat)-[\w-]{20,300})/y,
  },
  {
    rule: "npm-token",
    literals: ["npm_"],
    pattern: /(?<![A-Za-z0-9_])(npm_[A-Za-z0-9]{36})(?![A-Za-z0-9])/y,
  },
  {
    rule: "npm-password",
    literals: [":_authToken=", ":_password="],
    pattern: /:_(?:authToken|password)=["']?([\w+/=.~-]{8,512})/y,
  },
  { rule: "pypi-token", literals: ["pypi-AgE"], pattern: /(pypi-AgE[\w-]{50,512})/y },
  {
    rule: "docker-hub-token",
    literals: ["dckr_pat_", "dckr_oat_"],
    pattern: /(dckr_[po]at_[\w-]{20,128})/y,
  },
  {
    rule: "registry-password",
    literals: ['"auth":'],
    pattern: /"auth":\s{0,8}"([A-Za-z0-9+/]{8,2048}={0,2})(?=")/y,
    accepts: (secret) => /^[\x20-\x7e]+:[\x20-\x7e]+$/.test(Buffer.from(secret, "base64").toString("latin1")),
  },
  {
    rule: "slack-token",
    literals: ["xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxe-", "xapp-"],
    pattern: /(?<![A-Za-z0-9])((?:xox[bpares]|xapp)-\d[\w-]{20,255})/y,
  },
  {
    rule: "slack-webhook",
    literals: ["hooks.slack.com/"],
    pattern: /hooks\.slack\.com\/(?:services|workflows|triggers)\/([\w/+-]{30,128})/y,
  },
  {
    rule: "stripe-key",
    literals: ["sk_live_", "rk_live_", "whsec_"],
    pattern: /(?<![A-Za-z0-9])([sr]k_live_[A-Za-z0-9]{16,255}|whsec_[A-Za-z0-9+/]{32,255}=*)/y,
  },
  {
    rule: "digitalocean-token",
    literals: ["dop_v1_", "doo_v1_", "dor_v1_"],
    pattern: /(do[opr]_v1_[0-9a-f]{64})/y,
  },
  {
    rule: "shopify-token",
    literals: ["shpat_", "shpca_", "shppa_", "shpss_"],
    pattern: /(shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32})/y,
  },
  { rule: "vault-token", literals: ["hvs.", "hvb."], pattern: /(?<![\w.])(hv[sb]\.[\w-]{24,300})/y },
  {
    rule: "model-api-key",
    literals: ["sk-proj-", "sk-svcacct-", "sk-admin-", "sk-ant-", "sk-or-v1-"],
    pattern: /(?<![A-Za-z0-9])(sk-(?:proj|svcacct|admin|ant|or-v1)-[\w-]{32,255})/y,
  },
  {
    rule: "web-token",
    // The first bytes of {"alg, {"typ, {"kid, {"enc, {"cty and {"x5t in base64.
    literals: ["eyJhb", "eyJ0e", "eyJra", "eyJlb", "eyJjd", "eyJ4N"],
    pattern: /(?<![A-Za-z0-9+/_-])(eyJ[\w-]{14,2048}\.eyJ[\w-]{14,4096}(?:\.[\w-]{0,1024})?)/y,
  },
  {
    rule: "url-password",
    // http, https and rediss, postgresql, mongodb and mongodb+srv …
    literals: ["p://", "s://", "l://", "b://", "v://"],
    behind: { of: /[\w.~%!&+,;=-]/, most: 64, last: ":" },
    pattern: /[pslbv]:\/\/[\w.~%!&+,;=-]{0,64}:([\w.~%!&+,;=#?()^|-]{6,128})(?=@[\w.[-])/y,
    accepts: looksRandom,
  },
  {
    rule: "netrc-password",
    literals: ["machine "],
    pattern: /machine\s+[!-~]{1,128}\s+login\s+[!-~]{1,128}\s+password\s+([!-~]{6,255})/y,
    accepts: looksRandom,
  },
];

/** Texts say `https://user:password@host`: a value has a digit in it, or is long. */
function looksRandom(secret: string): boolean {
  return secret.length >= 16 || (/\d/.test(secret) && /[A-Za-z]/.test(secret));
}
