const HEADER = `# Configuration

Everything is read once from the environment. Each variable may also be given as a file: \`NAME_FILE\` names a file that holds the
value. A variable that cannot be used stops the start with one line on standard error, \`spectacles: <NAME>: …\`, and exit code 2;
all problems are listed at once.

This page is generated from the schemas of the services: \`npm run generate\`.
`;

/** A default stands for the value after its transformation, so it is read from the schema itself. */
function standardOf(schema) {
  const { def } = schema._zod;
  return def.type === 'default' && typeof def.defaultValue !== 'object' ? def.defaultValue : undefined;
}

function valuesOf(schema) {
  const { enum: values } = schema.toJSONSchema({ io: 'input', unrepresentable: 'any' });
  return values === undefined ? '' : ` One of ${values.map((value) => `\`${value}\``).join(', ')}.`;
}

const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const standardText = (value) => (value === undefined || value === '' ? '' : `\`${value}\``);

/** Variables by name: who reads it, and with which default. */
function variablesOf(environments) {
  const variables = new Map();
  for (const { package: name, value } of environments) {
    for (const [variable, schema] of Object.entries(value.shape)) {
      const known = variables.get(variable) ?? { readers: new Map(), description: '', values: '' };
      known.readers.set(name, standardText(standardOf(schema)));
      known.description ||= schema.description ?? '';
      known.values ||= valuesOf(schema);
      variables.set(variable, known);
    }
  }
  return [...variables].sort(([a], [b]) => a.localeCompare(b));
}

function standardColumn(readers) {
  const standards = new Set(readers.values());
  if (standards.size === 1) return [...standards][0];
  return [...readers].map(([name, standard]) => `${standard || '–'} (${name})`).join(', ');
}

/** Asks the program itself: with every variable set, which does it warn of? */
function withoutEffect({ variablesWithoutEffect }) {
  const everythingSet = new Proxy({}, { get: () => 'set' });
  return [
    '## Without effect yet',
    '',
    'Names of the Python version that are known, and that a start with one of them warns of:',
    '',
    ...variablesWithoutEffect(everythingSet).map((name) => `- \`${name}\``),
    '',
  ];
}

/** docs/reference/configuration.md */
export function configurationReference({ environments, platform }) {
  const services = environments.filter(({ package: name }) => name !== 'platform');
  const every = environments
    .filter(({ package: name }) => name === 'platform')
    .map((each) => ({ ...each, package: 'every process' }));
  const rows = variablesOf([...every, ...services]).map(([name, variable]) => {
    if (variable.description === '') throw new Error(`${name} has no description.`);
    const readers = variable.readers.has('every process') ? ['every process'] : [...variable.readers.keys()];
    return `| \`${name}\` | ${cell(standardColumn(variable.readers))} | ${cell(variable.description + variable.values)} | ${readers.join(', ')} |`;
  });
  return [
    HEADER,
    '| variable | default | meaning | read by |',
    '|---|---|---|---|',
    ...rows,
    '',
    ...withoutEffect(platform),
  ].join('\n');
}
