// Verifies credentials with two verifiers of other makers. Reads {contexts, credentials} from
// standard input and writes, for each credential, what each verifier says of it.
//
// The packages are found from the folder that NODE_FOLDER names, so that they need not lie here.

import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const require = createRequire(join(process.env.NODE_FOLDER, "package.json"));
const load = (name) => import(pathToFileURL(require.resolve(name)));

const { DataIntegrityProof } = await load("@digitalbazaar/data-integrity");
const { cryptosuite } = await load("@digitalbazaar/eddsa-rdfc-2022-cryptosuite");
const Multikey = await load("@digitalbazaar/ed25519-multikey");
const DidKey = await load("@digitalbazaar/did-method-key");
const verifiers = {
  digitalbazaar: await load("@digitalbazaar/vc"),
  digitalcredentials: await load("@digitalcredentials/vc"),
};

const { contexts, credentials, dids = {} } = JSON.parse(readFileSync(0, "utf-8"));
const keys = DidKey.driver();
keys.use({ multibaseMultikeyHeader: "z6Mk", fromMultibase: Multikey.from });

const documentLoader = async (url) => {
  if (Object.hasOwn(contexts, url)) {
    return { contextUrl: null, documentUrl: url, document: { "@context": contexts[url] } };
  }
  if (url.startsWith("did:key:")) {
    return { contextUrl: null, documentUrl: url, document: await keys.get({ url }) };
  }
  const [did, fragment] = url.split("#");
  if (Object.hasOwn(dids, did)) {
    const found = dids[did];
    const method = found.verificationMethod.find((one) => one.id === url);
    const document = fragment ? { "@context": found["@context"][1], ...method } : found;
    return { contextUrl: null, documentUrl: url, document };
  }
  throw new Error(`nothing is fetched: ${url}`);
};

const asked = async (verifier, credential) => {
  try {
    const suite = new DataIntegrityProof({ cryptosuite });
    // A status list is asked for on the issuer's site, and nothing is fetched here.
    const checkStatus = async () => ({ verified: true });
    const found = await verifier.verifyCredential({ credential, suite, documentLoader, checkStatus });
    return { verified: found.verified, error: found.error ? String(found.error.errors?.[0] || found.error) : "" };
  } catch (error) {
    return { verified: false, error: String(error) };
  }
};

const said = [];
for (const credential of credentials) {
  const answers = {};
  for (const [name, verifier] of Object.entries(verifiers)) {
    answers[name] = await asked(verifier, structuredClone(credential));
  }
  said.push(answers);
}
process.stdout.write(JSON.stringify(said));
