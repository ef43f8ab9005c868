// Reading and checking the code on a paper. docs/paper-code.md is the specification; the same test
// vectors are run through this file and through its counterpart in Python.
//
// Nothing here touches the page, the network or the clock. What is wrong is thrown as a Fault with
// the same keys as in Python, and nothing else is thrown, whatever the input.

export class Fault extends Error {
  constructor(fault, detail) {
    super(`${fault}: ${detail}`);
    this.fault = fault;
  }
}

const MAGIC = [0x53, 0x43];
const VERSION = 1;
const HEAD = 11;
const SIGNATURE = 64;
const MOST_DIGITS = 7089;
const MOST_UNPACKED = 16384;
const WIDTHS = [0, 3, 5, 8, 10, 13, 15, 17];

export const hex = (bytes) => [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");

export const fromHex = (text) => {
  if (!/^([0-9a-f]{2})*$/.test(text)) throw new Fault("unreadable", "no hexadecimal digits");
  return Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));
};

export const fromBase64url = (text) => {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) throw new Fault("unreadable", "no base64url");
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
};

const joined = (...parts) => {
  const all = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};

const utf8 = (text) => new TextEncoder().encode(text);

const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

// Seven bytes are seventeen digits.
export const fromDigits = (digits) => {
  if (digits.length > MOST_DIGITS) throw new Fault("too_long", `${digits.length} digits`);
  if (!/^[0-9]*$/.test(digits)) throw new Fault("not_a_code", "something that is no digit");
  const bytes = [];
  for (let at = 0; at < digits.length; at += 17) {
    const group = digits.slice(at, at + 17);
    const size = WIDTHS.indexOf(group.length);
    let number = BigInt(group);
    if (size < 1 || number >= 1n << BigInt(8 * size)) {
      throw new Fault("incomplete", "digits are missing or too many");
    }
    const part = [];
    for (let i = 0; i < size; i++) {
      part.unshift(Number(number & 255n));
      number >>= 8n;
    }
    bytes.push(...part);
  }
  return Uint8Array.from(bytes);
};

export const codeBytes = (text) => {
  const bare = text.replace(/[\t\n\r ]+/g, "");
  const found = /^(?:https:\/\/[^\s#]{1,200}\/)?v1#([0-9]+)$/.exec(bare);
  if (found) return fromDigits(found[1]);
  const other = /(?:^|\/)v([0-9]{1,3})#/.exec(bare);
  if (other && other[1] !== "1") throw new Fault("other_version", `version ${other[1]}`);
  throw new Fault("not_a_code", "it does not read v1# and digits");
};

// A stored block with the dictionary goes ahead of the packed bytes (RFC 1951, section 3.2.4), so
// that the browser's own reader of deflate does what it has no option for.
const unpack = async (packed, dictionary) => {
  const size = dictionary.length;
  const block = Uint8Array.of(0, size & 255, size >> 8, ~size & 255, (~size >> 8) & 255);
  const stream = new DecompressionStream("deflate-raw");
  const writer = stream.writable.getWriter();
  const reader = stream.readable.getReader();
  const written = writer.write(joined(block, dictionary, packed)).then(() => writer.close());
  written.catch(() => {});
  const parts = [];
  let total = 0;
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      parts.push(value);
      total += value.length;
      if (total > MOST_UNPACKED + size) {
        await reader.cancel().catch(() => {});
        throw new Fault("too_long", "it says more than any paper");
      }
    }
    await written;
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault("unreadable", "it is not packed as it should be, or not to its end");
  }
  return joined(...parts).slice(size);
};

