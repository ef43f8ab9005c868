// Finding the files that a PDF carries along: as much of ISO 32000-1 as the documents of skillcert
// use. What is found is checked like anything else that somebody hands in.

const LARGEST = 32 * 1024 * 1024;
const latin = (bytes) => new TextDecoder("latin1").decode(bytes);

const inflated = async (bytes) => {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
};

// The contents of all embedded files, in the order of the file.
export const embeddedFiles = async (bytes) => {
  if (bytes.length > LARGEST) return [];
  const text = latin(bytes);
  const files = [];
  for (const found of text.matchAll(/\/Type\s*\/EmbeddedFile\b/g)) {
    const start = text.lastIndexOf("<<", found.index);
    const stream = /stream\r?\n/g;
    stream.lastIndex = found.index;
    const begin = stream.exec(text);
    const head = begin ? text.slice(text.lastIndexOf(" obj", start), begin.index) : "";
    const length = /\/Length\s+(\d+)(?!\s+\d+\s+R)/.exec(head);
    if (!begin || !length) continue;
    const at = begin.index + begin[0].length;
    const data = bytes.slice(at, at + Number(length[1]));
    try {
      files.push(/\/FlateDecode/.test(head) ? await inflated(data) : data);
    } catch {
      // A file that cannot be read proves nothing and spoils nothing.
    }
  }
  return files;
};

// The text of the code that the PDF carries; empty if it carries none.
export const codeInPdf = async (bytes) => {
  for (const file of await embeddedFiles(bytes)) {
    const text = latin(file.slice(0, 9000));
    if (/^(https:\/\/[^\s#]{1,200}\/)?v1#[0-9]+\s*$/.test(text)) return text;
  }
  return "";
};

// The bytes of the record that the PDF carries; null if it carries none.
export const recordInPdf = async (bytes) => {
  for (const file of await embeddedFiles(bytes)) {
    if (latin(file.slice(0, 200)).includes('"skillcert-document/')) return file;
  }
  return null;
};

// The words of the skills in a record, by key. The record is one whose digest the code carries.
export const linesIn = (record, language) => {
  const words = new Map();
  try {
    const { documents } = JSON.parse(new TextDecoder().decode(record));
    for (const paper of documents.filter((one) => one.language === language))
      for (const { lines } of paper.levels)
        for (const { criterion, text } of lines) words.set(criterion, String(text));
  } catch {
    // Of another form: the keys stand for themselves.
  }
  return words;
};
