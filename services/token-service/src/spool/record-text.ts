import type { DecidedScope, Decision, DecisionInstance } from './decision.js';
import { TimestampText } from './timestamp-text.js';

/** Longer, and it would fit no page of the spool: then the reasons are left out. */
const MAXIMUM_CHARACTERS = 150_000;

const quoted = (text: string): string => JSON.stringify(text);
const orNull = (text: string | null): string => (text === null ? 'null' : JSON.stringify(text));
const cut = (text: string, length: number): string => (text.length > length ? text.slice(0, length) : text);

/** All of a decision but what is each one's own: the end of a line of JSON. */
export function decisionText(decision: Decision, scopes: readonly DecidedScope[]): string {
  const text = textOf(decision, scopes);
  if (text.length <= MAXIMUM_CHARACTERS) return text;
  return textOf(
    decision,
    scopes.map((scope) => ({ ...scope, because: [] })),
  );
}

function textOf({ asked: _asked, ...decision }: Decision, scopes: readonly DecidedScope[]): string {
  const { subject, address, userAgent, service } = decision;
  const record = {
    ...decision,
    subject: { ...subject, name: cut(subject.name, 255) },
    address: cut(address, 64),
    userAgent: cut(userAgent, 512),
    service: cut(service, 255),
    scopes,
  };
  return JSON.stringify(record).slice(1);
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