// JSON as strict as in Python: no key twice, no half of a character pair, nothing nested deep.
export const strictJson = (bytes) => {
  let text;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    JSON.parse(text);
  } catch {
    throw new Fault("unreadable", "no JSON");
  }
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g) || [];
  const open = [];
  for (const [i, token] of tokens.entries()) {
    if (token === "{" || token === "[") open.push(token === "{" ? new Set() : null);
    if (open.length > 32) throw new Fault("unreadable", "nested too deep");
    if (token === "}" || token === "]") open.pop();
    if (token[0] === '"' && /\p{Cs}/u.test(JSON.parse(token))) {
      throw new Fault("unreadable", "half of a pair of characters");
    }
    if (token[0] === '"' && tokens[i + 1] === ":") {
      const keys = open[open.length - 1];
      const key = JSON.parse(token);
      if (keys.has(key)) throw new Fault("unreadable", "a key stands twice");
      keys.add(key);
    }
  }
  return JSON.parse(text);
};

const LEVELS = ["guided", "some_help", "independent", "guides_others"];
const LINE = (value) => typeof value === "string" && value.trim() !== "" && value.length <= 500;
const TOKEN = (value) => typeof value === "string" && /^[a-z][a-z0-9_]{0,63}$/.test(value);
const ID = (value) => typeof value === "string" && /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/.test(value);
const DAY = (value) => typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) &&
  new Date(`${value}T00:00:00Z`).toISOString().startsWith(value);
const LANGUAGE = (value) => typeof value === "string" && /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(value);
const WHOLE = (value) => Number.isSafeInteger(value);
const LIST = (of) => (value) => Array.isArray(value) && value.every(of);
const RECORD = (form, optional = {}) => (value) =>
  value !== null && typeof value === "object" && !Array.isArray(value) &&
  Object.keys(form).every((key) => Object.hasOwn(value, key) && form[key](value[key])) &&
  Object.keys(value).every((key) => Object.hasOwn(form, key) ||
    (Object.hasOwn(optional, key) && optional[key](value[key])));

const isContent = RECORD(
  {
    id: ID, certificate: LINE, language: LANGUAGE, name: LINE, field: LINE, issuer: LINE,
    issued_on: DAY, rubric: RECORD({ id: TOKEN, version: LINE, digest: LINE }),
  },
  {
    document: (value) => typeof value === "string" && /^[a-z_]{1,40}$/.test(value),
    period: RECORD({ start: LINE }, { end: LINE }),
    levels: LIST(RECORD({ level: (value) => LEVELS.includes(value) },
      { lines: LIST(LINE), skills: LIST(TOKEN) })),
    signers: LIST(RECORD({ name: LINE, title: LINE })),
    checkpoint: RECORD({ size: WHOLE, root: LINE }),
    replaces: ID,
  },
);

// Characters that are not seen or turn the direction, but for the joiners of Arabic and Indic.
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u;
const hides = (value) => typeof value === "string"
  ? HIDDEN.test(value.replaceAll("\u200c", "").replaceAll("\u200d", ""))
  : value !== null && typeof value === "object" && Object.values(value).some(hides);

// The points of small order: under them anybody can sign.
const P = (1n << 255n) - 19n;
const EIGHTH = 0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n;
const WEAK = [0n, 1n, P - 1n, EIGHTH, P - EIGHTH];

export const goodKey = (raw) => {
  if (raw.length !== 32) return false;
  const y = BigInt(`0x${hex([...raw].reverse())}`) & ((1n << 255n) - 1n);
  return y < P && !WEAK.includes(y);
};

export const keyId = async (raw) => hex((await sha256(raw)).slice(0, 8));

export const markOf = async (id) => hex(await sha256(utf8(`skillcert mark v1\0${id}`)));

// A browser that knows Ed25519 does it; an older one has the fallback that came with the page.
export const verifier = (fallback) => async (key, signature, message) => {
  try {
    const imported = await crypto.subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
    return await crypto.subtle.verify("Ed25519", imported, signature, message);
  } catch {
    try {
      return await fallback(signature, message, key, { zip215: false });
    } catch {
      return false;
    }
  }
};

