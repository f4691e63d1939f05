import { columns, portableColumn } from '@spectacles/platform';
import { type MigrationInterface, type QueryRunner, TableColumn, TableIndex } from 'typeorm';

/** A column a migration, since MySQL commits at each DDL statement; what is there is not made again. */
abstract class AddPlace implements MigrationInterface {
  protected abstract readonly column: string;
  /** The place of a name that has it. */
  protected abstract readonly place: string;

  async up(runner: QueryRunner): Promise<void> {
    const { column, place } = this;
    const options = { name: column, ...columns.text(255), isNullable: true };
    if (!(await runner.hasColumn('decisions', column)))
      await runner.addColumn('decisions', new TableColumn(portableColumn(runner, options)));
    await runner.query(`UPDATE decisions SET ${column} = ${place} WHERE scope_name IS NOT NULL`);
    const name = `decisions_${column}`;
    const table = await runner.getTable('decisions');
    if (table?.indices.some((index) => index.name === name) !== true)
      await runner.createIndex('decisions', new TableIndex({ name, columnNames: ['registry_id', column, 'at', 'id'] }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('decisions', `decisions_${this.column}`);
    await runner.dropColumn('decisions', this.column);
  }
}

const SLASH = "INSTR(scope_name, '/')";
const NEXT = `INSTR(SUBSTR(scope_name, ${SLASH} + 1), '/')`;

/** The log of a namespace is read in the order of time, however much there is of it. */
export class AddDecisionsTop1763750000002 extends AddPlace {
  protected override readonly column = 'top';
  protected override readonly place = `CASE WHEN ${SLASH} = 0 THEN '' WHEN ${SLASH} = 1 OR ${SLASH} > 256 THEN NULL
    ELSE SUBSTR(scope_name, 1, ${SLASH} - 1) END`;
}

/** The same of namespaces below another. */
export class AddDecisionsSecond1763750000003 extends AddPlace {
  protected override readonly column = 'second';
  protected override readonly place = `CASE WHEN ${SLASH} < 2 OR ${NEXT} = 0 OR ${SLASH} + ${NEXT} > 256 THEN NULL
    ELSE SUBSTR(scope_name, 1, ${SLASH} + ${NEXT} - 1) END`;
}
