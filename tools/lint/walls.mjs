/**
 * Who may import whom (docs/adr/0001 and 0014). One rule, `walls/imports`, reads this table;
 * it sees static imports, re-exports, `import()` and `import('…')` types alike.
 */
const ANY_LIB = [
  'access-control',
  'registry-token',
  'policy-replica',
  'change-log',
  'contracts',
  'platform',
  'registry-client',
];
const SERVICES = ['gateway', 'token-service', 'identity-service', 'catalog-service', 'registry-sync-service'];

/** Folder → packages of this repository that it may import. `change-log/reader` names one entry point of a package. */
const ALLOWED = {
  'libs/access-control': [],
  'libs/registry-token': ['access-control'],
  'libs/contracts': ['access-control'],
  'libs/platform': ['contracts'],
  'libs/change-log': ['contracts', 'platform'],
  'libs/policy-replica': ['access-control', 'change-log/reader', 'contracts', 'platform'],
  'libs/registry-client': ['contracts'],
  'libs/testing': ANY_LIB,
  ...Object.fromEntries(SERVICES.map((name) => [`services/${name}`, ANY_LIB])),
  'services/standalone': [...SERVICES, 'contracts', 'platform'],
  frontend: ['contracts'],
  e2e: ['contracts', 'testing'],
  bench: ['access-control', 'contracts', 'policy-replica', 'testing'],
  tools: [],
};

/** Pure packages: what they may import from outside. Everything else may use what its package.json lists. */
const OUTSIDE = {
  'libs/access-control': ['re2js'],
  'libs/registry-token': ['jose', '@peculiar/x509', 'node:crypto', 'node:util', 'reflect-metadata'],
  'libs/contracts': ['zod'],
};

const isSpec = (file) => /\.(?:int-)?spec\.[mc]?[jt]s$/.test(file) || /\/(?:test-support|model)\//.test(file);
const packageOf = (file) => Object.keys(ALLOWED).find((folder) => file.startsWith(`${folder}/`)) ?? null;

function checkProductImport(file, folder, target) {
  const allowed = isSpec(file) && folder !== 'frontend' ? [...ALLOWED[folder], ...ANY_LIB, 'testing'] : ALLOWED[folder];
  const name = target.split('/')[0];
  if (folder.endsWith(`/${name}`)) return 'A package does not import itself by name: use a relative path.';
  if (allowed.includes(target) || allowed.includes(name)) return null;
  return `${folder} may not import @spectacles/${target}.`;
}

function checkOutsideImport(file, folder, specifier) {
  const allowed = OUTSIDE[folder];
  if (allowed === undefined || isSpec(file)) return null;
  const known = allowed.some((name) => specifier === name || specifier.startsWith(`${name}/`));
  return known ? null : `${folder} is pure: it may import ${allowed.join(', ')}, not ${specifier}.`;
}

/** Files of a service that know TypeORM: adapters, entities, migrations and what opens the database. */
const KNOWS_TYPEORM =
  /(?:\/typeorm-[^/]+|\.entity|\/migrations?\/[^/]+|[./-]migrations?|\/database\/[^/]+|data-source[^/]*)\.ts$/;

function checkTypeOrm(file, folder, specifier) {
  if (specifier !== 'typeorm' && !specifier.startsWith('typeorm/')) return null;
  if (!folder.startsWith('services/') || isSpec(file) || KNOWS_TYPEORM.test(file)) return null;
  return 'Only typeorm-*.ts, *.entity.ts, migrations and the data source of a service know TypeORM.';
}

function resolveRelative(file, specifier) {
  const parts = file.split('/').slice(0, -1);
  for (const step of specifier.split('/')) {
    if (step === '..') parts.pop();
    else if (step !== '.') parts.push(step);
  }
  return parts.join('/');
}

/** `services/x/src/users/…` → `users`; null for files of the service itself. */
function sliceOf(path) {
  return /^services\/[^/]+\/src\/([^/]+)\/[^/]+/.exec(path)?.[1] ?? null;
}

function checkRelativeImport(file, folder, specifier) {
  const target = resolveRelative(file, specifier);
  if (!`${target}/`.startsWith(`${folder}/`))
    return 'A relative import stays in its package: import the other by name.';
  if (isSpec(file)) return null;
  if (isSpec(target.replace(/\.js$/, '.ts'))) return 'Product code does not import tests or their models.';
  const [from, to] = [sliceOf(file), sliceOf(target)];
  const crosses = from !== null && to !== null && from !== to;
  if (crosses && /(?:\.messages|\.controller|\/typeorm-[^/]+)\.js$/.test(target)) {
    return `The slice ${from} reaches ${to} through its service or port.`;
  }
  return null;
}

/** The reason why `file` (from the root, with slashes) may not import `specifier`, or null. */
export function checkImport(file, specifier) {
  const folder = packageOf(file);
  if (folder === null) return null;
  if (specifier.startsWith('.')) return checkRelativeImport(file, folder, specifier);
  if (specifier.startsWith('@spectacles/'))
    return checkProductImport(file, folder, specifier.slice('@spectacles/'.length));
  return checkOutsideImport(file, folder, specifier) ?? checkTypeOrm(file, folder, specifier);
}

const imports = {
  meta: { type: 'problem', schema: [], messages: { wall: '{{reason}}' } },
  create(context) {
    const root = `${context.cwd}/`;
    const file = context.filename.startsWith(root) ? context.filename.slice(root.length) : context.filename;
    const check = (source) => {
      if (typeof source?.value !== 'string') return;
      const reason = checkImport(file, source.value);
      if (reason !== null) context.report({ node: source, messageId: 'wall', data: { reason } });
    };
    return {
      ImportDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      TSImportType: (node) => check(node.source ?? node.argument?.literal),
    };
  },
};

export const walls = { meta: { name: 'walls' }, rules: { imports } };
