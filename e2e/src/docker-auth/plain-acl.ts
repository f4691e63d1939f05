/**
 * docker_auth's access lists, written down plainly from its documentation and never from our engine: the first rule that
 * matches decides, patterns are globs of Go's `path.Match` or regular expressions between slashes, values that a rule
 * inserts are literal. Slow, and only for well-formed lists.
 */
export interface AclRule {
  readonly match: {
    readonly account?: string;
    readonly type?: string;
    readonly name?: string;
    readonly ip?: string;
    readonly service?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly actions: readonly string[];
}

export interface AclRequest {
  readonly account: string;
  readonly labels: Readonly<Record<string, readonly string[]>>;
  readonly type: string;
  readonly name: string;
  readonly service: string;
  readonly ip: string;
  readonly actions: readonly string[];
}

const FIELDS = ['account', 'type', 'name', 'service'] as const;

/** What is granted of a request: sorted, each action once. */
export function grantedByAcl(rules: readonly AclRule[], request: AclRequest): readonly string[] {
  const rule = rules.find((candidate) => matches(candidate, request));
  if (rule === undefined) return [];
  const everything = rule.actions.length === 1 && rule.actions[0] === '*';
  const granted = request.actions.filter((action) => everything || rule.actions.includes(action));
  return [...new Set(granted)].sort();
}

function matches({ match }: AclRule, request: AclRequest): boolean {
  return (
    FIELDS.every((field) => match[field] === undefined || matchesField(match, field, request)) &&
    (match.ip === undefined || isWithin(request.ip, match.ip)) &&
    Object.entries(match.labels ?? {}).every(([key, pattern]) =>
      (request.labels[key] ?? []).some((value) => matchesPattern(pattern, value)),
    )
  );
}

function matchesField(match: AclRule['match'], field: (typeof FIELDS)[number], request: AclRequest): boolean {
  const pattern = match[field] ?? '';
  if (field === 'account' && pattern === '') return request.account === '';
  return variants(pattern, match, request).some((variables) => matchesPattern(pattern, request[field], variables));
}

type Variables = Readonly<Record<string, string>>;

/** The values of the placeholders of a pattern: one set for each combination of the labels' values. */
function variants(pattern: string, match: AclRule['match'], request: AclRequest): readonly Variables[] {
  let sets: Variables[] = [{}];
  for (const [, name = ''] of pattern.matchAll(/\$\{([^}]+)\}/g)) {
    const values = valuesOf(name, match, request);
    sets = sets.flatMap((set) => values.map((value) => ({ ...set, [name]: value })));
  }
  // A placeholder that is empty lets no rule match.
  return sets.filter((set) => Object.values(set).every((value) => value !== ''));
}

function valuesOf(name: string, match: AclRule['match'], request: AclRequest): readonly string[] {
  const [head = '', tail = ''] = name.split(':');
  if (head === 'labels') return request.labels[tail] ?? [];
  const field = FIELDS.find((candidate) => candidate === head);
  if (field === undefined) throw new Error(`The model does not know \${${name}}.`);
  if (tail === '') return [request[field]];
  const found = regularExpression(match[field] ?? '')?.exec(request[field]);
  return [found?.[Number(tail)] ?? ''];
}

function matchesPattern(pattern: string, value: string, variables: Variables = {}): boolean {
  const isExpression = pattern.length > 2 && pattern.startsWith('/') && pattern.endsWith('/');
  const quote = isExpression ? quoteExpression : quoteGlob;
  const text = pattern.replace(/\$\{([^}]+)\}/g, (_, name: string) => quote(variables[name] ?? ''));
  return isExpression ? (regularExpression(text)?.test(value) ?? false) : globExpression(text).test(value);
}

function regularExpression(pattern: string): RegExp | null {
  if (pattern.length <= 2 || !pattern.startsWith('/') || !pattern.endsWith('/')) return null;
  const body = pattern.slice(1, -1);
  return body.startsWith('(?i)') ? new RegExp(body.slice(4), 'i') : new RegExp(body);
}

function globExpression(glob: string): RegExp {
  const tokens = glob.match(/\\.|\[\^?[^\]]+\]|[^]/g) ?? [];
  return new RegExp(`^${tokens.map(globToken).join('')}$`);
}

function globToken(token: string): string {
  if (token === '*') return '[^/]*';
  if (token === '?') return '[^/]';
  if (token.startsWith('[') && token.length > 1) return token;
  return quoteExpression(token.length === 2 && token.startsWith('\\') ? token.slice(1) : token);
}

const quoteExpression = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
const quoteGlob = (text: string): string => text.replace(/[*?[\]\\]/g, '\\$&');

function isWithin(address: string, range: string): boolean {
  const [network = '', length] = range.split('/');
  const [wanted, asked] = [bitsOf(network), bitsOf(address)];
  if (wanted.length !== asked.length) return false;
  const bits = length === undefined ? wanted.length : Number(length);
  return wanted.slice(0, bits) === asked.slice(0, bits);
}

/** 32 or 128 binary digits; IPv4 within IPv6 counts as IPv4. */
function bitsOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  const binary = (text: string, base: number, width: number) => parseInt(text, base).toString(2).padStart(width, '0');
  if (!plain.includes(':'))
    return plain
      .split('.')
      .map((part) => binary(part, 10, 8))
      .join('');
  const [head = '', tail = ''] = plain.split('::');
  const groups = (text: string) => text.split(':').filter((group) => group !== '');
  const missing = 8 - groups(head).length - groups(tail).length;
  const all = [...groups(head), ...Array.from({ length: missing }, () => '0'), ...groups(tail)];
  return all.map((group) => binary(group, 16, 16)).join('');
}
