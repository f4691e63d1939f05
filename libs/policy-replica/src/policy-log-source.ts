import type { LogSource } from '@spectacles/change-log/reader';
import { ReadPolicyLog, ReadPolicySnapshot } from '@spectacles/contracts';
import type { MessageClient } from '@spectacles/platform';

/** The policy log at its owner, identity-service, over the bus. */
export function policyLogOverBus(messages: MessageClient): LogSource {
  return {
    read: (position) => messages.request(ReadPolicyLog, position),
    snapshot: (request) => messages.request(ReadPolicySnapshot, request),
  };
}