export const openCode = async (data, issuers, verify, dictionary) => {
  if (data[0] !== MAGIC[0] || data[1] !== MAGIC[1]) throw new Fault("not_a_code", "another start");
  if (data[2] !== VERSION) throw new Fault("other_version", `version ${data[2]}`);
  if (data.length <= HEAD + SIGNATURE) throw new Fault("incomplete", `${data.length} bytes`);
  const short = hex(data.slice(3, HEAD));
  const issuer = await find(issuers, short);
  if (!issuer) throw new Fault("unknown_issuer", `nobody is known by ${short}`);
  const body = data.slice(0, -SIGNATURE);
  const message = joined(utf8("skillcert certificate v1\0"), body);
  if (!(await verify(fromHex(issuer.key), data.slice(-SIGNATURE), message))) {
    throw new Fault("wrong_signature", "the signature does not belong to it");
  }
  const content = strictJson(await unpack(body.slice(HEAD), dictionary));
  if (!isContent(content)) throw new Fault("unreadable", "no certificate in the agreed form");
  if (hides(content)) throw new Fault("hidden_character", "a character that is not seen");
  return { content, issuer };
};

const find = async (issuers, short) => {
  for (const issuer of issuers) {
    const raw = fromHex(issuer.key);
    if (goodKey(raw) && (await keyId(raw)) === short) return issuer;
  }
  return null;
};

// What is answered: genuine, replaced or not_confirmed, with what the code says if it is signed.
export const verifyText = async (text, bundle, verify, dictionary) => {
  try {
    return await verdict(await openCode(codeBytes(text), bundle.issuers || [], verify, dictionary), bundle);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { verdict: "not_confirmed", fault: error.fault };
  }
};

const verdict = async ({ content, issuer }, bundle) => {
  const mark = await markOf(content.id);
  const says = (verdict, fault) => ({ verdict, fault, content, issuer });
  if (content.issued_on < issuer.start || (issuer.end && content.issued_on > issuer.end)) {
    return { verdict: "not_confirmed", fault: "not_in_force" };
  }
  if (issuer.allowed && !issuer.allowed.includes(mark)) {
    return { verdict: "not_confirmed", fault: "not_allowed" };
  }
  if ((bundle.withdrawn || []).includes(mark)) {
    return { verdict: "not_confirmed", fault: "not_confirmed" };
  }
  if ((bundle.replaced || []).includes(mark)) return says("replaced", "replaced");
  return says("genuine", "");
};

// The list of issuers in the bytes of its file, signed as it asks to be, and newer than `before`.
export const openBundle = async (bytes, verify, before = null) => {
  const file = strictJson(bytes);
  const form = RECORD({
    format: (value) => value === "skillcert-trust/1",
    body: (value) => typeof value === "string",
    signatures: LIST(RECORD({ key: LINE, signature: LINE })),
  });
  if (!form(file)) throw new Fault("unreadable", "no list of issuers");
  const body = fromBase64url(file.body);
  const bundle = strictJson(body);
  const keys = file.signatures.map((one) => one.key);
  const own = [...(bundle.signers || []), ...(bundle.issuers || []).map((one) => one.key)];
  if (new Set(keys).size !== keys.length || !own.every((key) => goodKey(fromHex(key)))) {
    throw new Fault("unreadable", "a key stands twice or is none");
  }
  for (const list of before ? [bundle, before] : [bundle]) {
    await checkSigned(list, file.signatures, body, verify);
  }
  if (before && bundle.sequence < before.sequence) throw new Fault("older", "an older list");
  return bundle;
};

const checkSigned = async (list, signatures, body, verify) => {
  const message = joined(utf8("skillcert trust bundle v1\0"), body);
  let good = 0;
  for (const { key, signature } of signatures) {
    const counts = list.signers.includes(key) && goodKey(fromHex(key));
    if (counts && (await verify(fromHex(key), fromBase64url(signature), message))) good += 1;
  }
  if (good < (list.threshold || 1)) throw new Fault("wrong_signature", "not signed as it must be");
};
