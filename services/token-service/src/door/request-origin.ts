/** Where a request came from; for the log, the record, and whoever counts failures. */
export interface RequestOrigin {
  readonly address: string;
  readonly userAgent: string;
  readonly requestId: string;
}
