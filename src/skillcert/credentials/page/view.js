// What is shown. Everything that came from outside is set as text, never as markup.

const make = (tag, options = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(options)) {
    if (name === "class") node.className = value;
    else if (value !== undefined && value !== null) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
};

const filled = (template, values) =>
  template.replace(/\{(\w+)\}/g, (all, key) => (Object.hasOwn(values, key) ? values[key] : all));

// A day, month or year as it is written in a language.
export const written = (date, language) => {
  const [year, month, day] = date.split("-");
  if (!month) return year;
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day || 1)));
  const parts = { year: "numeric", month: "long", timeZone: "UTC" };
  if (day) parts.day = "numeric";
  const tag = { en: "en-GB", nb: "nb-NO", nn: "nn-NO", da: "da-DK" }[language] || language;
  try {
    return new Intl.DateTimeFormat(tag, parts).format(at);
  } catch {
    return date;
  }
};

const SIGNS = { genuine: "✓", changed: "≠", replaced: "↻", not_confirmed: "?" };

export const showVerdict = (box, found, words, language, stale) => {
  const { content, issuer } = found;
  const values = content
    ? { issuer: issuer.issuer.name, date: written(content.issued_on, language) }
    : {};
  const sentence = filled(words[found.verdict], values);
  box.className = `verdict ${found.verdict}`;
  box.replaceChildren(
    make("p", { class: "sign", "aria-hidden": "true" }, SIGNS[found.verdict]),
    make("h2", { id: "verdict", tabindex: "-1" }, sentence),
    ...hints(found, words, stale),
  );
};

const hints = (found, words, stale) => {
  const keys = [];
  if (found.fault && Object.hasOwn(words.faults, found.fault)) keys.push(words.faults[found.fault]);
  if (found.verdict === "not_confirmed") keys.push(words.ask_issuer);
  if (stale) keys.push(words.stale);
  return keys.map((text) => make("p", {}, text));
};

export const showCertificate = (box, found, words, papers) => {
  const { content, issuer } = found;
  const paper = papers[content.language] || papers.en;
  const tag = content.language;
  const known = found.words || new Map();
  const keys = (content.levels || []).some((group) =>
    (group.skills || []).some((key) => !known.has(key)));
  box.replaceChildren(
    make("h2", {}, words.says),
    make("article", { lang: tag, class: "paper" },
      make("p", { class: "title" }, paper.titles[content.document || "certificate"] || ""),
      make("p", { class: "name" }, content.name),
      make("p", {}, content.field),
      make("p", {}, content.issuer),
      period(content, paper, tag),
      ...(content.levels || []).map((group) => level(group, paper, known)),
      ...(content.signers || []).map((signer) =>
        make("p", {}, `${paper.confirmed_by} ${signer.name}, ${signer.title}`)),
      make("p", {}, written(content.issued_on, tag))),
    keys ? make("p", {}, filled(words.keys, {
      rubric: content.rubric.id, version: content.rubric.version, digest: content.rubric.digest,
    })) : make("p", {}, words.compare),
    contact(issuer.issuer, words),
    details(content, words),
  );
  box.hidden = false;
};

const period = (content, paper, tag) => {
  if (!content.period) return null;
  const { start, end } = content.period;
  const values = { start: written(start, tag), end: end ? written(end, tag) : "" };
  return make("p", {}, filled(end ? paper.period : paper.period_open, values));
};

const level = (group, paper, known) => make("section", {},
  make("h3", {}, paper.levels[group.level]),
  make("ul", {}, ...(group.lines || [])
    .concat((group.skills || []).map((key) => known.get(key) || key))
    .map((line) => make("li", {}, line))));

const contact = (issuer, words) => {
  const ways = [issuer.name, issuer.phone, issuer.email, issuer.web].filter(Boolean);
  return make("p", {}, `${words.contact} ${ways.join(" · ")}`);
};

const details = (content, words) => make("details", {},
  make("summary", {}, words.details),
  make("dl", {},
    ...[
      [words.number, content.id],
      [words.rubric, `${content.rubric.id} ${content.rubric.version} (${content.rubric.digest})`],
      content.checkpoint &&
        [words.checkpoint, `${content.checkpoint.size} · ${content.checkpoint.root}`],
      content.replaces && [words.replaces, content.replaces],
    ].filter(Boolean).flatMap(([term, text]) => [make("dt", {}, term), make("dd", {}, text)])));

// The words of the page itself, put in place.
export const speak = (words, language) => {
  document.documentElement.lang = language;
  document.title = words.title;
  for (const node of document.querySelectorAll("[data-say]")) {
    node.textContent = words[node.dataset.say];
  }
};
