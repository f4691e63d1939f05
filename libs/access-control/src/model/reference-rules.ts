import type { RuleState } from '../policy-state.js';

/** What rules see of a request. */
export interface PlainRequest {
  /** null: a question about a group, which has no account. */
  readonly account: string | null;
  readonly type: string;
  readonly name: string;
  readonly service: string;
  readonly address: string | undefined;
  readonly labels: Readonly<Record<string, readonly string[]>>;
}

/** The actions of the first rule that matches; null where none does. Plain JavaScript, each rule from scratch. */
export function ruledActions(rules: readonly RuleState[], request: PlainRequest): readonly string[] | null {
  const inOrder = [...rules].sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
  return inOrder.find((rule) => isMatch(rule, request))?.actions ?? null;
}

function isMatch({ match, anchored }: RuleState, request: PlainRequest): boolean {
  const { account, type, name, service } = request;
  if (match.account !== undefined) {
    if (account === null) return false;
    if (match.account === '' ? account !== '' : !fits(match.account, account, request, anchored)) return false;
  }
  if (match.type !== undefined && !fits(match.type, type, request, true)) return false;
  if (match.name !== undefined && !fits(match.name, name, request, anchored)) return false;
  if (match.service !== undefined && !fits(match.service, service, request, anchored)) return false;
  if (match.ip !== undefined && (request.address === undefined || !isInNetwork(match.ip, request.address)))
    return false;
  return Object.entries(match.labels ?? {}).every(([key, pattern]) =>
    (request.labels[key] ?? []).some((value) => fits(pattern, value, request, anchored)),
  );
}

function fits(pattern: string, value: string, request: PlainRequest, anchored: boolean): boolean {
  const isExpression = pattern.length > 2 && pattern.startsWith('/') && pattern.endsWith('/');
  const texts = inserted(isExpression ? pattern.slice(1, -1) : expressionOfGlob(pattern), request);
  return texts.some((text) => new RegExp(isExpression && !anchored ? text : `^(?:${text})$`, 's').test(value));
}

/** Every text that a pattern with placeholders stands for; none where a placeholder has no value. */
function inserted(pattern: string, request: PlainRequest): readonly string[] {
  const found = /\$\{(account|name)\}|\$\{labels:(\w+)\}/.exec(pattern);
  if (found === null) return [pattern];
  const values =
    found[1] === 'account'
      ? [request.account ?? '']
      : found[1] === 'name'
        ? [request.name]
        : request.labels[found[2] ?? ''];
  return (values ?? [])
    .filter((value) => value !== '')
    .flatMap((value) =>
      inserted(
        pattern.replaceAll(found[0], () => literal(value)),
        request,
      ),
    );
}

function expressionOfGlob(glob: string): string {
  return glob.replace(/\$\{[^}]+\}|\*|\?|[.+(){}|^$]/g, (part) => {
    if (part.length > 1) return part;
    return part === '*' ? '[^/]*' : part === '?' ? '[^/]' : `\\${part}`;
  });
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** IPv4 alone: the other notations have tests of their own. */
function isInNetwork(network: string, address: string): boolean {
  const [base = '', length = '32'] = network.split('/');
  const bits = (text: string): string =>
    text
      .split('.')
      .map((part) => Number(part).toString(2).padStart(8, '0'))
      .join('');
  return bits(base).slice(0, Number(length)) === bits(address).slice(0, Number(length));
}
