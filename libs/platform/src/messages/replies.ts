import type { ConsoleReply } from '@spectacles/contracts';

export interface ReplyDetails {
  /** The version of the policy that holds the change; to be given on every change. */
  readonly policyVersion?: number;
  /** The object's version, for the entity tag. */
  readonly version?: number;
  readonly location?: string;
  /** For an answer that is not JSON. */
  readonly contentType?: string;
}

function reply(status: number, body: unknown, details: ReplyDetails): ConsoleReply {
  return {
    status,
    body,
    policyVersion: details.policyVersion ?? null,
    location: details.location ?? null,
    version: details.version ?? null,
    contentType: details.contentType ?? null,
  };
}

/** 200 with a view. */
export const answer = (view: unknown, details: ReplyDetails = {}): ConsoleReply => reply(200, view, details);

/** 201 with the new object's view and address. */
export const created = (view: unknown, details: ReplyDetails = {}): ConsoleReply => reply(201, view, details);

/** 202: the work has begun. */
export const accepted = (view: unknown = null, details: ReplyDetails = {}): ConsoleReply => reply(202, view, details);

/** 204. */
export const noContent = (details: ReplyDetails = {}): ConsoleReply => reply(204, null, details);
