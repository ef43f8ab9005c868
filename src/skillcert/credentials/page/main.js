// Putting the parts together: where a code comes from, and what happens with it.

import { codeInPdf, linesIn, recordInPdf } from "./pdf.js";
import { openBundle, verifier, verifyText } from "./code.js";
import { showCertificate, showVerdict, speak } from "./view.js";
import { fallbackVerify, readPicture } from "./vendor.js";

const data = JSON.parse(document.getElementById("data").textContent);
const verify = verifier(fallbackVerify);
const dictionary = new TextEncoder().encode(data.dictionary);
const byId = (id) => document.getElementById(id);

let bundle = null;
let last = null;
let language = chosenLanguage();

function chosenLanguage() {
  const known = Object.keys(data.words);
  for (const tag of navigator.languages || [navigator.language || "en"]) {
    const short = tag.toLowerCase().split("-")[0].replace(/^no$/, "nb");
    if (known.includes(short)) return short;
  }
  return "en";
}

const words = () => data.words[language];
const today = () => new Date().toISOString().slice(0, 10);
const status = (text) => { byId("status").textContent = text; };

function show(found) {
  document.body.hidden = false;
  last = found;
  const stale = Boolean(bundle && bundle.until < today());
  showVerdict(byId("answer"), found, words(), language, stale);
  if (found.content) showCertificate(byId("certificate"), found, words(), data.papers);
  else byId("certificate").hidden = true;
  byId("answer").hidden = false;
}

// A record that lies beside the code has its say before anything is shown.
async function check(text, record = null) {
  if (!bundle) {
    status(words().no_list);
    return;
  }
  status(words().checking);
  const found = await verifyText(text, bundle, verify, dictionary);
  const belongs = record && found.content && (await same(record, found.content));
  const other = found.verdict === "genuine" && record && !belongs;
  if (belongs) found.words = linesIn(record, found.content.language);
  show(other ? { ...found, verdict: "changed", fault: "" } : found);
  performance.mark("verdict");
  status("");
  byId("verdict").focus();
}

async function takeFile(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const start = new TextDecoder("latin1").decode(bytes.slice(0, 1024));
  if (start.includes("%PDF-")) return takePdf(bytes);
  if (start.includes("skillcert-trust/")) return takeList(bytes);
  if (file.type.startsWith("image/")) return takePicture(file);
  return check(new TextDecoder("latin1").decode(bytes.slice(0, 9000)));
}

async function takePdf(bytes) {
  const text = await codeInPdf(bytes);
  if (!text) {
    status(words().no_code);
    return;
  }
  await check(text, await recordInPdf(bytes));
}

// Whether the record in the file is the one whose digest the code carries.
async function same(record, content) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", record)).slice(0, 16);
  const text = btoa(String.fromCharCode(...digest));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "") === content.certificate;
}

async function takePicture(file) {
  status(words().checking);
  const text = await readPicture(await createImageBitmap(file));
  if (text) await check(text);
  else status(words().no_code);
}

async function takeList(bytes) {
  try {
    bundle = await openBundle(bytes, verify, bundle);
    tellList();
    status("");
  } catch {
    status(words().bad_list);
  }
}

function tellList() {
  byId("list").textContent = bundle
    ? words().list.replace("{number}", bundle.sequence).replace("{date}", bundle.issued_on)
    : words().no_list;
}

// The code is taken out of the address at once, so that it is not sent on or bookmarked.
async function takeAddress() {
  const { href, hash } = location;
  if (!hash) return;
  history.replaceState(null, "", href.slice(0, href.indexOf("#")));
  await check(`v1${decodedHash(href)}`);
}

// A link ends in /v1#digits; a page that was saved under another name is found by the digits alone.
function decodedHash(href) {
  return `#${href.slice(href.indexOf("#") + 1)}`;
}

let camera = null;

async function watch() {
  if (camera) {
    stopWatching();
    return;
  }
  try {
    camera = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch {
    status(words().no_camera);
    return;
  }
  const video = byId("video");
  video.srcObject = camera;
  video.hidden = false;
  await video.play();
  while (camera) {
    const text = video.videoWidth ? await readPicture(await createImageBitmap(video)) : "";
    if (text) {
      stopWatching();
      await check(text);
    }
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}

function stopWatching() {
  for (const track of camera.getTracks()) track.stop();
  camera = null;
  byId("video").hidden = true;
}

function say(chosen) {
  language = chosen;
  speak(words(), language);
  byId("language").value = language;
  tellList();
  if (last) show(last);
}

async function start() {
  // Whoever scanned a code waits for the answer: the page is drawn once, and with it.
  document.body.hidden = location.hash !== "";
  byId("language").addEventListener("change", (event) => say(event.target.value));
  byId("form").addEventListener("submit", (event) => {
    event.preventDefault();
    check(byId("text").value);
  });
  byId("file").addEventListener("change", (event) => {
    if (event.target.files.length) takeFile(event.target.files[0]);
    event.target.value = "";
  });
  for (const kind of ["dragover", "drop"]) {
    document.addEventListener(kind, (event) => {
      event.preventDefault();
      if (kind === "drop" && event.dataTransfer.files.length) takeFile(event.dataTransfer.files[0]);
    });
  }
  const watches = Boolean(readPicture.watches && navigator.mediaDevices);
  byId("camera").hidden = !watches;
  byId("camera").addEventListener("click", watch);
  addEventListener("hashchange", takeAddress);
  if (data.bundle) {
    try {
      bundle = await openBundle(new TextEncoder().encode(data.bundle), verify);
    } catch {
      status(words().bad_list);
    }
  }
  say(language);
  try {
    await takeAddress();
  } finally {
    document.body.hidden = false;
  }
}

start();
