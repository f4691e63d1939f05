import type { DecidedScope, Decision, DecisionInstance } from './decision.js';
import { TimestampText } from './timestamp-text.js';

/** Longer, and it would fit no page of the spool: then the reasons are left out. */
const MAXIMUM_CHARACTERS = 150_000;

type Reason = DecidedScope['because'][number];

const quoted = (text: string): string => JSON.stringify(text);
const orNull = (text: string | null): string => (text === null ? 'null' : JSON.stringify(text));
const cut = (text: string, length: number): string => (text.length > length ? text.slice(0, length) : text);
const listOf = (texts: readonly string[]): string => (texts.length === 0 ? '[]' : `["${texts.join('","')}"]`);
/** The three actions of a repository need no look at their characters; what strangers write does. */
const PLAIN = /^[a-z*]*$/u;
const actionsOf = (actions: readonly string[]): string =>
  actions.every((action) => PLAIN.test(action)) ? listOf(actions) : JSON.stringify(actions);

/**
 * All of a decision but what is each one's own: the end of a line of JSON. Put together by hand: this is done for each token,
 * and a general serializer costs twice as much.
 */
export function decisionText(decision: Decision, scopes: readonly DecidedScope[]): string {
  const text = textOf(decision, scopes);
  if (text.length <= MAXIMUM_CHARACTERS) return text;
  return textOf(
    decision,
    scopes.map((scope) => ({ ...scope, because: [] })),
  );
}

function textOf(decision: Decision, scopes: readonly DecidedScope[]): string {
  const { subject, credential } = decision;
  return (
    `"outcome":"${decision.outcome}","refusal":${orNull(decision.refusal)},` +
    `"credential":{"kind":"${credential.kind}","id":${orNull(credential.id)},"name":${orNull(credential.name)}},` +
    `"refreshTokenId":${orNull(decision.refreshTokenId)},"refreshTokenIssued":${String(decision.refreshTokenIssued)},` +
    `"registryId":${orNull(decision.registryId)},"policyVersion":${String(decision.policyVersion)},` +
    `"subject":{"kind":"${subject.kind}","id":${orNull(subject.id)},"name":${quoted(cut(subject.name, 255))}},` +
    `"address":${quoted(cut(decision.address, 64))},"userAgent":${quoted(cut(decision.userAgent, 512))},` +
    `"service":${quoted(cut(decision.service, 255))},"scopes":[${scopes.map(scopeText).join(',')}]}`
  );
}

function scopeText({ type, name, asked, granted, because }: DecidedScope): string {
  const what = `{"type":${quoted(type)},"name":${quoted(name)},"asked":${actionsOf(asked)},"granted":${actionsOf(granted)}`;
  return `${what},"because":[${reasonsText(because)}]}`;
}

/** One source often settles all of the actions: its text is made once. */
function reasonsText(reasons: readonly Reason[]): string {
  let [text, source, sourceText]: [string, Reason['source'] | null, string] = ['', null, ''];
  for (const reason of reasons) {
    if (reason.source !== source) [source, sourceText] = [reason.source, JSON.stringify(reason.source)];
    if (text !== '') text += ',';
    text += `{"action":${quoted(reason.action)},"outcome":"${reason.outcome}","source":${sourceText}}`;
  }
  return text;
}

/** What a record has besides the decision. */
export interface RecordFrame {
  readonly id: string;
  readonly at: number;
  /** How many it stands for. */
  readonly count: number;
}

/** What is each decision's own: the start of a line of JSON, which the text of the decision ends. */
export class InstanceText {
  private readonly at = new TimestampText();
  private readonly end = new TimestampText();

  of({ requestId, tokenId, expiresAt }: DecisionInstance, { id, at, count }: RecordFrame): string {
    const end = expiresAt === null ? 'null' : `"${this.end.of(expiresAt)}"`;
    return (
      `{"kind":"decision","id":"${id}","at":"${this.at.of(at)}","requestId":${quoted(requestId)},` +
      `"tokenId":${orNull(tokenId)},"expiresAt":${end},"count":${String(count)},`
    );
  }
}
