import { Injectable } from '@nestjs/common';
import { type CredentialUse, ReadCredentialUses } from '@spectacles/contracts';
import { DomainError, MessageClient } from '@spectacles/platform';

/** A list is not kept waiting for what is only shown beside it. */
const ReadUsesSoon = { ...ReadCredentialUses, timeoutMs: 1000 };
const IDS_PER_REQUEST = 500;

/** When credentials were used last, as the token log saw it. */
@Injectable()
export class CredentialUses {
  constructor(private readonly messages: MessageClient) {}

  /** Empty where the token log does not answer. */
  async of(ids: readonly string[]): Promise<ReadonlyMap<string, CredentialUse>> {
    const uses = new Map<string, CredentialUse>();
    try {
      for (let start = 0; start < ids.length; start += IDS_PER_REQUEST) {
        const credentialIds = ids.slice(start, start + IDS_PER_REQUEST);
        const answer = await this.messages.request(ReadUsesSoon, { credentialIds });
        for (const { credentialId, use } of answer.uses) uses.set(credentialId, use);
      }
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
    return uses;
  }
}
