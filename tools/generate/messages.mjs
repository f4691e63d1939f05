const HEADER = `# Messages

What the services say to each other, over NATS or inside one process. Subjects are \`<service>.v<major>.<noun>.<verb>\`; payloads are
JSON. A request is answered by one instance of its service, an event is heard by every instance that listens and may get lost.

This page is generated from \`libs/contracts\`: \`npm run generate\`.
`;

/** A schema in the notation of TypeScript, which readers of this repository know. */
function typeText(schema, indent = '') {
  if (schema.$ref !== undefined) return schema.$ref.split('/').at(-1);
  const options = schema.anyOf ?? schema.oneOf;
  if (options !== undefined) return options.map((each) => typeText(each, indent)).join(' | ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((each) => JSON.stringify(each)).join(' | ');
  if (Array.isArray(schema.type)) return schema.type.join(' | ');
  if (schema.type === 'array') return arrayText(typeText(schema.items ?? {}, indent));
  if (schema.type === 'object') return objectText(schema, indent);
  return schema.type ?? 'unknown';
}

const arrayText = (items) => (/[ |{]/.test(items) ? `(${items})[]` : `${items}[]`);

function objectText({ properties, required = [], additionalProperties }, indent) {
  if (properties === undefined) return `Record<string, ${typeText(additionalProperties || {}, indent)}>`;
  const entries = Object.entries(properties);
  if (entries.length === 0) return '{}';
  const inner = `${indent}  `;
  const lines = entries.map(
    ([name, value]) => `${inner}${name}${required.includes(name) ? '' : '?'}: ${typeText(value, inner)};`,
  );
  return `{\n${lines.join('\n')}\n${indent}}`;
}

const translate = (schema, io) => schema.toJSONSchema({ io, unrepresentable: 'any' });

function collectDefinitions(definitions, schema, io) {
  const translated = translate(schema, io);
  for (const [name, definition] of Object.entries(translated.$defs ?? {})) definitions.set(name, definition);
  return typeText(translated);
}

const block = (title, text) => [`${title}:`, '', '```ts', text, '```', ''];

function requestSection(definitions, contract) {
  return [
    `### \`${contract.subject}\``,
    '',
    `${contract.summary} Time-out ${contract.timeoutMs} ms.`,
    '',
    ...block('Request', collectDefinitions(definitions, contract.request, 'input')),
    ...block('Reply', collectDefinitions(definitions, contract.reply, 'output')),
  ];
}

function eventSection(definitions, contract) {
  return [
    `### \`${contract.subject}\``,
    '',
    contract.summary,
    '',
    ...block('Payload', collectDefinitions(definitions, contract.payload, 'output')),
  ];
}

function consoleSection({ consoleRoutes, consoleSubject }) {
  const rows = consoleRoutes
    .filter((route) => route.owner !== 'gateway')
    .map(
      (route) => `| \`${consoleSubject(route)}\` | \`${route.method} /api/v1${route.path}\` | ${route.timeoutMs} ms |`,
    );
  return [
    '## Console requests',
    '',
    'The gateway passes each route of the console API to its owner, with an envelope that says who calls. It alone may publish these',
    'subjects: for that reason the envelope is believed. The routes are described in `docs/api/openapi.json`.',
    '',
    '| subject | route | time-out |',
    '|---|---|---|',
    ...rows,
    '',
  ];
}

/** docs/reference/messages.md */
export function messageReference({ contracts }) {
  const all = Object.values(contracts).filter((each) => typeof each?.subject === 'string');
  const bySubject = (a, b) => a.subject.localeCompare(b.subject);
  const definitions = new Map();
  const requests = all.filter((each) => each.request !== undefined).sort(bySubject);
  const events = all.filter((each) => each.payload !== undefined).sort(bySubject);
  const body = [
    '## Requests',
    '',
    ...requests.flatMap((each) => requestSection(definitions, each)),
    '## Events',
    '',
    ...events.flatMap((each) => eventSection(definitions, each)),
    ...consoleSection(contracts),
  ];
  const types = [...definitions]
    .sort(([a], [b]) => a.localeCompare(b))
    .flatMap(([name, definition]) => [`### ${name}`, '', '```ts', typeText(definition), '```', '']);
  return [HEADER, ...body, '## Types', '', ...types].join('\n');
}
