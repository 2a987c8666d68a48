import { type Kysely, sql } from 'kysely'

/**
 * Who is told of what stands in the audit log, which is the outbox: how far it was read, what is to be told, and what became of it.
 * Targets are named as the settings name them; none of their secrets is here.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  const { schema } = database
  await schema
    .createTable('notification_cursors')
    .addColumn('organization_id', 'bigint', (column) => column.primaryKey().references('organizations.id'))
    .addColumn('sequence', 'bigint', (column) => column.notNull())
    .execute()
  await schema
    .createTable('notification_deliveries')
    .addColumn('id', 'uuid', (column) => column.primaryKey())
    .addColumn('target', 'text', (column) => column.notNull())
    .addColumn('organization_id', 'bigint', (column) => column.notNull().references('organizations.id'))
    .addColumn('recipient', 'text', (column) => column.notNull())
    // waiting, sent, dead
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('next_at', 'timestamptz', (column) => column.notNull())
    .addColumn('last_error', 'text')
    .addColumn('created_at', 'timestamptz', (column) => column.notNull())
    .addColumn('ended_at', 'timestamptz')
    // In which they were made, also by one transaction.
    .addColumn('turn', 'bigint', (column) => column.notNull().generatedAlwaysAsIdentity())
    .execute()
  await schema
    .createIndex('notification_deliveries_open')
    .on('notification_deliveries')
    .columns(['target', 'state', 'turn'])
    .execute()
  await schema
    .createIndex('notification_deliveries_lately')
    .on('notification_deliveries')
    .columns(['target', 'created_at'])
    .execute()
  await schema
    .createTable('notification_items')
    .addColumn('id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('target', 'text', (column) => column.notNull())
    .addColumn('organization_id', 'bigint', (column) => column.notNull().references('organizations.id'))
    .addColumn('recipient', 'text', (column) => column.notNull())
    .addColumn('event', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('notice', 'json', (column) => column.notNull())
    .addColumn('due_at', 'timestamptz', (column) => column.notNull())
    .addColumn('kept_at', 'timestamptz', (column) => column.notNull())
    .addColumn('delivery_id', 'uuid', (column) =>
      column.references('notification_deliveries.id').onDelete('cascade'),
    )
    .addUniqueConstraint('notification_items_once', ['target', 'key', 'event', 'recipient'])
    .execute()
  await sql`create index notification_items_due on notification_items (target, due_at) where delivery_id is null`.execute(
    database,
  )
  await schema
    .createIndex('notification_items_delivery')
    .on('notification_items')
    .column('delivery_id')
    .execute()
  await schema
    .createTable('notification_targets')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('claim', 'uuid')
    .addColumn('claimed_until', 'timestamptz')
    .addColumn('not_before', 'timestamptz')
    .addColumn('failures', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('last_error', 'text')
    .addColumn('last_failed_at', 'timestamptz')
    .addColumn('last_sent_at', 'timestamptz')
    .execute()
  await schema
    .createTable('notification_tickets')
    .addColumn('target', 'text', (column) => column.notNull())
    .addColumn('mark', 'text', (column) => column.notNull())
    .addColumn('reference', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('notification_tickets_key', ['target', 'mark'])
    .execute()
}

export async function down({ schema }: Kysely<unknown>): Promise<void> {
  for (const table of ['tickets', 'targets', 'items', 'deliveries', 'cursors'])
    await schema.dropTable(`notification_${table}`).execute()
}
