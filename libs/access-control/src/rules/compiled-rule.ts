import { isInRange, parseAddressRange, type AddressRange } from '../address.js';
import type { RuleMatch, RuleState } from '../policy-state.js';
import { ALL_VERBS, BROWSE, CATALOG, maskOfAction, NO_VERBS, PULL, type VerbMask } from '../right.js';
import { BrokenRule, FieldMatcher, type RuleValues } from './field-matcher.js';
import type { RuleVariable } from './rule-text.js';

/** What rules are asked about. */
export interface RuleRequest {
  /** The name of the user or the login of the robot, `''` for a stranger; null where it is not settled who asks. */
  readonly account: string | null;
  readonly type: 'repository' | 'registry';
  readonly name: string;
  readonly service: string;
  /** Unknown: no rule with an address matches. */
  readonly address: string | undefined;
  readonly labels: Readonly<Record<string, readonly string[]>>;
  /** A rule with an address shows nothing in a list, and hides what it would wherever the address is not known. */
  readonly isListing: boolean;
}

/** Everything that a rule can be asked for under `["*"]`. */
const EVERY_ACTION: VerbMask = ALL_VERBS | BROWSE | CATALOG;

/** The fields of a rule, compiled when first compared. */
interface RuleFields {
  readonly account: FieldMatcher | null;
  readonly type: FieldMatcher | null;
  readonly name: FieldMatcher | null;
  readonly service: FieldMatcher | null;
  readonly labels: readonly (readonly [string, FieldMatcher])[];
  readonly range: AddressRange | 'any' | 'unreadable';
}

/** A rule that can be asked whether it matches, and what it then gives. */
export class CompiledRule {
  readonly verbs: VerbMask;
  readonly #fields: RuleFields;

  constructor(readonly state: Pick<RuleState, 'match' | 'actions' | 'anchored'>) {
    this.verbs = verbsOfActions(state.actions);
    this.#fields = fieldsOf(state.match, state.anchored);
  }

  /** What every name begins with that can match. */
  get namePrefix(): string {
    return this.#fields.name?.prefix ?? '';
  }

  /** The only account that can match, where there is one. */
  get onlyAccount(): string | null {
    return this.#fields.account === null ? null : this.state.match.account === '' ? '' : this.#fields.account.literal;
  }

  /** Throws a `BrokenRule` where an answer cannot be had. */
  matches(request: RuleRequest): boolean {
    const values = new RequestValues(this.#fields, request);
    const { account, type, name, service, range } = this.#fields;
    return (
      this.matchesAccount(account, request.account, values) &&
      (type === null || type.matches(request.type, values)) &&
      (service === null || service.matches(request.service, values)) &&
      (name === null || name.matches(request.name, values)) &&
      this.matchesRange(range, request) &&
      this.matchesLabels(request, values)
    );
  }

  private matchesAccount(field: FieldMatcher | null, account: string | null, values: RuleValues): boolean {
    if (field === null) return true;
    if (account === null) return false;
    // The empty text means strangers and nobody else.
    return field.text === '' ? account === '' : field.matches(account, values);
  }

  private matchesRange(range: RuleFields['range'], { address, isListing }: RuleRequest): boolean {
    if (range === 'any') return true;
    if (range === 'unreadable') throw new BrokenRule('RULE_ADDRESS', 'The address range cannot be read.');
    if (isListing && (this.verbs & BROWSE) !== 0) return false;
    return address === undefined ? isListing : isInRange(range, address);
  }

  private matchesLabels({ labels }: RuleRequest, values: RuleValues): boolean {
    return this.#fields.labels.every(([key, field]) =>
      labelsOf(labels, key).some((value) => field.matches(value, values)),
    );
  }
}

/** What the placeholders of a rule stand for. */
class RequestValues implements RuleValues {
  constructor(
    private readonly fields: RuleFields,
    private readonly request: RuleRequest,
  ) {}

  valueOf(variable: RuleVariable): string {
    return this.request[variable] ?? '';
  }

  captureOf(variable: RuleVariable, group: number): string | null {
    return this.fields[variable]?.capture(this.valueOf(variable), group) ?? null;
  }

  labelsOf(key: string): readonly string[] {
    return labelsOf(this.request.labels, key);
  }
}

/** A label may be called like something that every object has. */
function labelsOf(labels: RuleRequest['labels'], key: string): readonly string[] {
  const own = Object.hasOwn(labels, key) ? labels[key] : undefined;
  return own ?? [];
}

function fieldsOf(match: RuleMatch, anchored: boolean): RuleFields {
  const field = (text: string | undefined, isWhole = anchored): FieldMatcher | null =>
    text === undefined ? null : new FieldMatcher(text, { anchored: isWhole, withLabels: true });
  return {
    account: field(match.account),
    // A type that ends or begins otherwise is another type.
    type: field(match.type, true),
    name: field(match.name),
    service: field(match.service),
    labels: Object.entries(match.labels ?? {}).map(
      ([key, text]) => [key, new FieldMatcher(text, { anchored, withLabels: false })] as const,
    ),
    range: rangeOf(match.ip),
  };
}

function rangeOf(text: string | undefined): RuleFields['range'] {
  if (text === undefined) return 'any';
  const parsed = parseAddressRange(text);
  return parsed.ok ? parsed.range : 'unreadable';
}

/** `["*"]` alone stands for whatever is asked; a star among others asks for the catalog alone. */
function verbsOfActions(actions: readonly string[]): VerbMask {
  if (actions.length === 1 && actions[0] === '*') return EVERY_ACTION;
  const verbs = actions.reduce((mask, action) => mask | (action === '*' ? CATALOG : maskOfAction(action)), NO_VERBS);
  return (verbs & PULL) === 0 ? verbs : verbs | BROWSE;
}
