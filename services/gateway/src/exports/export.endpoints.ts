import { Readable } from 'node:stream';
import {
  exportActivity,
  exportDecisions,
  listActivity,
  listDecisions,
  type ActivityView,
  type ConsoleRoute,
  type DecisionView,
} from '@spectacles/contracts';
import { fieldErrorsOf, MalformedRequest, withRequestId, type Logger, type MessageClient } from '@spectacles/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ConsoleForwarder } from '../console/console-forwarder.js';
import { stateOf } from '../server/request-state.js';
import { activityColumns, decisionColumns, type Columns } from './columns.js';
import { csvLine } from './csv.js';

type Format = 'csv' | 'jsonl';

/** A list that can be had as a file. */
interface ExportedList {
  readonly list: ConsoleRoute;
  readonly fileName: string;
  readonly columns: Columns<never>;
}

interface Page {
  readonly items: readonly unknown[];
  readonly next: string | null;
}

type ReadPage = (cursor: string | null) => Promise<Page>;

const PAGE_ROWS = '200';
const MEDIA_TYPES = { csv: 'text/csv; charset=utf-8; header=present', jsonl: 'application/jsonl; charset=utf-8' };

/** Lists as files: read page by page from their owner, as the caller, and only as fast as the client takes them. */
export class ExportEndpoints {
  private readonly lists: ReadonlyMap<string, ExportedList> = new Map<string, ExportedList>([
    [
      exportDecisions.operationId,
      { list: listDecisions, fileName: 'decisions', columns: decisionColumns satisfies Columns<DecisionView> },
    ],
    [
      exportActivity.operationId,
      { list: listActivity, fileName: 'activity', columns: activityColumns satisfies Columns<ActivityView> },
    ],
  ]);

  constructor(
    private readonly messages: MessageClient,
    private readonly forwarder: ConsoleForwarder,
    private readonly logger: Logger,
  ) {}

  serves(route: ConsoleRoute): boolean {
    return this.lists.has(route.operationId);
  }

  /** The first page is read before anything is sent, so that a refusal is a problem document. */
  async answer(route: ConsoleRoute, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const exported = this.lists.get(route.operationId);
    if (exported === undefined) throw new Error(`${route.operationId} is no export.`);
    const format = formatIn(route, request);
    const read = this.readerOf(exported.list, request);
    const first = await read(null);
    reply
      .type(MEDIA_TYPES[format])
      .header('Content-Disposition', `attachment; filename="${exported.fileName}.${format}"`);
    if (request.method === 'HEAD') return reply.send();
    const stream = Readable.from(linesOf({ first, read, format, columns: exported.columns }), { objectMode: false });
    stream.once('error', (error) => {
      this.logger.warn({ err: error, requestId: stateOf(request).requestId }, 'an export ended before its end');
    });
    return reply.send(stream);
  }

  private readerOf(list: ConsoleRoute, request: FastifyRequest): ReadPage {
    const envelope = this.forwarder.envelopeOf(request);
    const { format: _format, ...query } = request.query as Record<string, string | string[]>;
    return async (cursor) => {
      const asked = { ...query, limit: PAGE_ROWS, ...(cursor === null ? {} : { cursor }) };
      const call = { envelope, params: {}, query: asked };
      // The client has checked the body against the schema of the list.
      return (await withRequestId(envelope.requestId, () => this.messages.call(list, call))).body as Page;
    };
  }
}

function formatIn(route: ConsoleRoute, request: FastifyRequest): Format {
  const query = route.query.safeParse(request.query);
  if (!query.success) throw new MalformedRequest('The query cannot be read.', fieldErrorsOf(query.error));
  return (query.data as { readonly format: Format }).format;
}

interface Lines {
  readonly first: Page;
  readonly read: ReadPage;
  readonly format: Format;
  readonly columns: Columns<never>;
}

/** A page at a time: the next is asked for only when the one before was taken. */
async function* linesOf({ first, read, format, columns }: Lines): AsyncGenerator<Buffer, void> {
  const lineOf = (item: unknown): string =>
    format === 'csv' ? csvLine(columns.cellsOf(item as never)) : `${JSON.stringify(item)}\n`;
  if (format === 'csv') yield Buffer.from(csvLine(columns.names));
  for (let page: Page | null = first; page !== null; page = page.next === null ? null : await read(page.next)) {
    if (page.items.length > 0) yield Buffer.from(page.items.map(lineOf).join(''));
  }
}
