import type { EndSpan } from '../credentials/credential.repository.js';
import type { Robot } from './robot.js';

/** Which page of the robots, by the login of the last one before. */
export interface RobotPage {
  readonly after: string | null;
  readonly limit: number;
  /** A part of the login. */
  readonly search: string | null;
  readonly namespaceId: string | null;
}

/** Where robots are kept. */
export abstract class RobotRepository {
  abstract byId(id: string): Promise<Robot | null>;
  abstract byIds(ids: readonly string[]): Promise<Robot[]>;
  abstract save(robot: Robot): Promise<void>;
  abstract removeAll(ids: readonly string[]): Promise<void>;
  /** Sorted by login. */
  abstract page(page: RobotPage): Promise<Robot[]>;
  abstract ofNamespace(namespaceId: string): Promise<Robot[]>;
  /** Those that belong to no namespace. */
  abstract ofInstallation(): Promise<Robot[]>;
  /** That end within a time; the next to end first. */
  abstract ending(span: EndSpan): Promise<Robot[]>;
  /** Sorted by id, for a snapshot. */
  abstract pageById(after: string, limit: number): Promise<Robot[]>;
}
