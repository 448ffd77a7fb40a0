// Plays forms in ODK's web forms engine: one JSON request a line on stdin, one JSON answer a line on stdout.
// `node odk.mjs FOLDER` where FOLDER/node_modules holds @getodk/xforms-engine and jsdom (`make conformance` puts them there).
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const folder = resolve(globalThis.process.argv[2], 'node_modules');
const RealDate = Date;
let now = RealDate.now();
let chance = 1;

// The clock stands still and chance has a seed, so that two plays of the same steps can be told apart only where a form asks for them.
globalThis.Date = class extends RealDate {
  constructor(...parts) {
    super(...(parts.length === 0 ? [now] : parts));
  }
  static now() {
    return now;
  }
};
Math.random = () => {
  chance = (Math.imul(chance, 1664525) + 1013904223) >>> 0;
  return chance / 2 ** 32;
};

const { JSDOM } = createRequire(join(folder, 'here.js'))('jsdom');
const { window } = new JSDOM('', { url: 'http://localhost/' });
for (const name of Object.getOwnPropertyNames(window)) {
  if (!(name in globalThis)) {
    globalThis[name] = window[name];
  }
}
globalThis.window = window;
// The package is built for browsers; where it sees Node's process it looks for its parser in files that it does not have.
const { process } = globalThis;
delete globalThis.process;
const { loadForm } = await import(pathToFileURL(join(folder, '@getodk/xforms-engine/dist/index.js')).href);
globalThis.process = process;

let form = null;
let root = null;

const milliseconds = async (work) => {
  const began = process.hrtime.bigint();
  const result = await work();
  return [Number(process.hrtime.bigint() - began) / 1e6, result];
};

const response = (text) => ({
  ok: true,
  status: 200,
  headers: new Map([['content-type', 'text/plain']]),
  text: async () => text,
  blob: async () => new Blob([text]),
});

const load = async ({ xml, files }) => {
  const missing = { ok: false, status: 404, headers: new Map(), text: async () => '', blob: async () => new Blob([]) };
  const fetchFormAttachment = async (url) => {
    const name = decodeURIComponent(url.href.split('/').pop());
    return name in files ? response(files[name]) : missing;
  };
  const [ms, result] = await milliseconds(() => loadForm(xml, { fetchFormAttachment, missingResourceBehavior: 'BLANK' }));
  if (result.status === 'failure') {
    throw new Error(result.error.message);
  }
  form = result;
  root = null;
  return { ms };
};

const create = async ({ now: wanted, chance: seed }) => {
  now = wanted ?? now;
  chance = seed ?? 1;
  const config = { preloadProperties: { deviceID: 'd', username: 'u', phoneNumber: '1', email: 'e' } };
  const [ms, made] = await milliseconds(() => form.createInstance(config));
  root = made.root;
  return { ms };
};

const isRange = (node) => node.nodeType.startsWith('repeat-range');
const isLeaf = (node) => node.currentState.children === null;
const below = (node) => (isLeaf(node) ? [] : node.currentState.children);

function* walk(node) {
  yield node;
  for (const child of below(node)) {
    yield* walk(child);
  }
}

// A reference leads down one child at a time, so that finding a node costs the way to it and not the whole form.
const find = (reference, range) => {
  let node = root;
  while (node !== undefined && !(node.currentState.reference === reference && isRange(node) === range)) {
    const children = below(node);
    node = children.find((child) => {
      const own = child.currentState.reference;
      return own === reference || reference.startsWith(`${own}/`) || (isRange(child) && reference.startsWith(`${own}[`));
    });
  }
  return node;
};

const put = (node, value) => {
  switch (node.nodeType) {
    case 'select':
      return node.selectType === 'select' ? node.selectValues(value.split(' ').filter(Boolean)) : node.selectValue(value || null);
    case 'rank':
      return node.setValues(value.split(' ').filter(Boolean));
    case 'trigger':
      return node.setValue(value === 'OK');
    default:
      return node.setValue(value);
  }
};

const isOpen = ({ nodeType, currentState }) =>
  !['model-value', 'note', 'attribute'].includes(nodeType) &&
  currentState.relevant &&
  !currentState.readonly &&
  currentState.instanceValue === '';

// The next question: the first one behind the node, in the order of the form, that is on the path and not answered.
const next = (node) => {
  let child = node;
  while (child.parent !== null) {
    const siblings = child.parent.currentState.children;
    for (const sibling of siblings.slice(siblings.indexOf(child) + 1)) {
      for (const leaf of walk(sibling)) {
        if (isLeaf(leaf) && isOpen(leaf)) {
          return leaf.currentState.reference;
        }
      }
    }
    child = child.parent;
  }
  return null;
};

const step = async ({ op, ref, value, index }) => {
  const node = find(ref, op !== 'answer');
  if (node === undefined) {
    return { result: 'missing' };
  }
  if (op === 'answer' && node.currentState.readonly) {
    return { result: 'readonly' };
  }
  const actions = {
    answer: () => put(node, value),
    add: () => node.addInstances(),
    remove: () => node.removeInstances(index),
  };
  try {
    const [ms, following] = await milliseconds(() => {
      actions[op]();
      return op === 'answer' ? next(node) : null;
    });
    return { result: 'ok', ms, next: following };
  } catch (error) {
    return { result: 'refused', message: error.message };
  }
};

const described = (node) => {
  const { currentState: state } = node;
  const found = {
    ref: state.reference,
    type: node.nodeType,
    valueType: node.valueType,
    relevant: state.relevant,
    required: state.required,
    readonly: state.readonly,
    value: state.instanceValue,
    constraint_ok: node.validationState.constraint.valid,
  };
  if (node.nodeType === 'select') {
    found.choices = state.valueOptions.map((item) => item.value);
    found.several = node.selectType === 'select';
  }
  if (node.nodeType === 'rank') {
    found.ranked = state.valueOptions.map((item) => item.value);
  }
  return found;
};

const state = async () => {
  const nodes = [];
  const repeats = [];
  for (const node of walk(root)) {
    if (node.nodeType === 'repeat-range:uncontrolled') {
      repeats.push({ ref: node.currentState.reference, items: below(node).length });
    }
    if (isLeaf(node)) {
      nodes.push(described(node));
    }
  }
  return { nodes, repeats };
};

const operations = { ready: async () => ({}), load, new: create, answer: step, add: step, remove: step, state };

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  let answer;
  try {
    answer = await operations[request.op](request);
  } catch (error) {
    answer = { error: String(error.message ?? error).slice(0, 2000) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
process.exit(0);
